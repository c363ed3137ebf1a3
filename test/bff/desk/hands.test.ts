// Whose hands, and whose family: what keeps somebody from a case keeps her from it under every login, from both sides, and
// until the moment at which her approval takes effect.
import { eraseAccount } from '../../../bff/src/account/account.store.ts';
import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import { insertEvent } from '../../../bff/src/claim/claim.store.ts';
import { startDeskSweeper } from '../../../bff/src/desk/desk.sweeper.ts';
import { draw } from '../../../bff/src/desk/lane.draw.ts';
import { toColumn } from '../../../bff/src/storage/instant.ts';
import type {
  DeskClaimReply,
  DeskQueueReply,
  ErrorReply,
  LaneApprovalReply,
  LaneReply,
  PaymentsReply,
} from '../../../shared/src/contract/index.ts';
import { addDays } from '../../../shared/src/kernel/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { inviteSomebody, openAccount } from '../../support/callers.ts';
import { askDesk, putCase, putReviewed, readCase, type PutCase } from '../../support/desk.ts';
import { fileOnDenied } from '../../support/mandates.ts';
import { citizenId } from '../../support/people.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

const minute = 60_000;
let app: TestApp;
let serial = 500;
let somebody: number;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] }, now: '2026-06-10T01:00:00Z' });
  somebody = (await signInStaff(app, 'county_reviewer', '510402')).staffId;
});
afterAll(() => app.close());

const newCertno = () => citizenId('990777', '1971-02-03', (serial += 1));
const open = (who: SignedInStaff, { claim }: PutCase) =>
  askDesk<DeskClaimReply & ErrorReply>(app, who, 'GET', `/claims/${claim}`);
const approve = async (who: SignedInStaff, { claim, version }: PutCase) => {
  const { status, body } = await askDesk<ErrorReply>(app, who, 'POST', `/claims/${claim}/approval`, {
    version,
    words: '',
  });
  return status === 200 ? 'approved' : body.error.code;
};

describe('one person with two logins', () => {
  test('does not approve under one what she has reviewed under the other, nor batch it, nor is she given it', async () => {
    const certno = newCertno();
    const first = await signInStaff(app, 'county_reviewer', '510402', certno);
    const second = await signInStaff(app, ['county_approver', 'fund_manager'], '510402', certno);
    const one = await putCase(app, { reviewedBy: first.staffId });
    const page = await open(second, one);
    expect(page.body.sameHands).toContain('approve');
    expect(page.body.acts.map(({ act }) => act)).not.toContain('approve');
    expect(await approve(second, one)).toBe('same_hands');
    const assigned = await askDesk<ErrorReply>(app, second, 'PUT', `/claims/${one.claim}/assignee`, {
      version: one.version,
      staffId: second.publicId,
    });
    expect(assigned.body.error.code).toBe('same_hands');
    const other = await signInStaff(app, 'county_approver', '510402', newCertno());
    await open(other, one);
    expect(await approve(other, one)).toBe('approved');
  });

  test('does not send to the bank what she has approved under the other', async () => {
    const certno = newCertno();
    const approver = await signInStaff(app, 'county_approver', '510402', certno);
    const manager = await signInStaff(app, 'fund_manager', '510402', certno);
    const one = await putCase(app, { reviewedBy: somebody });
    await open(approver, one);
    expect(await approve(approver, one)).toBe('approved');
    const { body } = await askDesk<PaymentsReply>(app, manager, 'GET', '/payments?state=due');
    const row = body.payments.find(({ claimId }) => claimId === one.claim);
    expect(row?.obstacle).toBe('same_hands');
  });
});

describe('whoever has helped a family as a volunteer', () => {
  /** She has sent it for the person, and her account is gone since, where `gone`. */
  async function helpWith({ claimId }: PutCase, certno: string, gone = false): Promise<void> {
    const { db, clock } = app.deps;
    const { accountId } = await openAccount(app, { ...inviteSomebody(app), certno });
    const happened_at = toColumn(clock.now());
    const step = { happened_at, organisation_id: null, reason: null, words: null, policy_on: null };
    const actor = `account:${accountId}`;
    const event = {
      claim_id: claimId,
      version: 1,
      kind: 'submitted' as const,
      by_role: 'volunteer' as const,
    };
    await insertEvent(db, { ...event, actor, ...step });
    if (gone) await eraseAccount(db, accountId, clock.now());
  }

  test('does not approve the case as staff, nor is given it, even when her account is closed', async () => {
    for (const gone of [false, true]) {
      const certno = newCertno();
      const one = await putCase(app, { reviewedBy: somebody });
      await helpWith(one, certno, gone);
      const her = await signInStaff(app, 'county_approver', '510402', certno);
      const page = await open(her, one);
      expect(page.body.sameHands).toContain('approve');
      expect(page.body.acts.map(({ act }) => act)).toEqual(['return']);
      expect(await approve(her, one)).toBe('same_hands');
      const assigned = await askDesk<ErrorReply>(app, her, 'PUT', `/claims/${one.claim}/assignee`, {
        version: one.version,
        staffId: her.publicId,
      });
      expect(assigned.body.error.code).toBe('same_hands');
      const { body } = await askDesk<DeskQueueReply>(app, her, 'GET', '/queue?limit=50');
      expect(body.cases.find(({ claimId }) => claimId === one.claim)?.sameHands).toBe(true);
      const claims = [{ claimId: one.claim, version: one.version }];
      const lane = await askDesk<LaneApprovalReply>(app, her, 'POST', '/lane/approvals', { claims });
      expect(lane.body.results[0]?.outcome).toBe('same_hands');
      const other = await signInStaff(app, 'county_approver', '510402');
      await open(other, one);
      expect(await approve(other, one)).toBe('approved');
    }
  });

  test.each([
    ['accepted', 'township_officer', 'first-review', { opinion: 'agree', words: '属实' }],
    ['county_review', 'county_reviewer', 'review', { verdict: 'grant', figures: [], words: '' }],
  ] as const)('does nothing that judges it: %s as %s', async (state, role, path, said) => {
    const certno = newCertno();
    const place = role === 'township_officer' ? '510402901' : '510402';
    const one = await putCase(app, { state, village: '510402901001' });
    await helpWith(one, certno);
    const her = await signInStaff(app, role, place, certno);
    const other = await signInStaff(app, role, place);
    const act = async (who: SignedInStaff) => {
      const body = { version: one.version, ...said };
      const reply = await askDesk<ErrorReply>(app, who, 'POST', `/claims/${one.claim}/${path}`, body);
      return reply.status === 200 ? 'done' : reply.body.error.code;
    };
    expect(await act(her)).toBe('same_hands');
    expect(await act(other)).toBe('done');
  });

  test('does not send its money to the bank', async () => {
    const certno = newCertno();
    const manager = await signInStaff(app, 'fund_manager', '510402', certno);
    const approver = await signInStaff(app, 'county_approver', '510402');
    const one = await putCase(app, { reviewedBy: somebody });
    await helpWith(one, certno);
    await open(approver, one);
    expect(await approve(approver, one)).toBe('approved');
    const { body } = await askDesk<PaymentsReply>(app, manager, 'GET', '/payments?state=due');
    expect(body.payments.find(({ claimId }) => claimId === one.claim)?.obstacle).toBe('same_hands');
  });
});

test('whom she named as her family, she handles no case of either', async () => {
  const certno = newCertno();
  const officer = await signInStaff(app, 'county_reviewer', '510402', certno);
  const { crypto, db, clock } = app.deps;
  const herOwn = await putCase(app, { state: 'county_review', certnoIndex: certnoIndex(crypto, certno) });
  const kin = newCertno();
  const kins = await putCase(app, { state: 'county_review', certnoIndex: certnoIndex(crypto, kin) });
  expect((await open(officer, kins)).status).toBe(200);
  await db
    .insertInto('family')
    .values({
      person_id: herOwn.personId,
      certno_index: certnoIndex(crypto, kin),
      told_at: toColumn(clock.now()),
    })
    .execute();
  expect((await open(officer, kins)).status).toBe(404);
  const { body } = await askDesk<DeskQueueReply>(app, officer, 'GET', '/queue?limit=50');
  expect(body.cases.map(({ claimId }) => claimId)).not.toContain(kins.claim);
});

describe('an approval of the lane', () => {
  async function approved(): Promise<{ one: PutCase; approver: SignedInStaff; certno: string }> {
    const certno = newCertno();
    const approver = await signInStaff(app, 'county_approver', '510402', certno);
    const [one] = await putReviewed(app, 1, { reviewedBy: somebody });
    const claims = [{ claimId: one!.claim, version: one!.version }];
    const { body } = await askDesk<LaneApprovalReply>(app, approver, 'POST', '/lane/approvals', { claims });
    expect(body.results[0]?.outcome).toBe('approved');
    return { one: one!, approver, certno };
  }
  async function settled({ claim, claimId }: PutCase) {
    app.clock.advance(15 * minute);
    await startDeskSweeper(app.deps, 0).sweep();
    const lane = await app.deps.db
      .selectFrom('lane_approval')
      .select(['state', 'why'])
      .where('claim_id', '=', claimId)
      .executeTakeFirstOrThrow();
    const payments = await app.deps.db
      .selectFrom('payment')
      .select('payment_id')
      .where('claim_id', '=', claimId)
      .execute();
    return [(await readCase(app, claim)).state, lane.state, lane.why, payments.length];
  }

  test('of somebody who was disabled meanwhile, or lost the post, pays nothing', async () => {
    const disabled = await approved();
    await app.deps.db
      .updateTable('staff')
      .set({ state: 'disabled' })
      .where('staff_id', '=', disabled.approver.staffId)
      .execute();
    expect(await settled(disabled.one)).toEqual(['county_approval', 'lapsed', 'colleague_unfit', 0]);
    const moved = await approved();
    await app.deps.db
      .updateTable('staff')
      .set({ roles: '["county_reviewer"]' })
      .where('staff_id', '=', moved.approver.staffId)
      .execute();
    expect(await settled(moved.one)).toEqual(['county_approval', 'lapsed', 'colleague_unfit', 0]);
  });

  test('of somebody whom the family has named meanwhile pays nothing; of somebody who is away it does', async () => {
    const { crypto, db, clock } = app.deps;
    const named = await approved();
    await db
      .insertInto('family')
      .values({
        person_id: named.one.personId,
        certno_index: certnoIndex(crypto, named.certno),
        told_at: toColumn(clock.now()),
      })
      .execute();
    expect(await settled(named.one)).toEqual(['county_approval', 'lapsed', 'colleague_unfit', 0]);
    const away = await approved();
    await askDesk(app, away.approver, 'PUT', '/away', {
      from: clock.today(),
      until: clock.today(),
      handTo: null,
    });
    expect(await settled(away.one)).toEqual(['payment_due', 'done', null, 1]);
  });

  test('on a slip that she has denied meanwhile pays nothing, and the lane says why', async () => {
    const { one, approver } = await approved();
    await fileOnDenied(app, one);
    expect(await settled(one)).toEqual(['county_approval', 'lapsed', 'call_back_open', 0]);
    const { body } = await askDesk<LaneReply>(app, approver, 'GET', '/lane');
    expect(body.lapsed.map(({ claimId, why }) => [claimId, why])).toEqual([[one.claim, 'call_back_open']]);
  });
});

test('a case that was drawn is not drawn anew by being returned and reviewed on another day', async () => {
  const { db, clock } = app.deps;
  const [one] = await putReviewed(app, 1, { reviewedBy: somebody }, true);
  const { claimId, claim } = one!;
  const review = await db
    .selectFrom('claim_review')
    .selectAll()
    .where('claim_id', '=', claimId)
    .executeTakeFirstOrThrow();
  const day = Array.from({ length: 60 }, (_, at) => addDays(clock.today(), at + 1)).find(
    (other) => !draw(app.deps.crypto, claim, other),
  );
  await db
    .insertInto('claim_review')
    .values({ ...review, version: review.version + 1, policy_on: day ?? '' })
    .execute();
  const { body } = await open(await signInStaff(app, 'county_approver', '510402', newCertno()), one!);
  expect(body.drawn).toBe(true);
});
