// 认定 and what follows it later: while the platform is away, for a bill that comes late, and when it is taken up again.
import { startDeskSweeper } from '../../../bff/src/desk/desk.sweeper.ts';
import { startSweeper } from '../../../bff/src/settlement/sweeper.ts';
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import type { TestApp } from '../../support/app.ts';
import type { BillSketch } from '../../support/bills.ts';
import { openClaimOffice, workday } from '../../support/claim-office.ts';
import { done, throughPublicity, toRecognition, work, type Office } from '../../support/claim-work.ts';
import { askClaim, pushBill, readClaim, sketchBill, taken, type Applicant } from '../../support/claims.ts';
import { createTestRedis } from '../../support/database.ts';
import { askToBeRecognised } from '../../support/recognition.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
beforeEach(() => app.clock.setToday(workday));
afterEach(() => app.sandbox.control.reset());
afterAll(() => app.close());

const large = (setlId: string, at = '2026-03-05'): BillSketch =>
  sketchBill(setlId, { at, total: '90000.00', basic: '10000.00' });
const why = { reason: 'mistake', words: '再看一遍' };
const refusal = {
  reason: 'means_beyond_limit',
  clause: { document: 'panzhihua-2023', article: '第四条（六）' },
};

/** At the last step before 认定, on 2026-06-30. */
async function atRecognition(bills: (id: string) => BillSketch[] = (id) => [large(id)]) {
  serial += 1;
  const { who, sent } = await askToBeRecognised(app, serial, bills(`S-AGAIN-${serial}`));
  return { who, last: await toRecognition(app, office, sent) };
}

/** Recognised on 2026-06-30, taken up again, and at the last step once more, on `day`. */
async function recognisedAndReopened(day: string): Promise<{ who: Applicant; last: ClaimReply }> {
  const { who, last } = await atRecognition();
  const recognised = await done(app, office.civil, last, 'recognition');
  const reopened = await done(app, office.approver, recognised, 'reopening', why);
  if (day !== '2026-06-30')
    return { who, last: await throughPublicity(app, office, reopened, { endsOn: day }) };
  // Posted and decided within one day: only its version and its state tell it from another.
  const { db } = app.deps;
  await db
    .updateTable('claim')
    .set({ state: 'recognition' })
    .where('public_id', '=', reopened.claimId)
    .execute();
  return { who, last: { ...reopened, state: 'recognition' } };
}

const roster = ({ claimId }: ClaimReply) =>
  app.deps.db
    .selectFrom('roster_identity')
    .innerJoin('claim', 'claim.claim_id', 'roster_identity.claim_id')
    .select(['valid_from', 'valid_to'])
    .where('claim.public_id', '=', claimId)
    .orderBy('valid_from')
    .execute();

const opened = ({ personId }: Applicant) =>
  app.deps.db
    .selectFrom('claim')
    .select(['public_id', 'number', 'state'])
    .where('person_id', '=', personId)
    .where('kind', '=', 'retroactive')
    .execute();

async function proposed(who: Applicant): Promise<string> {
  const [claim] = await opened(who);
  const path = `/api/v1/staff/claims/${claim?.public_id ?? ''}/proposal`;
  const { body } = await app.ask<{ retroactive: string }>('GET', path, { token: office.reviewer.token });
  return body.retroactive;
}

const sweepDesk = () => startDeskSweeper(app.deps, 0).sweep();
const sweepYears = () => startSweeper(app.deps, 0).sweep();

test('while nobody can say who she is, nothing is decided; afterwards it brings what the law grants', async () => {
  const { who, last } = await atRecognition();
  app.sandbox.control.set('hsa', { mode: 'away' });
  await createTestRedis();
  const answer = await work(app, office.civil, last, 'recognition');
  expect([answer.status, answer.body.error.code]).toEqual([503, 'upstream_unavailable']);
  app.sandbox.control.reset();
  expect((await readClaim(app, who.token, last.claimId)).version).toBe(last.version);
  expect([await roster(last), await opened(who)]).toEqual([[], []]);
  await done(app, office.civil, last, 'recognition');
  expect(await opened(who)).toMatchObject([{ state: 'county_review' }]);
});

describe('a bill of before the recognition that comes after it', () => {
  test('opens what the law grants for it, once', async () => {
    const { who, last } = await atRecognition(() => []);
    await done(app, office.civil, last, 'recognition');
    await sweepDesk();
    expect(await opened(who)).toEqual([]);
    app.clock.setToday('2026-07-20');
    await pushBill(app, who.person, large(`S-LATE-${serial}`, '2026-05-05'));
    await sweepDesk();
    const cases = await opened(who);
    expect(cases).toMatchObject([{ state: 'county_review' }]);
    expect(cases[0]?.number).not.toBeNull();
    expect(Number(await proposed(who))).toBeGreaterThan(0);
    const [year] = await app.deps.db
      .selectFrom('benefit_year')
      .select('fold')
      .where('person_id', '=', who.personId)
      .execute();
    const { topUps } = JSON.parse(year?.fold ?? '{}') as { topUps: { on: string; amount: number }[] };
    expect(topUps.map(({ on }) => on)).toEqual(['2026-06-30']);
    expect(Number(await proposed(who)) * 100).toBe(topUps[0]?.amount);
    await pushBill(app, who.person, large(`S-LATER-${serial}`, '2026-05-06'));
    await sweepDesk();
    expect(await opened(who)).toHaveLength(1);
  });

  test('opens nothing while the recognition is taken up again', async () => {
    const { who, last } = await atRecognition(() => []);
    const recognised = await done(app, office.civil, last, 'recognition');
    await done(app, office.approver, recognised, 'reopening', why);
    await pushBill(app, who.person, large(`S-LATE-${serial}`, '2026-05-05'));
    await sweepDesk();
    expect(await opened(who)).toEqual([]);
  });
});

describe('taken up again', () => {
  test.each(['2026-06-30', '2026-07-20'])(
    'and found right on %s, it holds from its first day on, and so does what it opened',
    async (day) => {
      const { who, last } = await recognisedAndReopened(day);
      const before = await proposed(who);
      const again = await done(app, office.civil, last, 'recognition');
      expect(again.course.recognisedOn).toBe('2026-06-30');
      expect(await roster(again)).toEqual([{ valid_from: '2026-06-30', valid_to: null }]);
      expect(await opened(who)).toHaveLength(1);
      expect(Number(before)).toBeGreaterThan(0);
      expect(await proposed(who)).toBe(before);
    },
  );

  test.each([
    ['refused', (claim: ClaimReply) => work(app, office.civil, claim, 'refusal', refusal)],
    [
      'taken back',
      ({ claimId, version }: ClaimReply, { token }: Applicant) =>
        askClaim(app, token, 'POST', `/${claimId}/withdrawal`, { version }),
    ],
  ])('and %s, she is recognised up to the day before, and later bills get nothing', async (_, end) => {
    const { who, last } = await recognisedAndReopened('2026-07-20');
    await taken(end(last, who));
    expect(await roster(last)).toEqual([{ valid_from: '2026-06-30', valid_to: '2026-07-19' }]);
    await sweepYears();
    app.clock.setToday('2026-08-05');
    await pushBill(app, who.person, large(`S-AFTER-${serial}`, '2026-08-01'));
    const { calculated } = await app.deps.db
      .selectFrom('settlement')
      .select('calculated')
      .where('setl_id', '=', `S-AFTER-${serial}`)
      .executeTakeFirstOrThrow();
    expect(calculated ?? 0).toBe(0);
  });

  test('it can be, though its bills lie in the case that it has opened', async () => {
    serial += 1;
    const id = `S-AGAIN-${serial}`;
    const { who, sent } = await askToBeRecognised(app, serial, [large(id)], [id]);
    const last = await toRecognition(app, office, sent);
    const recognised = await done(app, office.civil, last, 'recognition');
    expect(await opened(who)).toHaveLength(1);
    const reopened = await done(app, office.approver, recognised, 'reopening', why);
    expect(reopened.state).toBe('household_visit');
    expect(Number(await proposed(who))).toBeGreaterThan(0);
  });

  test('refused on the day itself, she never was; recognised once more, she is from that day', async () => {
    const { who, last } = await recognisedAndReopened('2026-06-30');
    const refused = await done(app, office.civil, last, 'refusal', refusal);
    expect(await roster(refused)).toEqual([]);
    await sweepYears();
    expect(await proposed(who)).toBe('0.00');
    const reopened = await done(app, office.approver, refused, 'reopening', why);
    const ended = await throughPublicity(app, office, reopened, { endsOn: '2026-07-20' });
    const again = await done(app, office.civil, ended, 'recognition');
    expect(await roster(again)).toEqual([{ valid_from: '2026-07-20', valid_to: null }]);
    expect(Number(await proposed(who))).toBeGreaterThan(0);
  });
});
