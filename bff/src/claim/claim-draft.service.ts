// What a person writes into her draft: bills, the account, and why a paper cannot be had.
import type { ClaimReply, claimBillsRequest, excuseRequest, payeeRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { getPerson } from '../account/person.store.ts';
import type { Deps } from '../deps.ts';
import type { Resident } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { listBillRows, replaceBills } from './claim-bill.store.ts';
import { chooseBills, invalidField } from './claim-bills.service.ts';
import { actorOf, lockForChange, recordChange } from './claim-change.service.ts';
import { putExcuse } from './claim-paper.store.ts';
import { getAskedPaper } from './claim.access.ts';
import { sealPayee, sealWords } from './claim.seal.ts';
import { getClaimReply } from './claim.service.ts';
import { subjectOf } from './claim.tasks.ts';

/** Excuses and pages of a bill that is left out stay until the draft ends: she may take it in again. */
export async function setClaimBills(
  deps: Deps,
  caller: Resident,
  publicId: string,
  { version, bills }: z.output<typeof claimBillsRequest>,
): Promise<ClaimReply> {
  await transact(deps.db, async (trx) => {
    const claim = await lockForChange(trx, publicId, 'set_bills', version);
    const { claim_id: claimId, person_id: personId, kind } = claim;
    const former = await listBillRows(trx, [claimId]);
    const today = deps.clock.today();
    await replaceBills(
      trx,
      claimId,
      await chooseBills(trx, { personId, claimId, kind, former, today }, bills),
    );
    await recordChange(deps, trx, claim, { act: 'set_bills', by: actorOf(caller) });
  });
  return getClaimReply(deps, publicId);
}

/** The money goes to the person herself: she names the account, never its holder. */
export async function setPayee(
  deps: Deps,
  caller: Resident,
  publicId: string,
  { version, bank, kind, account }: z.output<typeof payeeRequest>,
): Promise<ClaimReply> {
  const { db, crypto } = deps;
  const { name: holder } = await getPerson(db, crypto, caller.session.personId);
  await transact(db, async (trx) => {
    const claim = await lockForChange(trx, publicId, 'set_payee', version);
    const payee = sealPayee(crypto, claim.claim_id, { holder, bank, kind, account });
    await recordChange(deps, trx, claim, { act: 'set_payee', by: actorOf(caller) }, { payee });
  });
  return getClaimReply(deps, publicId);
}

/** @throws {AppError} 409 `paper_not_asked`; 422 where the paper must be had */
export async function setExcuse(
  deps: Deps,
  caller: Resident,
  publicId: string,
  { version, paper, bill, reason, words }: z.output<typeof excuseRequest>,
): Promise<ClaimReply> {
  const { db, crypto, clock } = deps;
  await transact(db, async (trx) => {
    const claim = await lockForChange(trx, publicId, 'set_excuse', version);
    const need = await getAskedPaper(deps, trx, claim, { paper, bill });
    if (reason !== null && !need.mayExcuse) {
      throw invalidField('body.reason', 'a claim cannot do without this paper');
    }
    const row = {
      claim_id: claim.claim_id,
      paper,
      bill: subjectOf(bill),
      submission: claim.submissions,
      given_at: toColumn(clock.now()),
    };
    const excuse = reason === null ? null : { ...row, reason, words: sealWords(crypto, row, words) };
    await putExcuse(trx, row, excuse);
    await recordChange(deps, trx, claim, { act: 'set_excuse', by: actorOf(caller) });
  });
  return getClaimReply(deps, publicId);
}
