// A bill that may be there twice: a paper beside what the platform holds. An officer says whether they are one, before that
// nothing is granted, and one bill is paid once.
import { isAlike, type Seen } from '../../../bff/src/claim/claim-twin.rules.ts';
import type { ClaimReply, DeskClaimReply, ErrorReply } from '../../../shared/src/contract/index.ts';
import type { TestApp } from '../../support/app.ts';
import { openClaimOffice } from '../../support/claim-office.ts';
import { done, toCounty, village, work, type Office } from '../../support/claim-work.ts';
import {
  askClaim,
  moveInApplicant,
  pushBill,
  sketchBill,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';
import { askDesk } from '../../support/desk.ts';
import { paperClaim as putPaperClaim, read, written } from '../../support/paper-claims.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
afterAll(() => app.close());

const paperClaim = (...[who, bills]: [Applicant, (readonly object[])?]) =>
  putPaperClaim(app, office, who, bills);

const newcomer = () => moveInApplicant(app, { n: (serial += 1) });
const platformBill = (who: Applicant, change: Parameters<typeof sketchBill>[1] = {}) => {
  const setlId = `S-TWIN-${(serial += 1)}`;
  return pushBill(app, who.person, sketchBill(setlId, change)).then(() => setlId);
};

async function twinsOf({ claimId }: ClaimReply): Promise<DeskClaimReply['twins']> {
  const page = await askDesk<DeskClaimReply & ErrorReply>(app, office.reviewer, 'GET', `/claims/${claimId}`);
  if (page.status !== 200) throw new Error(JSON.stringify(page.body));
  return page.body.twins;
}

const review = (claim: ClaimReply, body: object) =>
  work(app, office.reviewer, claim, 'review', { verdict: 'grant', ...body });
const refOf = ({ bills }: ClaimReply) => bills[0]?.ref ?? '';

describe('which look like one', () => {
  const paper: Seen = { paper: true, takenBack: false, on: '2026-03-05', total: 100_000, code: null };
  const platform: Seen = { ...paper, paper: false, code: 'H51040200001' };
  const sentAnew = { paper: false, code: 'H51040200001' };
  test.each<[string, Partial<Seen>, Partial<Seen>, boolean]>([
    ['the same day and total, the hospital not read yet', {}, {}, true],
    ['settled three days later', {}, { on: '2026-03-08' }, true],
    ['settled four days later', {}, { on: '2026-03-09' }, false],
    ['the paper bears the later day', { on: '2026-03-08' }, {}, true],
    ['a fen apart', {}, { total: 100_001 }, false],
    ['the same hospital', { code: 'H51040200001' }, {}, true],
    ['another hospital', { code: 'H51040200002' }, {}, false],
    ['two of the platform: it tells its own apart', { paper: false }, {}, false],
    ['two papers', {}, { paper: true }, true],
    ['taken back, and sent anew on another day', sentAnew, { takenBack: true, on: '2026-05-05' }, true],
    ['taken back, and sent anew with another total', sentAnew, { takenBack: true, total: 90_000 }, true],
    ['another total and another day', sentAnew, { takenBack: true, total: 90_000, on: '2026-05-05' }, false],
    ['taken back by another hospital', sentAnew, { takenBack: true, code: 'H51040200002' }, false],
    ['each taken back', { ...sentAnew, takenBack: true }, { takenBack: true }, false],
  ])('%s', (_, one, other, alike) => {
    expect(isAlike({ ...paper, ...one }, { ...platform, ...other })).toBe(alike);
    expect(isAlike({ ...platform, ...other }, { ...paper, ...one })).toBe(alike);
  });
});

describe('a paper beside a bill of the platform that is in no claim', () => {
  test('is shown, and nothing is granted before somebody has said whether they are one', async () => {
    const who = await newcomer();
    const setlId = await platformBill(who, { at: '2026-03-06' });
    const county = await paperClaim(who);
    const shown = {
      ref: refOf(county),
      other: setlId,
      source: 'platform',
      takenBack: false,
      on: '2026-03-06',
      claim: null,
    };
    expect(await twinsOf(county)).toMatchObject([{ ...shown, total: '1000.00', decided: null }]);
    const figures = [read(refOf(county))];
    const open = await review(county, { figures });
    expect(open.body.error).toMatchObject({ code: 'duplicate_open', data: { twins: [shown] } });
    const strange = await review(county, { figures, twins: [{ ...shown, other: 'S-NONE' }] });
    expect(strange.status).toBe(422);
  });

  test('the same: the platform’s takes its place, so that it is paid by that one, and once', async () => {
    const who = await newcomer();
    const setlId = await platformBill(who, { granted: '100.00' });
    const county = await paperClaim(who);
    const ref = refOf(county);
    const twins = [{ ref, other: setlId, same: true }];
    const reviewed = await taken(review(county, { figures: [read(ref)], twins }));
    expect(reviewed.bills).toMatchObject([{ ref, source: 'platform', total: '1000.00' }]);
    expect(await twinsOf(reviewed)).toEqual([]);
    // By the rules 280.00; the platform has paid 100.00 of it at the hospital, which the paper did not say.
    const approved = await done(app, office.approver, reviewed, 'approval');
    expect(approved.course.grant).toMatchObject({ amount: '180.00' });
    // It is this claim's now: no other can be for it, and the paper's figures are out of her year.
    const again = await askClaim(app, who.token, 'POST', '', { bills: [setlId] });
    expect(again.status).toBe(409);
    const read_ = await app.deps.db
      .selectFrom('settlement')
      .select('reversed_at')
      .where('setl_id', '=', ref)
      .executeTakeFirstOrThrow();
    expect(read_.reversed_at).not.toBeNull();
  });

  test('two bills: both stand, and who said so stays with the case', async () => {
    const who = await newcomer();
    const setlId = await platformBill(who);
    const county = await paperClaim(who);
    const ref = refOf(county);
    const twins = [{ ref, other: setlId, same: false }];
    const reviewed = await taken(review(county, { figures: [read(ref)], twins }));
    expect(await twinsOf(reviewed)).toMatchObject([
      { ref, other: setlId, decided: { same: false, by: { staffId: office.reviewer.publicId } } },
    ]);
    expect((await done(app, office.approver, reviewed, 'approval')).state).toBe('payment_due');
  });

  test('every word that was said of two bills is in the audit, a later one too', async () => {
    const who = await newcomer();
    // As long as a citizen number, and none.
    await pushBill(app, who.person, sketchBill('530000202603050001'));
    const county = await paperClaim(who);
    const ref = refOf(county);
    const said = { figures: [read(ref)], twins: [{ ref, other: '530000202603050001', same: false }] };
    const reviewed = await taken(review(county, said));
    const sentBack = { reason: 'figures_to_check', words: '再看看' };
    const returned = await done(app, office.approver, reviewed, 'return', sentBack);
    await taken(work(app, office.otherReviewer, returned, 'review', { verdict: 'grant', ...said }));
    const kept = await app.deps.db
      .selectFrom('audit_entry')
      .select(['actor_id', 'place', 'detail'])
      .where('act', '=', 'decide_twin')
      .where('subject_id', '=', county.claimId)
      .orderBy('seq')
      .execute();
    expect(kept.map(({ actor_id: id, place }) => [id, place])).toEqual([
      [office.reviewer.publicId, village],
      [office.otherReviewer.publicId, village],
    ]);
    for (const { detail } of kept) {
      const word = JSON.parse(detail) as { ref: string; other: string; same: boolean };
      expect([word.ref.replaceAll(' ', ''), word.other, word.same]).toEqual([
        ref,
        '5300 0020 2603 0500 01',
        false,
      ]);
    }
  });

  test('that the platform sends after the review is asked about before the approval', async () => {
    const who = await newcomer();
    const county = await paperClaim(who);
    const reviewed = await taken(review(county, { figures: [read(refOf(county))] }));
    await platformBill(who);
    const approval = await work(app, office.approver, reviewed, 'approval');
    expect([approval.status, approval.body.error.code]).toEqual([409, 'duplicate_open']);
  });

  test('is told apart once an officer has typed another hospital', async () => {
    const who = await newcomer();
    await platformBill(who, { hospital: { code: 'H51040200091', region: '510402' } });
    const county = await paperClaim(who);
    expect(await twinsOf(county)).toHaveLength(1);
    const figures = [read(refOf(county))];
    expect((await taken(review(county, { figures }))).state).toBe('county_approval');
  });
});

describe('a bill of the platform whose paper another claim has', () => {
  test('leaves the claim where it is the same, and without any bill there is nothing to grant', async () => {
    const who = await newcomer();
    const first = await paperClaim(who);
    const setlId = await platformBill(who);
    const second = await toCounty(app, office, await submitNew(app, who, [setlId]));
    const pair = { ref: setlId, other: refOf(first) };
    expect(await twinsOf(second)).toMatchObject([
      { ...pair, source: 'paper', claim: { claimId: first.claimId, number: first.number } },
    ]);
    const same = await review(second, { twins: [{ ...pair, same: true }] });
    expect([same.status, same.body.error.code]).toEqual([409, 'amount_not_settled']);
    // The first one sees it as well.
    expect(await twinsOf(first)).toMatchObject([{ other: setlId, claim: { claimId: second.claimId } }]);
  });

  test('in another place: that there is one is told, it is not opened, nor what was granted there', async () => {
    const who = await newcomer();
    const first = await paperClaim(who);
    const second = await toCounty(app, office, await submitNew(app, who, [await platformBill(who)]));
    await app.deps.db
      .updateTable('claim')
      .set({ place: '510403', village: '510403901001' })
      .where('public_id', '=', first.claimId)
      .execute();
    const { number, state } = first;
    const told = { other: refOf(first), granted: null, claim: { claimId: null, number, state } };
    expect(await twinsOf(second)).toMatchObject([told]);
    const open = await review(second, {});
    expect(open.body.error).toMatchObject({ code: 'duplicate_open', data: { twins: [told] } });
  });
});

describe('two bills of one claim', () => {
  test('of two papers of one bill in one claim one leaves it, with what it asked for', async () => {
    const who = await newcomer();
    const county = await paperClaim(who, [written, { ...written, on: '2026-03-06' }]);
    const [one = '', other = ''] = county.bills.map(({ ref }) => ref);
    const figures = [read(one), read(other, { on: '2026-03-06' })];
    const twins = [{ ref: other, other: one, same: true }];
    const reviewed = await taken(review(county, { figures, twins }));
    expect(reviewed.bills.map(({ ref }) => ref)).toEqual([one]);
    expect(reviewed.tasks.some(({ bill }) => bill === other)).toBe(false);
  });

  test('are there once, and one of them stays, whichever way round it is said, and said twice', async () => {
    const who = await newcomer();
    const county = await paperClaim(who, [written, written]);
    const [one = '', other = ''] = county.bills.map(({ ref }) => ref);
    expect(await twinsOf(county)).toMatchObject([
      { ref: other, other: one, claim: { claimId: county.claimId } },
    ]);
    const twins = [
      { ref: one, other, same: true },
      { ref: other, other: one, same: true },
    ];
    const reviewed = await taken(review(county, { figures: [read(one), read(other)], twins }));
    expect(reviewed.bills.map(({ ref }) => ref)).toEqual([one]);
  });

  test('both the same as one of the platform: that one is in the claim, once', async () => {
    const who = await newcomer();
    const setlId = await platformBill(who);
    const county = await paperClaim(who, [written, written]);
    const [one = '', other = ''] = county.bills.map(({ ref }) => ref);
    const figures = [read(one), read(other)];
    const pairs = (await twinsOf(county)).map(({ ref, other: beside }) => ({ ref, other: beside }));
    expect(pairs).toHaveLength(3);
    const both = [
      { ref: one, other: setlId, same: true },
      { ref: other, other: setlId, same: true },
    ];
    const all = [...both, { ref: other, other: one, same: true }];
    expect(pairs).toEqual(
      expect.arrayContaining(all.map(({ ref, other: beside }) => ({ ref, other: beside }))),
    );
    const reviewed = await taken(review(county, { figures, twins: all }));
    expect(reviewed.bills).toMatchObject([{ ref: one, source: 'platform' }]);
    expect(await twinsOf(reviewed)).toEqual([]);
    const approved = await done(app, office.approver, reviewed, 'approval');
    expect(approved.course.grant).toMatchObject({ amount: '280.00' });
  });

  test('one of them the same as one of the platform, the other not: both stand', async () => {
    const who = await newcomer();
    const setlId = await platformBill(who);
    const county = await paperClaim(who, [written, written]);
    const [one = '', other = ''] = county.bills.map(({ ref }) => ref);
    const twins = [
      { ref: other, other: one, same: false },
      { ref: other, other: setlId, same: true },
      { ref: one, other: setlId, same: false },
    ];
    const reviewed = await taken(review(county, { figures: [read(one), read(other)], twins }));
    expect(reviewed.bills).toMatchObject([
      { ref: one, source: 'paper' },
      { ref: other, source: 'platform' },
    ]);
    expect(await twinsOf(reviewed)).toMatchObject([{ ref: one, other, decided: { same: false } }]);
    expect((await done(app, office.approver, reviewed, 'approval')).state).toBe('payment_due');
  });

  test('a paper and one of the platform: the paper leaves, whichever way round it is said', async () => {
    const who = await newcomer();
    const setlId = await platformBill(who);
    const county = await paperClaim(who, [written, { setlId, injury: false }]);
    const paper = refOf(county);
    expect(await twinsOf(county)).toMatchObject([{ ref: paper, other: setlId, source: 'platform' }]);
    const twins = [{ ref: setlId, other: paper, same: true }];
    const reviewed = await taken(review(county, { figures: [read(paper)], twins }));
    expect(reviewed.bills).toMatchObject([{ ref: setlId, source: 'platform' }]);
  });
});
