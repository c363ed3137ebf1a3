// Claims for bills that only paper knows, and what an officer reads there.
import type { ClaimReply, PaperFigures } from '../../shared/src/contract/index.ts';
import type { TestApp } from './app.ts';
import { toCounty, type Office } from './claim-work.ts';
import { account, addPage, askClaim, startDraft, taken, type Applicant } from './claims.ts';

/** 1000.00, of which the basic insurance paid 600.00. */
export const read = (ref: string, change: Partial<PaperFigures> = {}): PaperFigures => ({
  ref,
  institution: 'H51040200001',
  treatedIn: '510402',
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
  referred: null,
  filed: null,
  ...change,
});

export const written = {
  institution: '县医院',
  on: '2026-03-05',
  kind: 'inpatient',
  total: '1000.00',
  injury: false,
};

/** On the county's desk, with these bills on paper. */
export async function paperClaim(
  app: TestApp,
  office: Office,
  who: Applicant,
  bills: readonly object[] = [written],
): Promise<ClaimReply> {
  const { claimId, version } = await startDraft(app, who.token, []);
  const put = (what: string, body: object) =>
    taken(askClaim(app, who.token, 'PUT', `/${claimId}/${what}`, body));
  const chosen = await put('bills', { version, bills });
  const named = await put('payee', { version: chosen.version, bank: '攀枝花农商银行', account });
  for (const { paper, bill } of named.open) {
    if (paper !== null) await addPage(app, who.personId, { paper, bill });
  }
  const sent = await taken(
    askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version: named.version }),
  );
  return toCounty(app, office, sent);
}
