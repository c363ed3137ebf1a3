// 复核 of one refusal after another.
import type { ClaimReply } from '../../../shared/src/contract/index.ts';
import type { TestApp } from '../../support/app.ts';
import { openClaimOffice, workday } from '../../support/claim-office.ts';
import { done, toCounty, type Office } from '../../support/claim-work.ts';
import {
  askClaim,
  moveInApplicant,
  readClaim,
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

const clause = { document: 'panzhihua-2023', article: '第十五条' };
const refuse = { verdict: 'refuse', reason: 'out_of_scope', clause, words: '不在范围内' };

async function sentClaim(): Promise<{ who: Applicant; sent: ClaimReply }> {
  serial += 1;
  const setlId = `S-APPEAL-${serial}`;
  const who = await moveInApplicant(app, { n: serial }, [sketchBill(setlId)]);
  return { who, sent: await submitNew(app, who, [setlId]) };
}

test('taken up again beside an appeal that was refused, and refused anew, it can be appealed anew', async () => {
  const { who, sent } = await sentClaim();
  const reviewed = await done(app, office.reviewer, await toCounty(app, office, sent), 'review', refuse);
  const refused = await done(app, office.approver, reviewed, 'refusal');
  const appeal = ({ claimId, version }: ClaimReply) =>
    taken(askClaim(app, who.token, 'POST', `/${claimId}/appeal`, { version }));
  const first = await appeal(refused);
  const { db } = app.deps;
  await db
    .updateTable('claim')
    .set({ state: 'refused', draft_of: null })
    .where('public_id', '=', first.claimId)
    .execute();
  const { version } = await readClaim(app, who.token, refused.claimId);
  const why = { reason: 'mistake', words: '看错了票据' };
  const reopened = await done(app, office.otherApprover, { ...refused, version }, 'reopening', why);
  const again = await done(app, office.otherReviewer, reopened, 'review', refuse);
  const anew = await done(app, office.otherApprover, again, 'refusal');
  const second = await appeal(anew);
  expect(second.state).toBe('draft');
  expect(second.claimId).not.toBe(first.claimId);
});
