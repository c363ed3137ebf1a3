// What the person is told of her claim's road: whose turn, what was said, what came of it, and what she can do.
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import type { TestApp } from '../../support/app.ts';
import { openClaimOffice, workday } from '../../support/claim-office.ts';
import { done, toCounty, toRecognition, village, type Office } from '../../support/claim-work.ts';
import {
  account,
  addPage,
  askClaim,
  moveInApplicant,
  readClaim,
  sayHousehold,
  sketchBill,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';

let app: TestApp;
let office: Office;
let serial = 0;

beforeAll(async () => {
  ({ app, office } = await openClaimOffice());
});
beforeEach(() => app.clock.setToday(workday));
afterAll(() => app.close());

const grant = { verdict: 'grant' };
const clause = { document: 'panzhihua-2023', article: '第十五条' };
const refuse = { verdict: 'refuse', reason: 'out_of_scope', clause, words: '美容不在范围内' };

async function sentClaim(): Promise<{ who: Applicant; sent: ClaimReply; setlId: string }> {
  serial += 1;
  const setlId = `S-COURSE-${serial}`;
  const who = await moveInApplicant(app, { n: serial }, [sketchBill(setlId)]);
  return { who, sent: await submitNew(app, who, [setlId]), setlId };
}

async function refusedClaim() {
  const { who, sent } = await sentClaim();
  const reviewed = await done(app, office.reviewer, await toCounty(app, office, sent), 'review', refuse);
  const { claimId } = await done(app, office.approver, reviewed, 'refusal');
  return { who, refused: await readClaim(app, who.token, claimId), reviewed };
}

describe('where the family lives', () => {
  test('is told in names, and can be said until the township has looked', async () => {
    const { who, sent } = await sentClaim();
    expect([sent.home, sent.maySetHome]).toEqual([null, true]);
    const { claimId, version } = sent;
    const homed = await taken(askClaim(app, who.token, 'PUT', `/${claimId}/home`, { version, village }));
    expect(homed.home).toEqual({
      code: village,
      village: '桐湾社区',
      township: '杏林街道',
      county: '东区',
    });
    const county = await toCounty(app, office, homed);
    expect((await readClaim(app, who.token, county.claimId)).maySetHome).toBe(false);
  });
});

describe('a claim that is granted', () => {
  test('tells the opinion of the township, what was approved bill by bill, and what was paid', async () => {
    const { who, sent, setlId } = await sentClaim();
    expect(sent.course).toMatchObject({ grant: null, refusal: null, overdue: false });
    const county = await toCounty(app, office, sent);
    const opinion = county.timeline.find(({ kind }) => kind === 'first_reviewed');
    expect(opinion).toMatchObject({ by: 'township_officer', opinion: 'agree', words: '属实' });
    const reviewed = await done(app, office.reviewer, county, 'review', { ...grant, words: '金额核过' });
    expect((await readClaim(app, who.token, sent.claimId)).course.grant).toBeNull();
    await done(app, office.approver, reviewed, 'approval');
    const { course, timeline } = await readClaim(app, who.token, sent.claimId);
    expect(course.grant).toMatchObject({
      amount: '280.00',
      paid: '0.00',
      retroactive: '0.00',
      bills: [{ ref: setlId, pays: '280.00' }],
    });
    expect(course.grant?.bills[0]?.explanation).not.toEqual([]);
    // What one officer wrote to the other is theirs.
    expect(JSON.stringify(timeline)).not.toContain('金额核过');
  });

  test('is overdue from the day after the promised one, where the period is the region’s own', async () => {
    const { who, sent } = await sentClaim();
    await app.deps.db
      .updateTable('claim')
      .set({ working_days_provisional: 0 })
      .where('public_id', '=', sent.claimId)
      .execute();
    const overdueOn = async (today: string) => {
      app.clock.setToday(today);
      return (await readClaim(app, who.token, sent.claimId)).course.overdue;
    };
    const on = sent.due?.on ?? '';
    expect([await overdueOn(on), await overdueOn('2026-12-31')]).toEqual([false, true]);
  });
});

describe('a refusal', () => {
  test('says why, by which clause, what can be done and until when', async () => {
    const { refused, reviewed } = await refusedClaim();
    // As long as it is only proposed, she is told nothing of it.
    expect(reviewed.course.refusal).toBeNull();
    expect(reviewed.timeline.at(-1)).toMatchObject({ kind: 'reviewed', reason: null, words: null });
    expect(refused.course.refusal).toMatchObject({
      reason: 'out_of_scope',
      clause: { ...clause },
      words: '美容不在范围内',
      appealUntil: '2026-08-09',
      mayAppeal: true,
    });
    expect(refused.course.refusal?.next).toContain('复核');
  });

  test('cannot be appealed after the last day, and says so', async () => {
    const { who, refused } = await refusedClaim();
    const refusalOn = async (today: string) => {
      app.clock.setToday(today);
      return (await readClaim(app, who.token, refused.claimId)).course.refusal;
    };
    expect(await refusalOn('2026-08-09')).toMatchObject({ mayAppeal: true, whyNotAppeal: null });
    expect(await refusalOn('2026-08-10')).toMatchObject({ mayAppeal: false, whyNotAppeal: 'too_late' });
  });

  test('and its appeal know of each other; why she does not agree lies sealed and can be mended', async () => {
    const { who, refused } = await refusedClaim();
    const { claimId, version } = refused;
    const say = (words?: string) =>
      taken(askClaim(app, who.token, 'POST', `/${claimId}/appeal`, { version, words }));
    const first = await say('发票没有算进去');
    expect(first.course).toMatchObject({
      appealWords: '发票没有算进去',
      appealOf: { claimId, state: 'refused' },
    });
    expect((await say('两张发票没有算进去')).course.appealWords).toBe('两张发票没有算进去');
    expect((await say()).course.appealWords).toBe('两张发票没有算进去');
    const { course } = await readClaim(app, who.token, claimId);
    expect(course).toMatchObject({
      appeal: { claimId: first.claimId, kind: 'appeal', state: 'draft' },
      refusal: { mayAppeal: false, whyNotAppeal: 'appealed' },
    });
    const { appeal_words: sealed } = await app.deps.db
      .selectFrom('claim')
      .select('appeal_words')
      .where('public_id', '=', first.claimId)
      .executeTakeFirstOrThrow();
    expect(sealed?.includes('发票')).toBe(false);
  });

  test('after a thrown-away appeal another can be begun, and nothing of the former is kept', async () => {
    const { who, refused } = await refusedClaim();
    const { claimId, version } = refused;
    const body = { version, words: '不对' };
    const first = await taken(askClaim(app, who.token, 'POST', `/${claimId}/appeal`, body));
    const gone = await taken(
      askClaim(app, who.token, 'POST', `/${first.claimId}/withdrawal`, { version: first.version }),
    );
    expect(gone.course.appealWords).toBeNull();
    const again = await readClaim(app, who.token, claimId);
    expect(again.course).toMatchObject({ appeal: null, refusal: { mayAppeal: true } });
  });
});

describe('a recognition', () => {
  test('tells its check, its publicity and the case that opened by itself', async () => {
    serial += 1;
    const bill = sketchBill(`S-COURSE-${serial}`, { total: '90000.00', basic: '10000.00' });
    const who = await moveInApplicant(app, { n: serial, holds: [] }, [bill]);
    const begun = await taken(askClaim(app, who.token, 'POST', '', { kind: 'recognition' }));
    const said = await sayHousehold(app, who.token, begun);
    const payee = { version: said.version, bank: '攀枝花农商银行', account };
    const draft = await taken(askClaim(app, who.token, 'PUT', `/${begun.claimId}/payee`, payee));
    for (const { paper, bill: of } of draft.open) {
      if (paper !== null) await addPage(app, who.personId, { paper, bill: of });
    }
    const sent = await taken(
      askClaim(app, who.token, 'POST', `/${draft.claimId}/submission`, { version: draft.version }),
    );
    const last = await toRecognition(app, office, sent);
    expect(last.timeline.find(({ kind }) => kind === 'means_checked')?.opinion).toBe('within');
    expect(last.course.publicity).toEqual({
      from: '2026-06-10',
      until: '2026-06-17',
      days: 7,
      ended: true,
      place: '杏林街道桐湾社区',
    });
    await done(app, office.civil, last, 'recognition', { words: '符合' });
    const { course } = await readClaim(app, who.token, sent.claimId);
    expect(course).toMatchObject({
      recognisedOn: '2026-06-30',
      opened: { kind: 'retroactive', state: 'county_review' },
    });
    const opened = await readClaim(app, who.token, course.opened?.claimId ?? '');
    expect(opened.course.openedBy).toMatchObject({ claimId: sent.claimId, kind: 'recognition' });
  });
});
