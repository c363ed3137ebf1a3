// 宜昌 第十一条: what is approved for the months before a recognition shares the year's cap with the bills of the year.
import { sql } from 'kysely';

import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import type { YearFigures } from '../../../bff/src/benefit-year/year.figures.ts';
import { holdSettlements } from '../../../bff/src/claim/claim-bill.store.ts';
import { insertDraft } from '../../../bff/src/claim/claim.store.ts';
import { startDeskSweeper } from '../../../bff/src/desk/desk.sweeper.ts';
import { startSweeper } from '../../../bff/src/settlement/sweeper.ts';
import { toColumn } from '../../../bff/src/storage/instant.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import type { ClaimReply, ProposalReply } from '../../../shared/src/contract/index.ts';
import { parseYuan } from '../../../shared/src/kernel/index.ts';
import type { Person } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { hospitals, send, sketchPerson, sketchPush, sketchReversal } from '../../support/bills.ts';
import { done } from '../../support/claim-work.ts';
import { addPage, askClaim, pushBill, taken } from '../../support/claims.ts';
import { createTestRedis } from '../../support/database.ts';
import { putAtRecognition } from '../../support/recognition.ts';
import { agree, moveIn } from '../../support/residents.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let civil: SignedInStaff;
let reviewer: SignedInStaff;
let approver: SignedInStaff;
let serial = 0;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] }, env: { LIMIT_PER_ADDRESS: '100000' } });
  civil = await signInStaff(app, 'civil_affairs', '420503');
  reviewer = await signInStaff(app, 'county_reviewer', '420503');
  approver = await signInStaff(app, 'county_approver', '420503');
});
afterAll(() => app.close());

interface Recognised {
  person: Person;
  personId: number;
  /** What the recognition opened. */
  claim: { claimId: string; version: number };
}

/** @param before in-scope self-pay of the twelve months before, in yuan */
async function recognised(before: number): Promise<Recognised> {
  serial += 1;
  app.clock.setToday('2026-06-30');
  const person = sketchPerson({ n: serial, region: '420503' });
  app.sandbox.families.people.push(person);
  await pushBill(app, person, yichang(`YC-BEFORE-${serial}`, '2025-12-05', before));
  const { person_id: personId } = await app.deps.db
    .selectFrom('person')
    .select('person_id')
    .where('certno_index', '=', certnoIndex(app.deps.crypto, person.certno))
    .executeTakeFirstOrThrow();
  const asked = await putAtRecognition(app, personId, civil.staffId);
  await done(app, civil, asked, 'recognition');
  const { public_id: claimId, version } = await app.deps.db
    .selectFrom('claim')
    .select(['public_id', 'version'])
    .where('person_id', '=', personId)
    .where('kind', '=', 'retroactive')
    .executeTakeFirstOrThrow();
  app.clock.setToday('2026-09-01');
  return { person, personId, claim: { claimId, version } };
}

const yichang = (setlId: string, at: string, selfPaid: number) => ({
  setlId,
  at,
  total: `${selfPaid + 1000}.00`,
  basic: '1000.00',
  hospital: hospitals.yichang,
});

async function approve({ claim }: Recognised): Promise<void> {
  const reviewed = await done(app, reviewer, claim, 'review', { verdict: 'grant' });
  expect((await done(app, approver, reviewed, 'approval')).state).toBe('payment_due');
}

const propose = async ({ claim }: Pick<Recognised, 'claim'>) =>
  (
    await app.ask<ProposalReply>('GET', `/api/v1/staff/claims/${claim.claimId}/proposal`, {
      token: reviewer.token,
    })
  ).body;

/** The bill after the recognition: 四类 gives 55% of 7,000–12,000 and 60% above, 14,750.00 of 32,000. */
async function pushLater({ person }: Recognised): Promise<void> {
  await pushBill(app, person, yichang(`YC-AFTER-${serial}`, '2026-08-05', 32_000));
}

async function readYear({ personId }: Recognised) {
  const { db } = app.deps;
  const row = await db
    .selectFrom('benefit_year')
    .selectAll()
    .where('person_id', '=', personId)
    .where('year', '=', 2026)
    .executeTakeFirstOrThrow();
  const decisions = await db
    .selectFrom('decision')
    .selectAll()
    .where('person_id', '=', personId)
    .where('year', '=', 2026)
    .orderBy('sequence')
    .execute();
  const last = JSON.parse(decisions.at(-1)?.outcome ?? '{}') as { assistance?: number };
  return { row, decisions, assistance: last.assistance ?? 0, figures: figuresOf(row) };
}

const noBill = {
  position: 0,
  live_settlement_id: null,
  institution: null,
  on_day: null,
  kind: null,
  total: null,
  injury: null,
};

/** For a bill that another claim is taking. */
async function someoneWaits(): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { rows } = await sql`
      SELECT 1 FROM information_schema.processlist
      WHERE db = DATABASE() AND id <> CONNECTION_ID() AND info LIKE 'update _claim_bill_%'`.execute(
      app.deps.db,
    );
    if (rows.length > 0) return;
    await new Promise((resume) => setTimeout(resume, 10));
  }
  throw new Error('nobody waits');
}

const figuresOf = ({ figures }: { figures: string | null }) => JSON.parse(figures ?? '{}') as YearFigures;

/** The sweeper decides the whole year from its beginning. */
async function replay(one: Recognised) {
  await app.deps.db
    .updateTable('benefit_year')
    .set({ due_at: toColumn(app.clock.now() - 1000) })
    .where('person_id', '=', one.personId)
    .execute();
  await startSweeper(app.deps, 0).sweep();
  return readYear(one);
}

// 45% of 5,000–12,000 and 50% above: 65,700 brings 30,000, 136,200 brings 65,250, 145,700 brings 70,000; 80,000 is the cap.
const cases = [
  { title: 'below the cap', before: 65_700, paid: 3_000_000, left: 1_475_000 },
  { title: 'to the fen at the cap', before: 136_200, paid: 6_525_000, left: 1_475_000 },
  { title: 'above the cap', before: 145_700, paid: 7_000_000, left: 1_000_000 },
  { title: 'with nothing left of it', before: 200_000, paid: 8_000_000, left: 0 },
];

describe.each(cases)('$title', ({ before, paid, left }) => {
  test('a bill that comes after the approval gets what is left, and a replay says the same', async () => {
    const one = await recognised(before);
    await approve(one);
    await pushLater(one);
    const year = await readYear(one);
    expect([year.figures.retroactivePaid, year.assistance]).toEqual([paid, left]);
    const again = await replay(one);
    expect(again.row.context_hash?.equals(year.row.context_hash ?? Buffer.alloc(0))).toBe(true);
    expect(again.figures).toEqual(year.figures);
    expect(again.decisions).toEqual(year.decisions);
  });

  test('a bill that came before it keeps what it was given, and the rest of the cap is paid back', async () => {
    const one = await recognised(before);
    await pushLater(one);
    expect((await readYear(one)).assistance).toBe(1_475_000);
    const back = Math.min(paid, 8_000_000 - 1_475_000);
    expect(await propose(one)).toMatchObject({ retroactive: `${back / 100}.00` });
    await approve(one);
    const { figures, assistance } = await readYear(one);
    expect([figures.retroactivePaid, assistance]).toEqual([back, 1_475_000]);
    expect((await replay(one)).figures).toEqual(figures);
  });
});

test('a bill of the months before that comes after the recognition opens the case that was not there', async () => {
  serial += 1;
  app.clock.setToday('2026-06-30');
  const person = sketchPerson({ n: serial, region: '420503' });
  app.sandbox.families.people.push(person);
  // Below the deductible: there is nothing to open a case for.
  await pushBill(app, person, yichang(`YC-SMALL-${serial}`, '2026-02-05', 1000));
  const { person_id: personId } = await app.deps.db
    .selectFrom('person')
    .select('person_id')
    .where('certno_index', '=', certnoIndex(app.deps.crypto, person.certno))
    .executeTakeFirstOrThrow();
  await done(app, civil, await putAtRecognition(app, personId, civil.staffId), 'recognition');
  const opened = async () => {
    await startDeskSweeper(app.deps, 0).sweep();
    return app.deps.db
      .selectFrom('claim')
      .select(['public_id', 'version'])
      .where('person_id', '=', personId)
      .where('kind', '=', 'retroactive')
      .execute();
  };
  expect(await opened()).toEqual([]);
  app.clock.setToday('2026-09-01');
  await pushBill(app, person, yichang(`YC-LATE-${serial}`, '2025-12-05', 64_700));
  const [claim] = await opened();
  expect(await propose({ claim: { claimId: claim?.public_id ?? '', version: 1 } })).toMatchObject({
    retroactive: '30000.00',
  });
  expect(await opened()).toHaveLength(1);
});

test('nothing counts before it is approved, and what was returned to the review does not', async () => {
  const one = await recognised(200_000);
  const reviewed = await done(app, reviewer, one.claim, 'review', { verdict: 'grant' });
  await done(app, approver, reviewed, 'return', { reason: 'figures_to_check', words: '再看一遍' });
  await pushLater(one);
  expect(await readYear(one)).toMatchObject({ assistance: 1_475_000, figures: { retroactivePaid: 0 } });
});

test('what was approved and taken back before it was paid gives the cap back', async () => {
  const one = await recognised(200_000);
  await approve(one);
  await pushLater(one);
  expect(await readYear(one)).toMatchObject({ assistance: 0, figures: { retroactivePaid: 8_000_000 } });
  const { version } = await app.deps.db
    .selectFrom('claim')
    .select('version')
    .where('public_id', '=', one.claim.claimId)
    .executeTakeFirstOrThrow();
  const fund = await signInStaff(app, 'fund_manager', '420503');
  const why = { reason: 'figures_to_check', words: '再看一遍' };
  await done(app, fund, { ...one.claim, version }, 'return', why);
  expect(await readYear(one)).toMatchObject({ assistance: 1_475_000, figures: { retroactivePaid: 0 } });
});

test('a bill that the hospital takes back brings nothing any more', async () => {
  const one = await recognised(65_700);
  expect(await propose(one)).toMatchObject({ retroactive: '30000.00' });
  const bill = yichang(`YC-BEFORE-${serial}`, '2025-12-05', 65_700);
  expect((await send(app, sketchReversal(sketchPush(one.person, bill)))).status).toBe(200);
  expect(await propose(one)).toMatchObject({ retroactive: '0.00', amount: '0.00' });
});

test('a bill that another claim takes at this moment is not in it', async () => {
  serial += 1;
  app.clock.setToday('2026-06-30');
  const person = sketchPerson({ n: serial, region: '420503' });
  app.sandbox.families.people.push(person);
  const [gone, left] = [`YC-TAKEN-${serial}`, `YC-LEFT-${serial}`];
  await pushBill(app, person, yichang(gone, '2025-12-05', 65_700));
  await pushBill(app, person, yichang(left, '2026-01-05', 65_700));
  const { db, clock } = app.deps;
  const { person_id: personId, settlement_id } = await db
    .selectFrom('settlement')
    .select(['person_id', 'settlement_id'])
    .where('setl_id', '=', gone)
    .executeTakeFirstOrThrow();
  const place = { region: '420500', place: '420503', now: clock.now() };
  const other = { publicId: newRecordId(), personId, kind: 'reimbursement' as const, ...place };
  const otherId = (await insertDraft(db, other, { draft_of: null, needs: '[]' })) ?? 0;
  const row = { ...noBill, claim_id: otherId, ref: gone, settlement_id };
  await db.insertInto('claim_bill').values(row).execute();
  const asked = await putAtRecognition(app, personId, civil.staffId);
  let recognising: Promise<unknown> = Promise.resolve();
  await db.transaction().execute(async (trx) => {
    await holdSettlements(trx, otherId);
    recognising = done(app, civil, asked, 'recognition');
    await someoneWaits();
  });
  await recognising;
  const held = await db
    .selectFrom('claim_bill')
    .innerJoin('claim', 'claim.claim_id', 'claim_bill.claim_id')
    .select(['ref', 'live_settlement_id'])
    .where('claim.person_id', '=', personId)
    .where('claim.kind', '=', 'retroactive')
    .execute();
  expect(held).toEqual([{ ref: left, live_settlement_id: expect.any(Number) as number }]);
});

test('the case says from its first day what it can bring, and that it is for the time before', async () => {
  const one = await recognised(145_700);
  const { retroactive } = await propose(one);
  const { estimate } = await done(app, reviewer, one.claim, 'review', { verdict: 'grant' });
  expect(parseYuan(retroactive)).toBeGreaterThan(0);
  expect(estimate.claimable).toBe(retroactive);
  expect(estimate.explanation[0]?.steps.at(-1)).toMatchObject({
    step: 'claim.retroactive',
    result: retroactive,
  });
});

test('reckoned again, a case leaves room for what it was given itself', async () => {
  const one = await recognised(145_700);
  await approve(one);
  await pushLater(one);
  expect(await propose(one)).toMatchObject({ retroactive: '70000.00', amount: '70000.00' });
});

describe('refused, and appealed', () => {
  const why = {
    reason: 'out_of_scope',
    clause: { document: 'yichang-major-illness-2022', article: '第十一条' },
  };

  /** Sent by herself, and on the county's desk. */
  async function appealed(one: Recognised): Promise<ClaimReply> {
    const reviewed = await done(app, reviewer, one.claim, 'review', {
      verdict: 'refuse',
      ...why,
      words: '不在范围里',
    });
    const { claimId, version } = await done(app, approver, reviewed, 'refusal');
    const token = await moveIn(app, one.person);
    await agree(app, token, 'claim_papers');
    const begun = await taken(askClaim(app, token, 'POST', `/${claimId}/appeal`, { version }));
    for (const { paper, bill } of begun.open) {
      if (paper !== null) await addPage(app, one.personId, { paper, bill });
    }
    const body = { version: begun.version };
    const sent = await taken(askClaim(app, token, 'POST', `/${begun.claimId}/submission`, body));
    const officer = await signInStaff(app, 'township_officer', '420503901');
    const accepted = await done(app, officer, sent, 'acceptance');
    return done(app, officer, accepted, 'first-review', { opinion: 'agree' });
  }

  test('brings what the refused case would have brought, and uses the cap up once it is granted', async () => {
    const one = await recognised(65_700);
    expect(await propose(one)).toMatchObject({ retroactive: '30000.00' });
    const appeal = await appealed(one);
    expect(appeal).toMatchObject({ kind: 'appeal', state: 'county_review' });
    expect(await propose({ claim: appeal })).toMatchObject({ retroactive: '30000.00', amount: '30000.00' });
    const desk = await app.deps.db
      .selectFrom('claim_desk')
      .innerJoin('claim', 'claim.claim_id', 'claim_desk.claim_id')
      .select('claim_desk.amount')
      .where('claim.public_id', '=', appeal.claimId)
      .execute();
    expect(desk).toEqual([{ amount: 3_000_000 }]);
    const [second, secondApprover] = [
      await signInStaff(app, 'county_reviewer', '420503'),
      await signInStaff(app, 'county_approver', '420503'),
    ];
    const reviewed = await done(app, second, appeal, 'review', { verdict: 'grant' });
    expect((await done(app, secondApprover, reviewed, 'approval')).state).toBe('payment_due');
    await pushLater(one);
    expect((await readYear(one)).figures.retroactivePaid).toBe(3_000_000);
  });
});

test('the cap that a reader sees is used up by it, and the explanation names it', async () => {
  const one = await recognised(145_700);
  await approve(one);
  await pushLater(one);
  const { figures, decisions } = await readYear(one);
  expect(figures.thresholds.find(({ id }) => id === 'assistance.cap')).toMatchObject({
    reached: '80000.00',
    left: '0.00',
  });
  expect(decisions.at(-1)?.explanation).toContain('70000.00');
  expect(JSON.parse(decisions.at(-1)?.facts ?? '{}')).toMatchObject({ retroactivePaid: 7_000_000 });
});

test('while the platform cannot say who she is, the year waits for the sweeper', async () => {
  const one = await recognised(145_700);
  await pushLater(one);
  app.sandbox.control.set('hsa', { mode: 'away' });
  // Nor does anybody remember what it said.
  await createTestRedis();
  await approve(one);
  app.sandbox.control.reset();
  const waiting = await readYear(one);
  expect([waiting.figures.retroactivePaid, waiting.row.context_hash]).toEqual([0, null]);
  await startSweeper(app.deps, 0).sweep();
  expect((await readYear(one)).figures.retroactivePaid).toBe(6_525_000);
});
