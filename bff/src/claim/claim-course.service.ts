// Where a claim is on its road, and what has come of it: read for the person, in what she may know of it.
import type {
  ClaimCourse,
  ClaimEvent,
  ClaimGrant,
  ClaimLink,
  ClaimRefusal,
  PaymentFailure,
  RefusalReason,
} from '@yijiutong/rules/contract';
import { addDays, type Day, type Step } from '@yijiutong/rules/kernel';

import { yuan } from '../benefit-year/year.figures.ts';
import { presentStep } from '../bill/bill.present.ts';
import type { Deps } from '../deps.ts';
import { presentInstant } from '../storage/instant.ts';
import { listExplanations } from './claim-bill.store.ts';
import { findMeansByVersion, findNewestPublicity, listKin, type KinRow } from './claim-course.store.ts';
import { listReviews, type ReviewRow } from './claim-work.store.ts';
import { clockOf, decideMove } from './claim.lifecycle.ts';
import { openAppealWords, openEventWords, openFinding } from './claim.seal.ts';
import { standingOf } from './claim.standing.ts';
import type { ClaimEventRow, ClaimRow } from './claim.store.ts';

export interface Course {
  course: ClaimCourse;
  timeline: ClaimEvent[];
}

export async function readCourse(
  deps: Deps,
  claim: ClaimRow,
  events: readonly ClaimEventRow[],
): Promise<Course> {
  const { db } = deps;
  const [kin, reviews, publicity, means] = await Promise.all([
    listKin(db, claim),
    claim.submissions === 0 ? [] : listReviews(db, claim.claim_id),
    claim.kind === 'recognition' ? presentPublicity(deps, claim) : null,
    claim.kind === 'recognition' ? findMeansByVersion(db, claim.claim_id) : new Map<number, 0 | 1>(),
  ]);
  const links = presentLinks(claim, kin);
  return {
    timeline: events.flatMap((event) => presentEvent(deps, event, reviews, means)),
    course: {
      overdue: isOverdue(deps, claim),
      daysLeft: clockOf(claim.state) === 'waits' ? claim.days_left : null,
      publicity,
      recognisedOn: claim.recognised_on,
      grant: await presentGrant(deps, claim, reviews),
      refusal: presentRefusal(deps, claim, { events, reviews, appeal: links.appeal }),
      paymentFailure: failureOf(claim, events),
      appealWords: openAppealWords(deps.crypto, claim),
      ...links,
    },
  };
}

function isOverdue({ clock }: Deps, claim: ClaimRow): boolean {
  const { state, due_on: on, working_days_provisional: borrowed } = claim;
  return clockOf(state) === 'runs' && on !== null && on < clock.today() && borrowed === 0;
}

async function presentPublicity(deps: Deps, claim: ClaimRow): Promise<ClaimCourse['publicity']> {
  const row = await findNewestPublicity(deps.db, claim.claim_id);
  if (row === undefined) return null;
  const { starts_on: from, ends_on: until, ended_at: endedAt } = row;
  const { days } = deps.claimData.proceduresOf(claim.region, from as Day).publicity;
  const place = deps.directory.findVillage(claim.village ?? '');
  return {
    from,
    until,
    days,
    ended: endedAt !== null,
    place: place === undefined ? deps.regionName(claim.place) : `${place.township.name}${place.name}`,
  };
}

interface KeptFigures {
  bills: { ref: string; decision: number | null; pays: number | null }[];
  retroactive: number;
}

/** What the standing approval rests on: the newest review that proposed to grant. */
async function presentGrant(
  { db }: Deps,
  claim: ClaimRow,
  reviews: readonly ReviewRow[],
): Promise<ClaimGrant | null> {
  if (claim.approved_amount === null) return null;
  const review = reviews.findLast(
    ({ stage, verdict, amount }) =>
      stage === 'county_review' && verdict === 'grant' && amount === claim.approved_amount,
  );
  const figures = JSON.parse(review?.figures ?? '{"bills":[],"retroactive":0}') as KeptFigures;
  const decisions = await listExplanations(
    db,
    figures.bills.flatMap(({ decision }) => decision ?? []),
  );
  return {
    amount: yuan(claim.approved_amount),
    paid: yuan(claim.paid_amount),
    retroactive: yuan(figures.retroactive),
    bills: figures.bills.map(({ ref, decision, pays }) => {
      const kept = decisions.get(decision ?? 0)?.explanation ?? null;
      return {
        ref,
        pays: yuan(pays ?? 0),
        explanation: kept === null ? [] : [presentStep(JSON.parse(kept) as Step)],
      };
    }),
  };
}

interface RefusalFacts {
  events: readonly ClaimEventRow[];
  reviews: readonly ReviewRow[];
  appeal: ClaimLink | null;
}

function presentRefusal(deps: Deps, claim: ClaimRow, facts: RefusalFacts): ClaimRefusal | null {
  const { state, refusal_reason: reason, refusal_clause: cited } = claim;
  if (state !== 'refused' || reason === null) return null;
  const { claimData, clock, law } = deps;
  const today = clock.today();
  const { appeal: period, kinds } = claimData.proceduresOf(claim.region, today);
  const refused = facts.events.findLast(({ kind }) => kind === 'refused');
  const [document = '', article = ''] = cited?.split(' ') ?? [];
  const until = lastDayOf(claim, refused, period.days);
  const why = whyNotAppeal(until, today, facts.appeal);
  return {
    reason: reason as RefusalReason,
    clause: law.quote([{ document, article }])[0] ?? null,
    words: wordsOfRefusal(deps, refused, facts.reviews),
    next: kinds[claim.kind].next,
    appealUntil: until,
    mayAppeal: why === null,
    whyNotAppeal: why,
  };
}

function whyNotAppeal(until: Day | null, today: Day, appeal: ClaimLink | null): ClaimRefusal['whyNotAppeal'] {
  if (until === null) return 'is_appeal';
  if (appeal !== null) return 'appealed';
  return until < today ? 'too_late' : null;
}

/** The last day for an appeal; null where it takes none. */
function lastDayOf(claim: ClaimRow, refused: ClaimEventRow | undefined, days: number): Day | null {
  const day = (refused?.policy_on ?? null) as Day | null;
  const possible = decideMove(standingOf(claim), 'appeal') !== null;
  return possible && day !== null ? addDays(day, days) : null;
}

/** Of whoever refused; of the county's first person where the second one added nothing. */
function wordsOfRefusal(
  { crypto }: Deps,
  refused: ClaimEventRow | undefined,
  reviews: readonly ReviewRow[],
): string | null {
  const said = refused === undefined ? null : openEventWords(crypto, refused);
  const proposed = reviews.findLast(
    ({ verdict, stage }) => stage === 'county_review' && verdict === 'refuse',
  );
  return said ?? (proposed === undefined ? null : openFinding(crypto, 'review', proposed));
}

function failureOf({ state }: ClaimRow, events: readonly ClaimEventRow[]): ClaimCourse['paymentFailure'] {
  if (state !== 'payment_failed') return null;
  const failed = events.findLast(({ kind }) => kind === 'payment_failed' || kind === 'payment_returned');
  return (failed?.reason ?? 'other') as PaymentFailure;
}

function presentLinks(
  claim: ClaimRow,
  kin: readonly KinRow[],
): Pick<ClaimCourse, 'appealOf' | 'appeal' | 'openedBy' | 'opened'> {
  const linkTo = (row: KinRow | undefined): ClaimLink | null =>
    row === undefined
      ? null
      : { claimId: row.public_id, kind: row.kind, state: row.state, number: row.number };
  const byId = (id: number | null) => kin.find((row) => row.claim_id === id);
  const appeals = kin.filter((row) => row.appeal_of === claim.claim_id);
  return {
    appealOf: linkTo(byId(claim.appeal_of)),
    appeal: linkTo(appeals.findLast((row) => row.live_appeal_of !== null)),
    openedBy: linkTo(byId(claim.opened_by)),
    opened: linkTo(kin.find((row) => row.opened_by === claim.claim_id)),
  };
}

const ownWriting: readonly string[] = ['bills_set', 'payee_set', 'excuse_set', 'home_set', 'household_set'];
/** Words of the office that are for her: not what an officer proposed to another, nor who objected. */
const toldInWords: readonly string[] = ['first_reviewed', 'recognised', 'refused', 'returned', 'reopened'];

/** Her own writing in a draft is no step of the claim. */
function presentEvent(
  { crypto }: Deps,
  row: ClaimEventRow,
  reviews: readonly ReviewRow[],
  means: ReadonlyMap<number, 0 | 1>,
): ClaimEvent[] {
  if (ownWriting.includes(row.kind)) return [];
  const { kind, version, by_role: by } = row;
  return [
    {
      kind: kind as ClaimEvent['kind'],
      at: presentInstant(row.happened_at),
      by,
      opinion: opinionOf(row, reviews, means.get(version)),
      // What a review proposes is for the second person to decide.
      reason: kind === 'reviewed' ? null : (row.reason as ClaimEvent['reason']),
      words: toldInWords.includes(kind) ? openEventWords(crypto, row) : null,
    },
  ];
}

function opinionOf(
  { kind, version }: ClaimEventRow,
  reviews: readonly ReviewRow[],
  withinLimit: 0 | 1 | undefined,
): ClaimEvent['opinion'] {
  if (kind === 'means_checked') return withinLimit === 1 ? 'within' : 'beyond';
  if (kind !== 'first_reviewed') return null;
  const verdict = reviews.find((review) => review.version === version)?.verdict;
  return verdict === 'agree' || verdict === 'disagree' ? verdict : null;
}
