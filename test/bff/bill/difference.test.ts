/** N9 over the API: why the decision that stands on a bill is not the one before it. */
import type { BillReply } from '../../../shared/src/contract/index.ts';
import { parseSignedYuan } from '../../../shared/src/kernel/index.ts';
import type { World } from '../../sandbox/world.ts';
import { findJargon } from '../../shared/words/jargon.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { keepAtPlatform, send, sketchPerson, sketchPush, sketchReversal } from '../../support/bills.ts';
import { moveIn } from '../../support/residents.ts';

const world: World = { people: [], settlements: [] };
let app: TestApp;
let serial = 0;

beforeAll(async () => {
  app = await startApp({ families: world, env: { LIMIT_SMS_PER_ADDRESS: '100000' } });
  app.clock.setToday('2026-06-10');
});
afterAll(() => app.close());

/** Somebody new with an identity since a day; her bills go in one by one. */
async function moveInSomeone(since = '2022-01-01') {
  serial += 1;
  const person = sketchPerson({ n: 700 + serial, holds: [['236003', since]] });
  world.people.push(person);
  const token = await moveIn(app, person);
  const push = async (setlId: string, at: string, total: string) => {
    const sketch = sketchPush(person, { setlId, at, total });
    const { status, body } = await send(app, sketch);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return sketch;
  };
  const read = async (setlId: string) =>
    (await app.ask<BillReply>('GET', `/api/v1/bills/${setlId}`, { token })).body;
  return { person, token, push, read };
}

/** What is told, after what holds for every telling. */
function tell({ difference, clauses }: BillReply) {
  if (difference === null) return null;
  const { before, after, change, causes } = difference;
  const amounts = causes.flatMap(({ amount }) => (amount === null ? [] : [parseSignedYuan(amount)]));
  if (amounts.length > 0) {
    expect(amounts.reduce((sum: number, amount) => sum + amount, 0)).toBe(parseSignedYuan(change));
  }
  expect(causes.flatMap(({ sentence }) => findJargon(sentence))).toEqual([]);
  const words = clauses.map(({ document, article }) => `${document} ${article}`);
  const cited = causes.flatMap(({ clause }) =>
    clause === null ? [] : [`${clause.document} ${clause.article}`],
  );
  expect(words).toEqual(expect.arrayContaining(cited));
  return [before, after, change, causes.map(({ cause, amount }) => [cause, amount])];
}

test('a bill that was decided once has no difference', async () => {
  const { push, read } = await moveInSomeone();
  await push('DIFF-ONCE', '2026-03-05', '1000.00');
  expect((await read('DIFF-ONCE')).difference).toBeNull();
});

test('a bill that came late has paid the first part', async () => {
  const { push, read } = await moveInSomeone();
  // 监测: above 2,160.00, 65 %. (5,000 − 2,160) × 65 % alone; with 3,000.00 before it, 5,000 × 65 %.
  await push('DIFF-LATE', '2026-03-05', '5000.00');
  await push('DIFF-EARLY', '2026-02-01', '3000.00');
  const bill = await read('DIFF-LATE');
  expect(tell(bill)).toEqual(['1846.00', '3250.00', '1404.00', [['deductible_used', '1404.00']]]);
  expect(bill.difference?.causes[0]?.sentence.replaceAll('\u00a0', ' ')).toBe(
    '先自己付的 2,160.00 元，前面的账单已经付满了，所以多了 1,404.00 元。',
  );
});

test('a bill that the hospital corrected', async () => {
  const { person, token, push, read } = await moveInSomeone();
  await push('DIFF-FIX', '2026-03-05', '5000.00');
  keepAtPlatform(
    app.sandbox.families,
    sketchPush(person, { setlId: 'DIFF-FIX', at: '2026-03-05', total: '4000.00' }),
  );
  const { status } = await app.ask('POST', '/api/v1/bills/DIFF-FIX/refresh', { token });
  expect(status).toBe(200);
  const bill = await read('DIFF-FIX');
  expect(tell(bill)).toEqual(['1846.00', '1196.00', '-650.00', [['bill_corrected', '-650.00']]]);
  expect(bill.difference?.causes[0]?.sentence).toContain('医院改了账单：一共花的从');
});

test('a bill that was taken back gives nothing', async () => {
  const { push, read } = await moveInSomeone();
  const sketch = await push('DIFF-BACK', '2026-03-05', '5000.00');
  expect((await send(app, sketchReversal(sketch))).status).toBe(200);
  expect(tell(await read('DIFF-BACK'))).toEqual(['1846.00', null, '-1846.00', [['reversed', '-1846.00']]]);
});

test('a recognition made an earlier bill good: it is said, without an amount of the bill’s own', async () => {
  const { push, read } = await moveInSomeone('2026-05-01');
  await push('DIFF-BEFORE', '2026-03-05', '5000.00');
  await push('DIFF-AFTER', '2026-05-20', '1000.00');
  const bill = await read('DIFF-BEFORE');
  // It was decided once: there is no amount before to compare with.
  expect(tell(bill)).toEqual([null, null, '0.00', [['top_up', null]]]);
  expect(bill.difference?.causes[0]?.sentence.replaceAll('\u00a0', ' ')).toContain(
    '2026年5月1日您被认定以后，今年前面的账单按新身份重新算，一共补 1,846.00 元。',
  );
  // The bill was refused and rests on nothing itself; the amount told rests on two figures.
  expect(bill.decision.status).toBe('refused');
  expect(bill.illustrative).toEqual(['residentIncome', 'monitoringLine']);
});
