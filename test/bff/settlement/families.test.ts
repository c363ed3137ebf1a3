/** Every family of the demo through the real intake, and one person of every class from her bill down to the clause. */
import path from 'node:path';

import type { BillReply, ExplanationStep, StatusReply } from '../../../shared/src/contract/index.ts';
import { parseSignedYuan } from '../../../shared/src/kernel/index.ts';
import { loadFamilies } from '../../sandbox/families/load.ts';
import { pushesInOrder, type World } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { send } from '../../support/bills.ts';
import { moveIn } from '../../support/residents.ts';

jest.setTimeout(180_000);

let app: TestApp;
let world: World;

beforeAll(async () => {
  world = await loadFamilies(path.join(__dirname, '../../../config'));
  const env = { LIMIT_PER_ADDRESS: '100000', LIMIT_SMS_PER_ADDRESS: '1000' };
  app = await startApp({ families: world, env });
  for (const { push } of pushesInOrder(world)) {
    const { status, body } = await send(app, push);
    if (status !== 200) throw new Error(`${push.infno} ${push.msgid}: ${JSON.stringify(body)}`);
  }
});
afterAll(() => app.close());

/** A granted bill of every class of a city: class → setl_id. */
async function findBillOfEachClass(region: string): Promise<Map<string, string>> {
  const rows = await app.deps.db
    .selectFrom('settlement')
    .innerJoin('decision', 'decision.decision_id', 'settlement.decision_id')
    .select(['settlement.setl_id', 'decision.outcome'])
    .where('settlement.region', '=', region)
    .where('settlement.state', '=', 'granted')
    .where('settlement.calculated', '>', 0)
    .execute();
  return new Map(
    rows.map((row) => [(JSON.parse(row.outcome) as { classTitle: string }).classTitle, row.setl_id]),
  );
}

async function readBill(setlId: string) {
  const settlement = world.settlements.find((row) => row.setlId === setlId)!;
  const person = world.people.find((row) => row.psnNo === settlement.psnNo)!;
  const token = await moveIn(app, person);
  const bill = await app.ask<BillReply>('GET', `/api/v1/bills/${setlId}`, { token });
  const status = await app.ask<StatusReply>('GET', '/api/v1/status', { token });
  return { bill, status };
}

function stepsOf(steps: readonly ExplanationStep[]): ExplanationStep[] {
  return steps.flatMap((step) => [step, ...stepsOf(step.steps)]);
}

test('every bill is decided', async () => {
  const rows = await app.deps.db.selectFrom('settlement').select(['state', 'disagreeing_sums']).execute();
  expect(rows).toHaveLength(world.settlements.length);
  expect(rows.filter(({ state }) => state === 'pending')).toEqual([]);
});

describe.each([
  ['510400', ['特困人员', '孤儿', '低保对象', '防止返贫监测对象', '低保边缘家庭成员', '因病致贫重病患者']],
  ['420500', ['一类医疗救助对象', '二类医疗救助对象', '三类医疗救助对象', '四类医疗救助对象']],
])('%s', (region, classes) => {
  test.each(classes)('%s: from the bill to the words of the clause', async (classTitle) => {
    const found = await findBillOfEachClass(region);
    expect([...found.keys()]).toContain(classTitle);
    const { bill, status } = await readBill(found.get(classTitle)!);
    expect(bill.status).toBe(200);
    const { decision, explanation, clauses, payers } = bill.body;
    if (decision.status !== 'granted') throw new Error(`not granted: ${decision.status}`);
    expect(decision.classTitle).toBe(classTitle);
    // The explanation ends in the amount, and every clause that it cites can be read.
    const granted = parseSignedYuan(decision.granted);
    const parts = [decision.assistance, decision.outpatient, decision.tilt].map((text) =>
      parseSignedYuan(text),
    );
    expect(parts.reduce((sum: number, part) => sum + part, 0)).toBe(granted);
    expect(explanation).toHaveLength(1);
    const cited = stepsOf(explanation).map(({ clause }) => `${clause?.document} ${clause?.article}`);
    const worded = clauses.map(({ document, article }) => `${document} ${article}`);
    expect(worded).toEqual(expect.arrayContaining(cited));
    // Who paid adds up to the bill.
    const sum = Object.entries(payers)
      .filter(([name]) => name !== 'total' && name !== 'outOfScope')
      .reduce((all, [, text]) => all + parseSignedYuan(text), 0);
    expect(sum).toBe(parseSignedYuan(payers.total));
    expect(status.status).toBe(200);
    expect(status.body.freshness.stale).toBe(false);
    expect(status.body.region.code).toBe(region);
  });
});

test('what the platform left unpaid is the difference, and only that can be claimed', async () => {
  const row = await app.deps.db
    .selectFrom('settlement')
    .selectAll()
    .where('state', '=', 'granted')
    .whereRef('calculated', '>', 'granted_assistance')
    .where('granted_tilt', '=', 0)
    .where('granted_assistance', '>', 0)
    .executeTakeFirstOrThrow();
  const { bill, status } = await readBill(row.setl_id);
  const difference = parseSignedYuan(bill.body.bill.difference ?? '0.00');
  expect(difference).toBe((row.calculated ?? 0) - row.granted_assistance);
  expect(parseSignedYuan(bill.body.personalAfter ?? '0.00')).toBe(row.self_paid - difference);
  expect(parseSignedYuan(status.body.year.claimable)).toBeGreaterThanOrEqual(difference);
});

test('assistance that hides under 其他基金 is seen', async () => {
  const row = await app.deps.db
    .selectFrom('settlement')
    .selectAll()
    .where('disagreeing_sums', 'like', '%g%')
    .executeTakeFirstOrThrow();
  expect(row.granted_assistance).toBeGreaterThan(0);
  expect(row.calculated).toBe(row.granted_assistance);
});

test('nothing of a person stands in a log line or in a decision', async () => {
  const { certno, name, psnNo } = world.people[0]!;
  const decisions = await app.deps.db
    .selectFrom('decision')
    .select(['facts', 'outcome', 'explanation'])
    .execute();
  const texts = [...app.lines, ...decisions.map((row) => JSON.stringify(row))].join('\n');
  for (const secret of [certno, name, psnNo]) expect(texts).not.toContain(secret);
});
