// What a refusal rests on, word for word; and of an appeal, the refusal that it is about.
import type { AppealedCase, ClauseText, RefusalReason } from '@yijiutong/rules/contract';
import { refusalWords } from '@yijiutong/rules/words';

import { listReviews } from '../claim/claim-work.store.ts';
import { openFinding } from '../claim/claim.seal.ts';
import { findClaimById, listEvents, type ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { presentInstant } from '../storage/instant.ts';
import { tellReason } from './act-reasons.ts';
import { presentColleague } from './colleague.present.ts';
import { listNames } from './staff-names.store.ts';

/** Every clause that is in force at the claim's place today, in the order of the documents. */
export function listClauses({ law, clock }: Pick<Deps, 'law' | 'clock'>, { region }: ClaimRow): ClauseText[] {
  const inForce = law.policyOn(region, clock.today())?.documents ?? [];
  const cited = inForce.flatMap(({ id }) => {
    const file = law.source.documents.find(({ document }) => document.id === id);
    return Object.keys(file?.articles ?? {}).map((article) => ({ document: id, article }));
  });
  return law.quote(cited);
}

/** `panzhihua-2023 第十二条（一）`, as a row keeps it, in the document's words; null where no document holds it any more. */
export function quoteKept({ law }: Pick<Deps, 'law'>, kept: string | null): ClauseText | null {
  const [, document, article] = /^(\S+) (.+)$/.exec(kept ?? '') ?? [];
  if (document === undefined || article === undefined) return null;
  return law.quote([{ document, article }])[0] ?? null;
}

export async function findAppealed(deps: Deps, { appeal_of: of }: ClaimRow): Promise<AppealedCase | null> {
  const { db, crypto } = deps;
  const refused = of === null ? undefined : await findClaimById(db, of);
  if (refused === undefined) return null;
  const { claim_id: claimId } = refused;
  const [events, reviews] = await Promise.all([listEvents(db, [claimId]), listReviews(db, claimId)]);
  const last = events.findLast(({ kind }) => kind === 'refused');
  // The review proposes and says why; the approval fixes it, often without a word.
  const refusals = reviews.filter(({ verdict }) => verdict === 'refuse');
  const proposed = refusals.at(-1);
  const explained = refusals.findLast(({ words }) => words !== null);
  const by =
    proposed === undefined ? undefined : (await listNames(db, [proposed.staff_id])).get(proposed.staff_id);
  const reason = proposed?.reason ?? null;
  const clause = proposed?.clause ?? null;
  return {
    claimId: refused.public_id,
    number: refused.number,
    kind: refused.kind,
    state: refused.state,
    submittedAt: refused.submitted_at === null ? null : presentInstant(refused.submitted_at),
    refusedAt: last === undefined ? null : presentInstant(last.happened_at),
    by: by === undefined ? null : presentColleague(crypto, by),
    reason,
    resident: reason === null ? null : tellReason(refusalWords[reason as RefusalReason]),
    clause,
    quoted: quoteKept(deps, clause),
    words: explained === undefined ? null : openFinding(crypto, 'review', explained),
  };
}
