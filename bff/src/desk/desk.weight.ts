// Where a case stands in a queue: how bad waiting is for the family × how easily the case is done (N8). Pure.
import type { ClaimKind } from '@yijiutong/rules/contract';

export interface WeightFacts {
  kind: ClaimKind;
  /** What waits to be paid, in fen; null while nobody can reckon it. */
  amount: number | null;
  /** The categories that the rules have put the person in, bill by bill. */
  categories: readonly string[];
  /** Some paper was excused, or had to be asked for again. */
  troubled: boolean;
  /** Every bill came from the platform. */
  platformOnly: boolean;
}

/** What a family with nothing in reserve is short of. In fen: from so much on, so bad. */
const amounts: readonly [from: number, harm: number][] = [
  [2_000_000, 5],
  [500_000, 4],
  [100_000, 3],
  [10_000, 2],
  [0, 1],
];
/** An amount that nobody can reckon is taken for one in the middle: paper bills are not to wait longest. */
const unknownHarm = 3;

const classes: readonly [category: RegExp, harm: number][] = [
  [/特困|孤儿/, 3],
  [/低保对象|最低生活保障/, 2],
  [/./, 1],
];

/** 1–8, and 1–4. */
export function weigh(facts: WeightFacts): { harm: number; ease: number; weight: number } {
  const harm = harmOf(facts.amount) + poverty(facts);
  const ease = 1 + Number(!facts.troubled) + Number(facts.platformOnly) + Number(facts.amount !== null);
  return { harm, ease, weight: harm * ease };
}

function harmOf(amount: number | null): number {
  if (amount === null) return unknownHarm;
  return amounts.find(([from]) => amount >= from)?.[1] ?? 1;
}

/** Who asks to be recognised has been made poor by the illness, whatever she is called until then. */
function poverty({ kind, categories }: WeightFacts): number {
  const known = categories.map((category) => classes.find(([words]) => words.test(category))?.[1] ?? 0);
  return Math.max(kind === 'recognition' ? 1 : 0, ...known, 0);
}
