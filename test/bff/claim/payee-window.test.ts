// Another account, named at a window: she has no phone, the bank could not pay, and a second person looks before it is paid.
import { createHash } from 'node:crypto';

import type { ClaimReply, DeskClaimReply, ErrorReply } from '../../../shared/src/contract/index.ts';
import { newKey, type Answer, type TestApp } from '../../support/app.ts';
import { openClaimOffice, workday } from '../../support/claim-office.ts';
import { village, type Office } from '../../support/claim-work.ts';
import { moveInApplicant } from '../../support/claims.ts';
import { makePhoto } from '../../support/paper-files.ts';
import { askAsStaff, putDuePayment, type Due } from '../../support/payments.ts';
import { seededChance } from '../../support/seeded.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
beforeEach(() => app.clock.setToday(workday));
afterAll(() => app.close());

interface Failed extends Due {
  personId: number;
}

/** In 桐湾社区; her account is closed, and the bank could not pay her. */
async function fail(): Promise<Failed> {
  const { personId, token } = await moveInApplicant(app, { n: (serial += 1) });
  const due = await putDuePayment(app, { personId });
  const { db } = app.deps;
  await db
    .updateTable('claim')
    .set({ state: 'payment_failed', village })
    .where('claim_id', '=', due.claimId)
    .execute();
  await db
    .updateTable('payment')
    .set({ state: 'failed', failure: 'account_unknown', live_claim_id: null })
    .where('claim_id', '=', due.claimId)
    .execute();
  const body = { confirm: 'close my account' };
  expect((await app.ask('DELETE', '/api/v1/account', { token, body })).status).toBe(200);
  return { ...due, personId };
}

type Told = Answer<ClaimReply & ErrorReply>;

async function bringCard({ claim }: Failed, who: SignedInStaff, paper = 'bank_card'): Promise<Told> {
  const bytes = makePhoto(seededChance((serial += 1)), 30_000);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const reply = await fetch(
    `${app.url}/api/v1/staff/claims/${claim}/brought-pages?paper=${paper}&sha256=${sha256}`,
    {
      method: 'PUT',
      headers: { ...who.headers, 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newKey() },
      body: new Uint8Array(bytes),
    },
  );
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Told['body'] };
}

const versionOf = async ({ claimId }: Failed) =>
  (
    await app.deps.db
      .selectFrom('claim')
      .select('version')
      .where('claim_id', '=', claimId)
      .executeTakeFirstOrThrow()
  ).version;

const named = {
  bank: '攀枝花农商银行',
  kind: 'passbook',
  account: '62300-0000-0015',
  words: '本人带存折来的',
};
const name = async (one: Failed, who: SignedInStaff): Promise<Told> =>
  askAsStaff(app, who, 'PUT', `/claims/${one.claim}/brought-payee`, {
    version: await versionOf(one),
    ...named,
  });
const order = ({ claim }: Failed, who: SignedInStaff) =>
  askAsStaff<ErrorReply>(app, who, 'POST', `/claims/${claim}/payment-order`);
const open = ({ claim }: Failed, who: SignedInStaff) =>
  askAsStaff<DeskClaimReply>(app, who, 'GET', `/claims/${claim}`);
const errorOf = ({ status, body }: Answer<ErrorReply>) => [status, body.error.code];

test.each(['clerk', 'officer', 'reviewer'] as const)(
  'the %s names it from her card; she is told, and it is due once the fund’s manager has looked',
  async (post) => {
    const one = await fail();
    const who = office[post];
    expect((await open(one, who)).body.acts.map(({ act }) => act)).toContain('bring_payee');
    expect(errorOf(await name(one, who))).toEqual([409, 'claim_incomplete']);
    expect(errorOf(await bringCard(one, who, 'invoice'))).toEqual([409, 'paper_not_asked']);
    expect((await bringCard(one, who)).status).toBe(200);
    const { status, body } = await name(one, who);
    expect([status, body.state]).toEqual([200, 'payment_failed']);
    // In her own name, and the photograph stays beside it.
    expect(body.payee).toMatchObject({
      bank: named.bank,
      kind: 'passbook',
      holder: expect.any(String) as string,
    });
    expect(body.tasks.find(({ paper }) => paper === 'bank_card')?.pages).toHaveLength(1);
    expect(body.timeline.at(-1)).toMatchObject({ kind: 'payee_brought', words: null });

    expect(errorOf(await order(one, office.fund))).toEqual([409, 'open_first']);
    expect((await open(one, office.fund)).body.history.at(-1)?.kind).toBe('payee_brought');
    expect((await order(one, office.fund)).status).toBe(204);

    const { db } = app.deps;
    const payments = await db
      .selectFrom('payment')
      .select(['state', 'attempt'])
      .where('claim_id', '=', one.claimId)
      .orderBy('attempt')
      .execute();
    expect(payments.map(({ state }) => state)).toEqual(['failed', 'due']);
    const told = await db
      .selectFrom('message')
      .select('template')
      .where('person_id', '=', one.personId)
      .where('template', '=', 'payee_brought')
      .execute();
    expect(told).toHaveLength(1);
    const audited = await db
      .selectFrom('audit_entry')
      .select('actor_id')
      .where('act', '=', 'bring_payee')
      .where('subject_id', '=', one.claim)
      .execute();
    expect(audited).toEqual([{ actor_id: who.publicId }]);
  },
);

test('whoever named it does not order it, nor send it, and nobody elsewhere names it', async () => {
  const one = await fail();
  const both = await signInStaff(app, ['county_reviewer', 'fund_manager'], '510402');
  await bringCard(one, both);
  expect((await name(one, both)).status).toBe(200);
  await open(one, both);
  expect(errorOf(await order(one, both))).toEqual([403, 'same_hands']);
  await open(one, office.fund);
  expect((await order(one, office.fund)).status).toBe(204);
  const { public_id: payment } = await app.deps.db
    .selectFrom('payment')
    .select('public_id')
    .where('claim_id', '=', one.claimId)
    .where('state', '=', 'due')
    .executeTakeFirstOrThrow();
  const batch = await askAsStaff<ErrorReply>(app, both, 'POST', '/payment-batches', { payments: [payment] });
  expect(batch.body.error.data?.payments).toEqual([{ paymentId: payment, why: 'same_hands' }]);
  // It is on its way again: nothing more is brought for it.
  expect(errorOf(await bringCard(one, office.clerk))).toEqual([409, 'act_not_possible']);
  const elsewhere = await signInStaff(app, 'township_officer', '510402902');
  expect((await name(one, elsewhere)).status).toBe(404);
});

test('a page that was brought for it outlives her account, and can be taken back until it is used', async () => {
  const one = await fail();
  const { body } = await bringCard(one, office.clerk);
  const pageId = body.tasks.find(({ paper }) => paper === 'bank_card')?.pages.at(-1)?.pageId;
  const removal = `/claims/${one.claim}/brought-pages/removal`;
  expect((await askAsStaff(app, office.clerk, 'POST', removal, { pageId })).status).toBe(200);
  expect(errorOf(await name(one, office.clerk))).toEqual([409, 'claim_incomplete']);
});
