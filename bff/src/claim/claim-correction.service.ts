// 一次性告知补正: the reviewer names everything that is to be mended, at once.
import { findPaper, type PaperNeed } from '@yijiutong/rules/claim';
import type { ClaimReply, correctionRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Staff } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { listBillRows } from './claim-bill.store.ts';
import { invalidField } from './claim-bills.service.ts';
import { checkVersion, checkWork, recordChange } from './claim-change.service.ts';
import { insertCorrection, listCorrectionPapers } from './claim-paper.store.ts';
import { readNeeds } from './claim.access.ts';
import { decideMove } from './claim.lifecycle.ts';
import { sealWords } from './claim.seal.ts';
import { getClaimReply } from './claim.service.ts';
import { standingOf } from './claim.standing.ts';
import { lockClaim, type ClaimRow } from './claim.store.ts';
import { subjectOf } from './claim.tasks.ts';

type Notice = z.output<typeof correctionRequest>;
type Named = Notice['papers'][number];

/** @throws {AppError} 409 `correction_not_possible`, `claim_changed`; 403 `forbidden`; 422 */
export async function askCorrection(
  deps: Deps,
  caller: Staff,
  publicId: string,
  notice: Notice,
): Promise<ClaimReply> {
  await transact(deps.db, async (trx) => {
    const claim = await lockClaim(trx, publicId);
    if (decideMove(standingOf(claim), 'ask_correction') === null) {
      throw notPossible(`the claim is ${claim.state}: only one that was sent can be corrected`, {
        state: claim.state,
      });
    }
    const by = await checkWork(trx, caller, claim, 'ask_correction');
    checkVersion(claim, notice.version);
    await checkNamedBefore(trx, claim, notice.papers);
    const needs = await addNeeds(deps, trx, claim, notice.papers);
    await keepNotice(deps, trx, claim, notice);
    await recordChange(
      deps,
      trx,
      claim,
      { act: 'ask_correction', by },
      { needs: JSON.stringify(needs), asked_in: claim.state },
    );
  });
  return getClaimReply(deps, publicId, caller.role);
}

const keyOf = ({ paper, bill }: { paper: string; bill: string | null }) => `${paper} ${subjectOf(bill)}`;

/** One notice lists everything: a later one may only name again what the first did. */
async function checkNamedBefore(trx: Database, claim: ClaimRow, papers: readonly Named[]): Promise<void> {
  if (new Set(papers.map(keyOf)).size < papers.length) {
    throw invalidField('body.papers', 'one paper stands there twice');
  }
  const named = await listCorrectionPapers(trx, [claim.claim_id]);
  const [first] = named;
  if (first === undefined) return;
  const known = new Set(named.filter((row) => row.submission === first.submission).map(keyOf));
  const added = papers.filter((paper) => !known.has(keyOf(paper)));
  if (added.length === 0) return;
  throw notPossible('a second notice may only name again what the first one did', {
    papers: added.map(({ paper, bill }) => ({ paper, bill })),
  });
}

/** Its list, and with it papers that it was sent without, such as a certificate that the platform does not hold after all. */
async function addNeeds(
  { claimData, clock }: Deps,
  trx: Database,
  claim: ClaimRow,
  papers: readonly Named[],
): Promise<PaperNeed[]> {
  const needs = readNeeds(claim);
  const known = new Set(needs.map(keyOf));
  const lists = claimData.papersOf(claim.region, clock.today());
  const refs = new Set((await listBillRows(trx, [claim.claim_id])).map(({ ref }) => ref));
  const added = papers.filter((paper) => !known.has(keyOf(paper)));
  const own = new Set(lists.person.map(({ paper }) => paper));
  const found = added.map(({ paper, bill }) => {
    const isPlaced = bill === null ? own.has(paper) : !own.has(paper) && refs.has(bill);
    return isPlaced ? findPaper(lists, paper, bill) : null;
  });
  const unknown = added.filter((_, at) => found[at] === null);
  if (unknown.length > 0) {
    throw notPossible('the notice names a paper or a bill that the claim cannot have', {
      papers: unknown.map(({ paper, bill }) => ({ paper, bill })),
    });
  }
  return [...needs, ...found.flatMap((need) => need ?? [])];
}

async function keepNotice(
  { crypto, clock }: Deps,
  trx: Database,
  { claim_id, submissions: submission }: ClaimRow,
  notice: Notice,
): Promise<void> {
  const key = { claim_id, submission };
  await insertCorrection(
    trx,
    { ...key, words: sealWords(crypto, key, notice.words), asked_at: toColumn(clock.now()) },
    notice.papers.map(({ paper, bill, reason, words }) => {
      const row = { ...key, paper, bill: subjectOf(bill) };
      return { ...row, reason, words: sealWords(crypto, row, words) };
    }),
  );
}

function notPossible(message: string, data: Record<string, unknown>): AppError {
  return new AppError(409, 'correction_not_possible', message, { data });
}
