// What an officer's figures would come to: they travel the same road as when they are sent, and then nothing has happened.
import type { FiguresPreviewReply, figuresPreviewRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import type { Deps } from '../deps.ts';
import { readDeskBills } from '../desk/desk-bill.service.ts';
import { readHistory } from '../desk/desk-history.service.ts';
import type { Staff } from '../session/session.state.ts';
import { rehearse } from '../storage/mysql.ts';
import { presentProposal } from './claim-amount.service.ts';
import { lockForWork } from './claim-change.service.ts';
import { settlePaperFigures } from './claim-paper-bill.service.ts';
import { findPersonFacts } from './claim-recognition.service.ts';
import { getClaim } from './claim.store.ts';

/** @throws {AppError} as `reviewClaim` would */
export async function previewFigures(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, figures }: z.output<typeof figuresPreviewRequest>,
): Promise<FiguresPreviewReply> {
  const person = await findPersonFacts(deps, await getClaim(deps.db, publicId));
  return rehearse(deps.db, async (trx) => {
    const { claim } = await lockForWork(trx, caller, publicId, 'review', version);
    await settlePaperFigures(deps, trx, claim, figures, person);
    const within = { ...deps, db: trx };
    const { reviewedAt } = await readHistory(within, claim.claim_id);
    const moments = { submitted: claim.submitted_at, reviewed: reviewedAt };
    const bills = await readDeskBills(within, claim.claim_id, moments);
    return {
      proposal: await presentProposal(within, claim),
      bills: bills.filter(({ ref }) => figures.some((one) => one.ref === ref)),
    };
  });
}
