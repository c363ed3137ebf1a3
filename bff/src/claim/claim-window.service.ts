// At the window (窗口补正): somebody has no phone of her own to answer a notice with, or her account is closed. The office of
// her village or township takes what she brings and hands it in: in its own name, on record, and she is told. Pages of her
// bank card come the same way after the bank could not pay: claim-payee.service.ts.
import type { ClaimReply, broughtPageQuery, mendingRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { recordAudit, staffActor } from '../audit/audit.service.ts';
import { onOneDay } from '../clock.ts';
import type { Deps } from '../deps.ts';
import { notFound } from '../error.ts';
import { queueMessage } from '../message/message.service.ts';
import { lockPages } from '../paper/paper.service.ts';
import {
  claimObject,
  findUnsentPage,
  insertObject,
  insertPage,
  lockPage,
  markBrought,
  removePages,
  type NewObject,
} from '../paper/paper.store.ts';
import { checkPageRoom } from '../paper/upload.service.ts';
import { checkHash, keepWhole } from '../paper/whole-page.ts';
import { readOrganisation } from '../proxy/give.service.ts';
import type { Staff } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { invalidField } from './claim-bills.service.ts';
import { checkWork, lockForWork } from './claim-change.service.ts';
import { readFile } from './claim-file.service.ts';
import { putExcuse } from './claim-paper.store.ts';
import { addToNeeds, findBroughtAct, getBroughtPaper } from './claim-payee.service.ts';
import { checkComplete, keepPages, sendAgain } from './claim-submission.service.ts';
import { getAskedPaper } from './claim.access.ts';
import { sealWords } from './claim.seal.ts';
import { getClaimReply } from './claim.service.ts';
import { getClaim, lockClaim, type ClaimRow } from './claim.store.ts';
import { subjectOf } from './claim.tasks.ts';

type Asked = z.output<typeof broughtPageQuery>;

/** @throws {AppError} 409 `act_not_possible`, `paper_not_asked`, `paper_full`; 422 where the page cannot be kept */
export async function bringPage(
  deps: Deps,
  caller: Staff,
  publicId: string,
  asked: Asked,
  bytes: Buffer,
): Promise<ClaimReply> {
  const { paper } = asked;
  const bill = asked.bill ?? null;
  const sha256 = checkHash({ sha256: asked.sha256, bytes });
  const claim = await getClaim(deps.db, publicId);
  // Asked again under the lock; here it saves the inspection.
  await checkWork(deps.db, caller, claim, findBroughtAct(claim));
  await getBroughtPaper(deps, deps.db, claim, { paper, bill });
  await keepWhole(deps, claim.person_id, bytes, (trx, object) =>
    keepBrought(deps, trx, { caller, publicId, paper, bill, sha256, object }),
  );
  return getClaimReply(deps, publicId, caller.role);
}

interface Brought {
  caller: Staff;
  publicId: string;
  paper: string;
  bill: string | null;
  sha256: Buffer;
  object: NewObject;
}

/** Whether the bytes just written are those that the page shows: the same may have been there. */
async function keepBrought(
  deps: Deps,
  trx: Database,
  { caller, publicId, paper, bill, sha256, object }: Brought,
): Promise<boolean> {
  const claim = await lockClaim(trx, publicId);
  await checkWork(trx, caller, claim, findBroughtAct(claim));
  const need = await getBroughtPaper(deps, trx, claim, { paper, bill });
  await addToNeeds(trx, claim, need);
  const { claim_id: claimId, person_id: personId } = claim;
  const key = { paper, subject: subjectOf(bill) };
  const there = await findUnsentPage(trx, personId, key, sha256);
  if (there !== undefined) {
    // What she has sent herself stays hers: it goes along all the same, and the office cannot take it back.
    if (there.brought_for !== null) await markBrought(trx, there.page_id, claimId);
    await auditPage(deps, trx, { caller, claim, act: 'bring_page', page: there.public_id });
    return false;
  }
  await checkPageRoom(trx, personId, key, need.maxPages);
  const now = deps.clock.now();
  const known = await claimObject(trx, object.contentIndex);
  const objectId = known ?? (await insertObject(trx, object, now));
  const page = newRecordId();
  await insertPage(trx, { ...key, publicId: page, personId, objectId, sha256, now, broughtFor: claimId });
  await auditPage(deps, trx, { caller, claim, act: 'bring_page', page });
  return known === undefined;
}

/** Only what was brought here, and was not handed in yet. A second time says nothing new. */
export async function removeBroughtPage(
  deps: Deps,
  caller: Staff,
  publicId: string,
  pageId: string,
): Promise<ClaimReply> {
  await transact(deps.db, async (trx) => {
    const claim = await lockClaim(trx, publicId);
    await checkWork(trx, caller, claim, findBroughtAct(claim));
    const page = await lockPage(trx, pageId);
    if (page?.brought_for !== claim.claim_id) throw notFound('page');
    if (page.unsent === null) return;
    await removePages(trx, [page], deps.clock.now());
    await auditPage(deps, trx, { caller, claim, act: 'remove_brought_page', page: pageId });
  });
  return getClaimReply(deps, publicId, caller.role);
}

async function auditPage(
  deps: Deps,
  trx: Database,
  { caller, claim, act, page }: { caller: Staff; claim: ClaimRow; act: string; page: string },
): Promise<void> {
  await recordAudit(trx, deps, {
    actor: staffActor(caller.session),
    act,
    subject: { kind: 'page', id: page },
    place: claim.village ?? claim.place,
    detail: { claim: claim.public_id },
  });
}

/**
 * What she has sent of it herself goes along: it is one answer to one notice.
 * @throws {AppError} 409 `act_not_possible`, `claim_changed`, `paper_not_asked`, `claim_incomplete` with what is open; 422 for
 * an excuse where the paper must be had
 */
export async function mendAtWindow(
  ports: Deps,
  caller: Staff,
  publicId: string,
  { version, words, excuses }: z.output<typeof mendingRequest>,
): Promise<ClaimReply> {
  const deps = { ...ports, clock: onOneDay(ports.clock) };
  await transact(deps.db, async (trx) => {
    const { claim, by } = await lockForWork(trx, caller, publicId, 'submit', version);
    for (const [at, excuse] of excuses.entries()) await keepExcuse(deps, trx, claim, excuse, at);
    const file = await readFile(deps, trx, claim, null, { pagesOf: lockPages });
    checkComplete(file);
    await keepPages(trx, file);
    const { name: organisation } = await readOrganisation(trx, caller.session.organisationId);
    await queueMessage(trx, deps, {
      personId: claim.person_id,
      template: 'filed_for_you',
      params: { number: claim.number ?? '', organisation },
      claimId: claim.claim_id,
      key: `filed:${claim.claim_id}:${claim.submissions + 1}`,
    });
    await sendAgain(deps, trx, claim, by, words);
  });
  return getClaimReply(ports, publicId, caller.role);
}

type Excuse = z.output<typeof mendingRequest>['excuses'][number];

async function keepExcuse(
  deps: Deps,
  trx: Database,
  claim: ClaimRow,
  { paper, bill, reason, words }: Excuse,
  at: number,
): Promise<void> {
  const need = await getAskedPaper(deps, trx, claim, { paper, bill });
  if (!need.mayExcuse) {
    throw invalidField(`body.excuses.${at}.reason`, 'a claim cannot do without this paper');
  }
  const row = {
    claim_id: claim.claim_id,
    paper,
    bill: subjectOf(bill),
    submission: claim.submissions,
    given_at: toColumn(deps.clock.now()),
  };
  await putExcuse(trx, row, { ...row, reason, words: sealWords(deps.crypto, row, words) });
}
