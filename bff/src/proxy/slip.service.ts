// The signed slip (授权委托书), photographed: looked into and kept like every paper of hers, and never taken back, for a
// mandate rests on it.
import type { ClientReply } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { claimObject, insertObject, insertPage, type NewObject } from '../paper/paper.store.ts';
import { checkHash, keepWhole } from '../paper/whole-page.ts';
import type { Volunteer } from '../session/session.state.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { volunteerActor } from './ask.service.ts';
import { getClientReply } from './client.service.ts';
import { checkOpen, giveMandate } from './give.service.ts';
import { findMandate, lockMandate, signerRow, type MandateRow } from './mandate.store.ts';

/** The code of the paper, as config/papers would name it. */
const paper = 'authorisation';

/** @throws {AppError} 422 `upload_hash_mismatch`, or why the file cannot be kept; 409 `mandate_ended`, `act_not_possible` */
export async function takeSlip(
  deps: Deps,
  caller: Volunteer,
  publicId: string,
  given: { sha256: string; bytes: Buffer },
): Promise<ClientReply> {
  const sha256 = checkHash(given);
  const mandate = await findMandate(deps.db, publicId);
  if (mandate === undefined) throw new Error('a mandate that was just found is gone');
  if (await isKnown(deps.db, mandate, sha256)) return getClientReply(deps, caller, publicId);
  checkTakesSlip(deps, mandate);
  await keepWhole(deps, mandate.person_id, given.bytes, (trx, object) =>
    record(deps, trx, { caller, publicId, sha256, object }),
  );
  return getClientReply(deps, caller, publicId);
}

/** A slip is for whom one was asked of, or whose mandate is to go on. */
function checkTakesSlip(deps: Deps, mandate: MandateRow): void {
  checkOpen(deps, mandate);
  if (mandate.state === 'live' || mandate.way === 'slip') return;
  throw new AppError(409, 'act_not_possible', 'she was asked in another way: ask her again by slip first');
}

/** The same photograph again: the answer was lost. */
async function isKnown(db: Database, mandate: MandateRow, sha256: Buffer): Promise<boolean> {
  const page = await db
    .selectFrom('paper_page')
    .innerJoin('mandate_consent', 'mandate_consent.page_id', 'paper_page.page_id')
    .select('paper_page.page_id')
    .where('mandate_consent.mandate_id', '=', mandate.mandate_id)
    .where('paper_page.sha256', '=', sha256)
    .executeTakeFirst();
  return page !== undefined;
}

interface Recording {
  caller: Volunteer;
  publicId: string;
  sha256: Buffer;
  object: NewObject;
}

/** Whether the bytes just written are those that the page shows: the same may have been there. */
async function record(
  deps: Deps,
  trx: Database,
  { caller, publicId, sha256, object }: Recording,
): Promise<boolean> {
  const now = deps.clock.now();
  const mandate = await lockMandate(trx, publicId);
  checkTakesSlip(deps, mandate);
  const known = await claimObject(trx, object.contentIndex);
  const pageName = newRecordId();
  const pageId = await insertPage(trx, {
    publicId: pageName,
    personId: mandate.person_id,
    paper,
    subject: '',
    objectId: known ?? (await insertObject(trx, object, now)),
    sha256,
    now,
  });
  await trx.updateTable('paper_page').set({ unsent: null }).where('page_id', '=', pageId).execute();
  await giveMandate(deps, trx, mandate, {
    way: 'slip',
    endsOn: deps.mandates.lastDay(deps.clock.today()),
    textVersion: deps.mandates.text.version,
    evidence: { page: pageName, signer: signerOf(deps, mandate), sentBy: caller.session.accountId },
    pageId,
    actor: volunteerActor(caller),
  });
  return known === undefined;
}

/** Null: she signed herself. */
function signerOf({ crypto }: Deps, { signer, public_id: publicId }: MandateRow): string | null {
  return signer === null ? null : crypto.open(signer, signerRow(publicId));
}
