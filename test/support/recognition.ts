// A family that asks to be recognised as 因病致贫重病患者, by the phone.
import type { ClaimReply } from '../../shared/src/contract/index.ts';
import type { TestApp } from './app.ts';
import type { BillSketch } from './bills.ts';
import {
  account,
  addPage,
  askClaim,
  moveInApplicant,
  sayHousehold,
  taken,
  type Applicant,
} from './claims.ts';

/** Sent, with all its papers. She holds no class, and has these bills. */
export async function askToBeRecognised(
  app: TestApp,
  n: number,
  bills: readonly BillSketch[],
): Promise<{ who: Applicant; sent: ClaimReply }> {
  const who = await moveInApplicant(app, { n, holds: [] }, bills);
  const begun = await taken(askClaim(app, who.token, 'POST', '', { kind: 'recognition' }));
  const { version: said } = await sayHousehold(app, who.token, begun);
  const payee = { version: said, bank: '攀枝花农商银行', account };
  const draft = await taken(askClaim(app, who.token, 'PUT', `/${begun.claimId}/payee`, payee));
  for (const { paper, bill } of draft.open) {
    if (paper !== null) await addPage(app, who.personId, { paper, bill });
  }
  const { claimId, version } = draft;
  const sent = await taken(askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version }));
  return { who, sent };
}
