// Another account, named at the window after the bank could not pay: she has no phone to name it with. Her card or book is
// photographed, the account stays in her own name, she is told, and the fund's manager looks at it before money goes there.
import { findPaper, type PaperNeed } from '@yijiutong/rules/claim';
import type { ClaimReply, broughtPayeeRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { getPerson } from '../account/person.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { queueMessage } from '../message/message.service.ts';
import { lockPages, pinPages } from '../paper/paper.service.ts';
import { readOrganisation } from '../proxy/give.service.ts';
import type { Staff } from '../session/session.state.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { lockForWork, recordChange } from './claim-change.service.ts';
import { getAskedPaper, notAsked, readNeeds } from './claim.access.ts';
import type { ClaimAct } from './claim.lifecycle.ts';
import { sealPayee } from './claim.seal.ts';
import { getClaimReply } from './claim.service.ts';
import { getClaim, updateClaim, type ClaimRow } from './claim.store.ts';
import { subjectOf } from './claim.tasks.ts';

const card = { paper: 'bank_card', bill: null } as const;

/** What pages are brought to the window for. */
export function findBroughtAct({ state }: Pick<ClaimRow, 'state'>): ClaimAct {
  return state === 'payment_failed' ? 'bring_payee' : 'submit';
}

/** @throws {AppError} 409 `claim_not_open`, `paper_not_asked` */
export async function getBroughtPaper(
  ports: Pick<Deps, 'claimData' | 'clock'>,
  db: Database,
  claim: ClaimRow,
  asked: { paper: string; bill: string | null },
): Promise<PaperNeed> {
  if (claim.state !== 'payment_failed') return getAskedPaper(ports, db, claim, asked);
  if (asked.paper !== card.paper || asked.bill !== card.bill) throw notAsked(asked);
  return getCard(ports, claim);
}

function getCard({ claimData, clock }: Pick<Deps, 'claimData' | 'clock'>, { region }: ClaimRow): PaperNeed {
  const need = findPaper(claimData.papersOf(region, clock.today()), card.paper, card.bill);
  if (need === null) throw new Error(`the papers of ${region} describe no bank card`);
  return need;
}

/** Of a locked claim. What the law has opened was sent without any paper: whoever looks at it sees the one that came. */
export async function addToNeeds(trx: Database, claim: ClaimRow, need: PaperNeed): Promise<void> {
  const needs = readNeeds(claim);
  if (needs.some(({ paper, bill }) => paper === need.paper && bill === need.bill)) return;
  await updateClaim(trx, claim.claim_id, { needs: JSON.stringify([...needs, need]) });
}

/** @throws {AppError} 409 `act_not_possible`, `claim_changed`; `claim_incomplete` while no page of it was brought */
export async function bringPayee(
  deps: Deps,
  caller: Staff,
  publicId: string,
  { version, bank, kind, account, words }: z.output<typeof broughtPayeeRequest>,
): Promise<ClaimReply> {
  const { db, crypto } = deps;
  const { person_id: personId } = await getClaim(db, publicId);
  const { name: holder } = await getPerson(db, crypto, personId);
  await transact(db, async (trx) => {
    const { claim, by } = await lockForWork(trx, caller, publicId, 'bring_payee', version);
    await pinBrought(trx, claim);
    const payee = sealPayee(crypto, claim.claim_id, { holder, bank, kind, account });
    const changed = await recordChange(deps, trx, claim, { act: 'bring_payee', by, words }, { payee });
    const { name: organisation } = await readOrganisation(trx, caller.session.organisationId);
    await queueMessage(trx, deps, {
      personId,
      template: 'payee_brought',
      params: { number: claim.number ?? '', organisation },
      claimId: claim.claim_id,
      key: `payee:${claim.claim_id}:${changed.version}`,
    });
  });
  return getClaimReply(deps, publicId, caller.role);
}

/** The evidence of this account: from now on it cannot be taken back. */
async function pinBrought(trx: Database, claim: ClaimRow): Promise<void> {
  const pages = await lockPages(trx, claim.person_id, [{ ...card, subject: subjectOf(card.bill) }]);
  const brought = pages.filter((page) => page.unsent && page.broughtFor === claim.claim_id);
  if (brought.length === 0) {
    throw new AppError(409, 'claim_incomplete', 'bring a page of her bank card or book first', {
      data: { open: [{ what: 'paper', ...card }] },
    });
  }
  await pinPages(
    trx,
    claim.claim_id,
    claim.submissions,
    brought.map(({ pageId }) => pageId),
  );
}
