// 攀枝花 第十九条: what a recognition brings is the year's own top-up, and a claim for it pays what the year offers, to the fen.
import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import { reckonClaim } from '../../../bff/src/claim/claim-amount.service.ts';
import {
  holdSettlements,
  listFreeSettlements,
  replaceBills,
} from '../../../bff/src/claim/claim-bill.store.ts';
import { findClaimById, insertDraft, type ClaimRow } from '../../../bff/src/claim/claim.store.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { sketchPerson } from '../../support/bills.ts';
import { pushBill } from '../../support/claims.ts';

let app: TestApp;
let serial = 0;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
});
afterAll(() => app.close());

/** 低保边缘 until the day of the recognition, 低保 from then on; what the platform granted for March, February and July. */
async function recognised(granted: readonly string[]): Promise<number> {
  serial += 1;
  const person = sketchPerson({
    n: serial,
    holds: [
      ['236002', '2026-01-01', '2026-06-30'],
      ['2303', '2026-07-01'],
    ],
  });
  app.sandbox.families.people.push(person);
  for (const [at, amount] of granted.entries()) {
    await pushBill(app, person, {
      setlId: `S-TOP-UP-${serial}-${at}`,
      at: ['2026-03-01', '2026-02-01', '2026-07-01'][at] ?? '',
      total: '10000.00',
      granted: amount,
    });
  }
  const { person_id: personId } = await app.deps.db
    .selectFrom('person')
    .select('person_id')
    .where('certno_index', '=', certnoIndex(app.deps.crypto, person.certno))
    .executeTakeFirstOrThrow();
  return personId;
}

/** As a recognition of that day opens it, with the bills before it. */
async function putRetroactive(personId: number): Promise<ClaimRow> {
  const { db, clock } = app.deps;
  const put = (kind: 'recognition' | 'retroactive', change: object) =>
    insertDraft(
      db,
      { publicId: newRecordId(), personId, kind, region: '510400', place: '510402', now: clock.now() },
      { draft_of: null, submissions: 1, needs: '[]', ...change },
    );
  const opener = await put('recognition', { state: 'closed', recognised_on: '2026-07-01' });
  const claimId = await put('retroactive', { state: 'county_review', opened_by: opener, has_money: 1 });
  const claim = await findClaimById(db, claimId ?? 0);
  if (claim === undefined) throw new Error('there is another');
  const bills = await listFreeSettlements(db, personId, '2026-01-01', '2026-07-01');
  const rows = bills.map(({ setl_id: ref, settlement_id }, position) => ({
    claim_id: claim.claim_id,
    ref,
    position,
    settlement_id,
    live_settlement_id: null,
    institution: null,
    on_day: null,
    kind: null,
    total: null,
    injury: null,
  }));
  await replaceBills(db, claim.claim_id, rows);
  await holdSettlements(db, claim.claim_id);
  return claim;
}

const claimableOf = async (personId: number) =>
  (
    await app.deps.db
      .selectFrom('benefit_year')
      .select('claimable')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow()
  ).claimable;

// 低保边缘 gives (20,000 − 4,320) × 50% for both and 倾斜救助 1,980: 2,840 for February, 6,980 for March; 低保 14,000.
test.each([
  { title: 'nothing of it was granted', granted: ['0.00', '0.00'], topUp: 418_000, total: 1_400_000 },
  { title: 'a part of it was', granted: ['7000.00', '0.00'], topUp: 416_000, total: 700_000 },
  { title: 'all of it was', granted: ['7000.00', '7000.00'], topUp: 0, total: 0 },
  {
    title: 'more was on a later bill',
    granted: ['0.00', '0.00', '9000.00'],
    topUp: 418_000,
    total: 1_400_000,
  },
])('$title: the claim pays what the year offers', async ({ granted, topUp, total }) => {
  const personId = await recognised(granted);
  expect(await claimableOf(personId)).toBe(total);
  const claim = await putRetroactive(personId);
  expect(await reckonClaim(app.deps, app.deps.db, claim)).toMatchObject({ retroactive: topUp, total });
});
