// Whose hands have been on a case, and what they may not do to it any more: 审核 and 审批 are two people's, and whoever has
// helped the family with a case as a volunteer does not decide it as one of the staff. Pure.
import type { ActorRole, ClaimAct } from '@yijiutong/rules/contract';

import { decideMove, listActs, type EventKind, type Move, type Standing } from '../claim/claim.lifecycle.ts';

/**
 * Neither of the two is the township officer who gave the opinion, nobody recognises or refuses whom she has visited or whose
 * means she has checked, nobody refuses anew what she has refused once, and nobody decides on papers that she has handed in at
 * the window. The township's opinion on them is not kept from her: taking papers and giving that opinion are one post's work by
 * the rules, and it decides nothing.
 */
const apartFrom: Partial<Record<ClaimAct, readonly EventKind[]>> = {
  review: ['first_reviewed', 'resubmitted'],
  approve: ['first_reviewed', 'reviewed', 'resubmitted', 'payee_brought'],
  refuse: ['first_reviewed', 'visited', 'means_checked', 'reviewed', 'refused', 'resubmitted'],
  recognise: ['first_reviewed', 'visited', 'means_checked', 'resubmitted'],
  // Whoever turned the money to another account, or said that it came back, does not send it once more.
  order_payment: ['payee_brought', 'payment_returned'],
};
/** Acts that find or decide something: not for whoever has helped the family with the case. */
const judging: readonly ClaimAct[] = [
  'first_review',
  'record_visit',
  'record_means',
  'end_publicity',
  'recognise',
  'review',
  'approve',
  'refuse',
  'close',
  'reopen',
];
/** Acts that decide: in an appeal, for others than those who refused. */
const deciding: readonly ClaimAct[] = ['first_review', 'review', 'approve', 'refuse'];
/** What somebody did who has decided a case. */
const decided: readonly EventKind[] = ['first_reviewed', 'reviewed', 'approved', 'refused'];

export interface Hand {
  event: EventKind;
  actor: string;
  /** As a volunteer, for the person. */
  helped?: boolean;
}

export interface History {
  /** Who has done what on this case, ever; of the refusal that it appeals, who has helped with it. */
  hands: readonly Hand[];
  /** Who decided that refusal. */
  former: readonly string[];
}

/** One entry in the history of a case. */
export interface Entered {
  claim_id: number;
  kind: EventKind;
  actor: string;
  by_role: ActorRole;
  /** Of a volunteer: the blind index of her citizen number. */
  agent_index: Buffer | null;
}

/** One person, under all her logins and accounts. */
export interface Self {
  actor: string;
  /** What a history calls her under each of her logins. */
  actors: readonly string[];
  /** Hex. */
  certnoIndex: string | null;
}

/** What the entries of a case, and of the one that it appeals, say of who has had a hand in it. */
export function gatherHistory(
  { claim_id: claimId }: { claim_id: number },
  entries: readonly Entered[],
  self: Self,
): History {
  const isOwn = (entry: Entered) => entry.claim_id === claimId;
  const ofFormer = entries.filter((entry) => !isOwn(entry));
  const handOf = (entry: Entered): Hand => ({
    event: entry.kind,
    actor: isHers(entry, self) ? self.actor : entry.actor,
    helped: entry.by_role === 'volunteer',
  });
  return {
    hands: [...entries.filter(isOwn), ...ofFormer.filter(({ by_role: by }) => by === 'volunteer')].map(
      handOf,
    ),
    former: ofFormer.filter(({ kind }) => decided.includes(kind)).map((entry) => handOf(entry).actor),
  };
}

function isHers({ actor, agent_index: agent }: Entered, { actors, certnoIndex }: Self): boolean {
  return actors.includes(actor) || agent?.toString('hex') === certnoIndex;
}

export type WhyNotAct = 'not_in_state' | 'not_this_role' | 'same_hands';

/** Whether this person may do it. */
export function decideAct(
  standing: Standing,
  act: ClaimAct,
  who: { role: ActorRole; actor: string },
  history: History,
): Move | WhyNotAct {
  const move = decideMove(standing, act);
  if (move === null) return 'not_in_state';
  if (!move.by.includes(who.role)) return 'not_this_role';
  return isApart(act, who.actor, history) ? move : 'same_hands';
}

function isApart(act: ClaimAct, actor: string, { hands, former }: History): boolean {
  const kept = apartFrom[act] ?? [];
  const own = hands.filter((hand) => hand.actor === actor);
  const touched = own.some(({ event }) => kept.includes(event));
  const helped = judging.includes(act) && own.some((hand) => hand.helped === true);
  return !touched && !helped && !(deciding.includes(act) && former.includes(actor));
}

/** The same for somebody with several posts: the post in which she does it, or why she cannot in any. */
export function decideWork(
  standing: Standing,
  act: ClaimAct,
  who: { roles: readonly ActorRole[]; actor: string },
  history: History,
): { role: ActorRole } | WhyNotAct {
  const move = decideMove(standing, act);
  if (move === null) return 'not_in_state';
  const role = who.roles.find((one) => move.by.includes(one));
  if (role === undefined) return 'not_this_role';
  return isApart(act, who.actor, history) ? { role } : 'same_hands';
}

/** The acts of her posts now: hers, and those that another person must do because she has had her hands on the case. */
export function splitActs(
  standing: Standing,
  who: { roles: readonly ActorRole[]; actor: string },
  history: History,
): { acts: ClaimAct[]; sameHands: ClaimAct[] } {
  const open = listActs(standing, who.roles);
  const isBlocked = (act: ClaimAct) => decideWork(standing, act, who, history) === 'same_hands';
  return { acts: open.filter((act) => !isBlocked(act)), sameHands: open.filter(isBlocked) };
}

/** Whoever may return a case and not decide it has no use for it: it waits for somebody else. */
export function waitsForAnother(sameHands: readonly ClaimAct[]): boolean {
  return sameHands.some((act) => act !== 'refuse' && judging.includes(act));
}
