// When two bills of one person look like one. Pure.
import { addDays, type Day } from '@yijiutong/rules/kernel';

/** A bill as far as it is known: of the platform, as an officer read it, or as the person wrote it down. */
export interface Seen {
  /** Of paper, read or not. */
  paper: boolean;
  /** Taken back by the hospital after a claim was paid for it. */
  takenBack: boolean;
  on: string;
  total: number;
  /** 定点医药机构编号; null while only a name is known. */
  code: string | null;
}

/** A hospital settles some days before or after the day that its paper bears. */
const mostDaysApart = 3;

/**
 * The same total to the fen, days that may be one, and hospitals that may be one. What the platform holds twice is two bills:
 * it tells its own apart. Only a bill that was paid for and then taken back may have come again under a number of its own.
 */
export function isAlike(one: Seen, other: Seen): boolean {
  if (!mayBeSameHospital(one, other)) return false;
  if (one.takenBack || other.takenBack) return !(one.takenBack && other.takenBack) && isCorrected(one, other);
  return (one.paper || other.paper) && one.total === other.total && areNear(one.on as Day, other.on as Day);
}

/** Settled anew on whatever day it comes to the same; corrected, it keeps its day. */
function isCorrected(one: Seen, other: Seen): boolean {
  return one.total === other.total || areNear(one.on as Day, other.on as Day);
}

function areNear(one: Day, other: Day): boolean {
  const [first, last] = one <= other ? [one, other] : [other, one];
  return addDays(first, mostDaysApart) >= last;
}

/** Told apart by their numbers alone: people write the name of a hospital in many ways. */
function mayBeSameHospital({ code: one }: Seen, { code: other }: Seen): boolean {
  return one === null || other === null || one === other;
}
