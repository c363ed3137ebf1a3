// A family that asks to be recognised as 因病致贫重病患者: by the phone, or put at the last step.
import { sealPayee } from '../../bff/src/claim/claim.seal.ts';
import { insertDraft, updateClaim } from '../../bff/src/claim/claim.store.ts';
import { toColumn } from '../../bff/src/storage/instant.ts';
import { newRecordId } from '../../bff/src/storage/record-id.ts';
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

/** Sent, with all its papers. She holds no class, and has these bills. @param chosen those that she names in it */
export async function askToBeRecognised(
  app: TestApp,
  n: number,
  bills: readonly BillSketch[],
  chosen: readonly string[] = [],
): Promise<{ who: Applicant; sent: ClaimReply }> {
  const who = await moveInApplicant(app, { n, holds: [] }, bills);
  const begun = await taken(askClaim(app, who.token, 'POST', '', { kind: 'recognition' }));
  const named = chosen.map((setlId) => ({ setlId, injury: false }));
  const holding =
    named.length === 0
      ? begun
      : await taken(
          askClaim(app, who.token, 'PUT', `/${begun.claimId}/bills`, {
            version: begun.version,
            bills: named,
          }),
        );
  const { version: said } = await sayHousehold(app, who.token, holding);
  const payee = { version: said, bank: '攀枝花农商银行', account };
  const draft = await taken(askClaim(app, who.token, 'PUT', `/${begun.claimId}/payee`, payee));
  for (const { paper, bill } of draft.open) {
    if (paper !== null) await addPage(app, who.personId, { paper, bill });
  }
  const { claimId, version } = draft;
  const sent = await taken(askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version }));
  return { who, sent };
}

/** In 宜昌: visited, checked and posted; what leads there has its own tests. @param checker who has checked the means */
export async function putAtRecognition(
  app: TestApp,
  personId: number,
  checker: number,
): Promise<{ claimId: string; version: number }> {
  const { db, crypto, clock } = app.deps;
  const publicId = newRecordId();
  const claimId = await insertDraft(
    db,
    { publicId, personId, kind: 'recognition', region: '420500', place: '420503', now: clock.now() },
    { draft_of: null, state: 'recognition', village: '420503901001', submissions: 1, needs: '[]' },
  );
  if (claimId === undefined) throw new Error('there is another');
  const payee = sealPayee(crypto, claimId, { holder: '安一子', bank: '宜昌农商行', kind: 'card', account });
  await updateClaim(db, claimId, { payee, submitted_at: toColumn(clock.now()) });
  await db
    .insertInto('claim_means')
    .values({
      claim_id: claimId,
      version: 1,
      staff_id: checker,
      checked_on: '2026-06-29',
      within_limit: 1,
      self_paid: 9_000_000,
      words: null,
    })
    .execute();
  return { claimId: publicId, version: 1 };
}
