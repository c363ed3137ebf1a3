// Who did what with a claim, when and why: its history, its reviews, and who has had it.
import type { DeskClaimReply } from '@yijiutong/rules/contract';

import { yuan } from '../benefit-year/year.figures.ts';
import { listReviews, type ReviewRow } from '../claim/claim-work.store.ts';
import { openEventWords, openFinding } from '../claim/claim.seal.ts';
import { listEvents, type ClaimEventRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { presentInstant } from '../storage/instant.ts';
import { presentColleague } from './colleague.present.ts';
import { quoteKept } from './desk-refusal.service.ts';
import { listAssignments, type AssignmentRow } from './desk.store.ts';
import { listNames, type NamedStaff } from './staff-names.store.ts';

type Told = Pick<DeskClaimReply, 'history' | 'reviews' | 'assignments'> & { reviewedAt: string | null };

export async function readHistory(deps: Deps, claimId: number): Promise<Told> {
  const [events, reviews, assignments] = await Promise.all([
    listEvents(deps.db, [claimId]),
    listReviews(deps.db, claimId),
    listAssignments(deps.db, claimId),
  ]);
  const ids = [
    ...events.flatMap(({ actor }) => staffIdOf(actor) ?? []),
    ...reviews.map(({ staff_id: id }) => id),
    ...assignments.flatMap(({ staff_id: to, by_staff: by }) => [to ?? [], by ?? []].flat()),
  ];
  const staff = await listNames(deps.db, [...new Set(ids)]);
  return {
    history: events.flatMap((event) => presentEvent(deps, staff, event)),
    reviews: reviews.map((review) => presentReview(deps, staff, review)),
    assignments: assignments.map((row) => presentAssignment(deps, staff, row)),
    reviewedAt: reviews.findLast(({ stage }) => stage === 'county_review')?.made_at ?? null,
  };
}

type Staff = ReadonlyMap<number, NamedStaff>;

/** `staff:7` → 7 */
function staffIdOf(actor: string): number | null {
  const [, id] = /^staff:(\d+)$/.exec(actor) ?? [];
  return id === undefined ? null : Number(id);
}

function nameOf({ crypto }: Deps, staff: Staff, id: number | null) {
  const found = id === null ? undefined : staff.get(id);
  return found === undefined ? null : presentColleague(crypto, found);
}

const ownWriting: readonly string[] = ['bills_set', 'payee_set', 'excuse_set', 'home_set', 'household_set'];

/** Her own writing in a draft is no step of the claim. */
function presentEvent(deps: Deps, staff: Staff, event: ClaimEventRow): Told['history'] {
  if (ownWriting.includes(event.kind)) return [];
  type Event = Told['history'][number];
  const id = staffIdOf(event.actor);
  return [
    {
      kind: event.kind as Event['kind'],
      at: presentInstant(event.happened_at),
      role: event.by_role,
      by: nameOf(deps, staff, id),
      organisation: (id === null ? undefined : staff.get(id)?.organisation) ?? null,
      reason: event.reason as Event['reason'],
      words: openEventWords(deps.crypto, event),
      policyOn: event.policy_on,
    },
  ];
}

function presentReview(deps: Deps, staff: Staff, review: ReviewRow): Told['reviews'][number] {
  const { stage, verdict, reason, clause, amount, staff_id: id, made_at: at } = review;
  const by = nameOf(deps, staff, id);
  if (by === null) throw new Error(`review ${review.claim_id}/${review.version} is nobody's`);
  return {
    stage,
    verdict,
    at: presentInstant(at),
    by,
    reason,
    clause,
    quoted: quoteKept(deps, clause),
    words: openFinding(deps.crypto, 'review', review),
    amount: amount === null ? null : yuan(amount),
  };
}

function presentAssignment(deps: Deps, staff: Staff, row: AssignmentRow): Told['assignments'][number] {
  return {
    at: presentInstant(row.at),
    state: row.state,
    to: nameOf(deps, staff, row.staff_id),
    by: nameOf(deps, staff, row.by_staff),
    why: row.why,
  };
}
