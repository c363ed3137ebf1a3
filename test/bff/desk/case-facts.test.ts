// What an officer needs beside the case itself: what was found, what an appeal is of, what a refusal can rest on, what a
// notice may name, the figures that were read from paper, and the number to call.
import type { ClaimReply, DeskClaimReply, ErrorReply } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { done, openOffice, toCounty, toRecognition, type Office } from '../../support/claim-work.ts';
import {
  account,
  addPage,
  askClaim,
  moveInApplicant,
  sketchBill,
  submitNew,
  taken,
  type Applicant,
} from '../../support/claims.ts';
import { askDesk } from '../../support/desk.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let office: Office;
let serial = 40;

beforeAll(async () => {
  const env = { LIMIT_SMS_PER_ADDRESS: '100000', LIMIT_PER_ADDRESS: '100000' };
  app = await startApp({ families: { people: [], settlements: [] }, env });
  office = await openOffice(app);
});
beforeEach(() => app.clock.setToday('2026-06-10'));
afterAll(() => app.close());

async function open(who: SignedInStaff, claim: string): Promise<DeskClaimReply> {
  const { status, body } = await askDesk<DeskClaimReply & ErrorReply>(app, who, 'GET', `/claims/${claim}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}

async function sent(): Promise<{ who: Applicant; claim: ClaimReply }> {
  serial += 1;
  const who = await moveInApplicant(app, { n: serial }, [sketchBill(`S-FACT-${serial}`)]);
  return { who, claim: await submitNew(app, who, [`S-FACT-${serial}`]) };
}

/** Nothing of hers is left open. */
async function fillIn(who: Applicant, draft: ClaimReply): Promise<ClaimReply> {
  let claim = draft;
  if (claim.open.some(({ what }) => what === 'household')) {
    const household = { version: claim.version, alone: true, members: [] };
    claim = await taken(askClaim(app, who.token, 'PUT', `/${claim.claimId}/household`, household));
  }
  for (const { paper, bill } of claim.open) {
    if (paper !== null) await addPage(app, who.personId, { paper, bill });
  }
  const { claimId, version } = claim;
  return taken(askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version }));
}

test('what the village, the township and 民政 found is read by those who decide, and by nobody else', async () => {
  serial += 1;
  const bill = sketchBill(`S-FACT-${serial}`, { total: '90000.00', basic: '10000.00' });
  const who = await moveInApplicant(app, { n: serial, holds: [] }, [bill]);
  const begun = await taken(askClaim(app, who.token, 'POST', '', { kind: 'recognition' }));
  const payee = { version: begun.version, bank: '攀枝花农商银行', account };
  const draft = await taken(askClaim(app, who.token, 'PUT', `/${begun.claimId}/payee`, payee));
  const { claimId } = await toRecognition(app, office, await fillIn(who, draft));

  const { findings, clauses } = await open(office.civil, claimId);
  expect(findings).toMatchObject({
    visits: [
      {
        on: '2026-06-10',
        by: { staffId: office.clerk.publicId },
        members: 3,
        workers: 1,
        yearlyIncome: '9000.00',
        house: '旧房一间',
        illness: '透析',
        remarks: '',
      },
    ],
    means: [{ on: '2026-06-10', withinLimit: true, selfPaid: '80000.00', words: null }],
    publicity: [{ startsOn: '2026-06-10', endsOn: '2026-06-17' }],
    objections: [],
  });
  expect(findings.publicity[0]?.endedAt).not.toBeNull();
  // 民政 can refuse, and names the clause herself.
  expect(clauses.find(({ article }) => article === '第四条（六）')).toMatchObject({
    document: 'panzhihua-2023',
  });

  const clerk = await open(office.clerk, claimId);
  expect(clerk.findings.visits).toHaveLength(1);
  expect([clerk.findings.means, clerk.findings.publicity]).toEqual([[], []]);
  const nothing = { visits: [], means: [], publicity: [], rural: [], objections: [] };
  expect((await open(office.fund, claimId)).findings).toEqual(nothing);
  expect((await open(office.fund, claimId)).clauses).toEqual([]);
});

test('an appeal shows the refusal that it is about, with its clause in the document’s words', async () => {
  const { who, claim } = await sent();
  const county = await toCounty(app, office, claim);
  const refuse = {
    verdict: 'refuse',
    reason: 'out_of_scope',
    clause: { document: 'panzhihua-2023', article: '第十一条' },
    words: '不在保障范围',
  };
  const reviewed = await done(app, office.reviewer, county, 'review', refuse);
  const page = await open(office.approver, claim.claimId);
  expect(page.reviews[1]).toMatchObject({ verdict: 'refuse', quoted: { article: '第十一条' } });
  expect([page.appealOf, page.clauses]).toEqual([null, []]);
  const { version } = await done(app, office.approver, reviewed, 'refusal');
  const begun = await taken(askClaim(app, who.token, 'POST', `/${claim.claimId}/appeal`, { version }));
  const appeal = await fillIn(who, begun);

  const { appealOf } = await open(office.otherReviewer, appeal.claimId);
  expect(appealOf).toMatchObject({
    claimId: claim.claimId,
    kind: 'reimbursement',
    state: 'refused',
    by: { staffId: office.approver.publicId },
    reason: 'out_of_scope',
    words: '不在保障范围',
    clause: 'panzhihua-2023 第十一条',
    quoted: { document: 'panzhihua-2023', article: '第十一条' },
  });
  expect(appealOf!.resident).toMatch(/^这些钱不在医疗救助能帮的范围里。/);
  expect(appealOf!.quoted!.text.length).toBeGreaterThan(10);
});

test('a notice may name what the lists know; a second one only what the first did, and it can be mended for so long', async () => {
  const { who, claim } = await sent();
  const { askable, mendUntil } = await open(office.reviewer, claim.claimId);
  const ref = `S-FACT-${serial}`;
  expect(mendUntil).toBeNull();
  expect(askable).toContainEqual({ paper: 'identity_card', bill: null, title: '居民身份证（户口簿）' });
  expect(askable.some(({ bill }) => bill === ref)).toBe(true);
  expect(new Set(askable.map(({ paper, bill }) => `${paper} ${bill}`)).size).toBe(askable.length);
  // Whatever it offers is taken.
  const papers = askable.map(({ paper, bill }) => ({ paper, bill, reason: 'unclear', words: null }));
  const asked = await done(app, office.reviewer, claim, 'correction', { papers: papers.slice(0, 2) });
  expect(await open(office.reviewer, claim.claimId)).toMatchObject({ mendUntil: '2026-07-10', askable: [] });

  for (const { paper, bill } of asked.open) {
    if (paper !== null) await addPage(app, who.personId, { paper, bill });
  }
  const { claimId, version } = asked;
  await taken(askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version }));
  const again = await open(office.reviewer, claimId);
  const named = (list: readonly { paper: string; bill: string | null }[]) =>
    new Set(list.map(({ paper, bill }) => `${paper} ${bill}`));
  expect(named(again.askable)).toEqual(named(papers.slice(0, 2)));
});

test('figures that were read from paper stand beside it for whoever decides next', async () => {
  serial += 1;
  const who = await moveInApplicant(app, { n: serial });
  const begun = await taken(askClaim(app, who.token, 'POST', '', { bills: [] }));
  const bill = { institution: '米易县人民医院', on: '2026-03-05', kind: 'inpatient', total: '1000.00' };
  const chosen = await taken(
    askClaim(app, who.token, 'PUT', `/${begun.claimId}/bills`, {
      version: begun.version,
      bills: [{ ...bill, injury: false }],
    }),
  );
  const payee = { version: chosen.version, bank: '攀枝花农商银行', account };
  const draft = await taken(askClaim(app, who.token, 'PUT', `/${begun.claimId}/payee`, payee));
  const county = await toCounty(app, office, await fillIn(who, draft));
  const [{ ref, ...unread } = { ref: '' }] = (await open(office.reviewer, county.claimId)).bills;
  expect(unread).toMatchObject({ bill: null, figures: null });
  const figures = {
    ref,
    institution: 'H51042100001',
    treatedIn: '510421',
    on: '2026-03-05',
    kind: 'inpatient',
    total: '1000.00',
    fullSelfPay: '0.00',
    overLimit: '0.00',
    preSelfPay: '0.00',
    inScope: '1000.00',
    basicPaid: '600.00',
    criticalIllnessPaid: '0.00',
    supplementPaid: '0.00',
    commercialPaid: '0.00',
    grantedAssistance: '0.00',
    grantedTilt: '0.00',
    otherPaid: '0.00',
    referred: true,
    filed: null,
  };
  await done(app, office.reviewer, county, 'review', { verdict: 'grant', figures: [figures], words: '' });
  expect((await open(office.approver, county.claimId)).bills[0]?.figures).toEqual(figures);
});

test('who can take it is told, and the number to call is told to those who work on it, each look recorded', async () => {
  const { who, claim } = await sent();
  const phone = (one: SignedInStaff) =>
    askDesk<{ phone: string | null }>(app, one, 'GET', `/claims/${claim.claimId}/phone`);
  expect((await phone(office.reviewer)).body).toEqual({ phone: who.person.phone });
  expect((await phone(office.fund)).status).toBe(403);
  const elsewhere = await signInStaff(app, 'county_reviewer', '510403');
  expect((await phone(elsewhere)).status).toBe(404);
  const looks = await app.deps.db
    .selectFrom('audit_entry')
    .select(['actor_id', 'detail'])
    .where('subject_id', '=', claim.claimId)
    .where('act', '=', 'view_phone')
    .execute();
  expect(looks.map(({ actor_id: by }) => by)).toEqual([office.reviewer.publicId]);
  expect(JSON.stringify(looks)).not.toContain(who.person.phone);
  expect((await open(office.reviewer, claim.claimId)).assignable).toBe(true);
  expect((await open(office.approver, claim.claimId)).assignable).toBe(false);
});
