/** The ends of a range as a family can read them: no amount that only stands for "without an end" is ever shown. */
import type { Fen } from '../kernel/index.ts';
import { ZERO } from '../kernel/index.ts';
import type { Facts } from './answers.ts';
import { FAR } from './completions.ts';
import type { End } from './estimate.types.ts';
import { toEnd, toRow } from './year-of-facts.ts';
import type { Row, Setting } from './year-of-facts.ts';

type Paid = 'selfPaid' | 'earlierSelfPaid';
const PARTS = { selfPaid: 'outOfScope', earlierSelfPaid: 'earlierOutOfScope' } as const;

/** An end with its explanation. Of an amount that nobody gave the least with which the end is reached takes the place. */
export function explainEnd(setting: Setting, row: Row): End {
  const far = (['selfPaid', 'earlierSelfPaid'] as const).filter((name) => row.facts[name] >= FAR);
  const found = far.reduce((nearer, name) => nearest(setting, nearer, name), row);
  return toEnd(setting, found, far);
}

/** The help never falls when more was paid: the least amount that brings as much is found by halving. */
function nearest(setting: Setting, row: Row, name: Paid): Row {
  let [low, high] = [-1, row.facts[name] as number];
  let found = row;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const tried = toRow(setting, withPaid(row.facts, name, middle as Fen));
    if (tried.total >= row.total) [high, found] = [middle, tried];
    else low = middle;
  }
  return found;
}

/** Of an amount that was tried as all out of scope, all stays so; a part that was given stays as it is. */
function withPaid(facts: Facts, name: Paid, paid: Fen): Facts {
  const part = facts[PARTS[name]];
  const outOfScope = part === facts[name] ? paid : part > paid ? paid : part;
  return { ...facts, [name]: paid, [PARTS[name]]: part === ZERO ? ZERO : outOfScope };
}
