/**
 * What an amount was reckoned from, read back out of its explanation, so that one thing at a time can be exchanged and the
 * rules asked again. A tree that the rules do not come back to, to the fen, is read as none: nothing is guessed.
 */
import type { Clause, Fen, Ratio } from '../kernel/index.ts';
import { parseRatio, parseYuan } from '../kernel/index.ts';
import { assistanceTotal, outpatientTotal, tiltTotal } from '../rules/index.ts';
import type { ToldStep } from './told.ts';

/** The figures of one benefit for one class. */
export type Terms = {
  readonly deductible: Fen;
  /** null: one ratio for everything above the deductible */
  readonly line: Fen | null;
  readonly low: Ratio;
  readonly high: Ratio;
  readonly cap: Fen | null;
  readonly clause: Clause;
};

export type Tilt =
  /** the class is not given it */
  | { readonly kind: 'none' }
  /** the bill does not pass its gate */
  | { readonly kind: 'shut' }
  | {
      readonly kind: 'open';
      readonly line: Fen;
      readonly ratio: Ratio;
      readonly cap: Fen | null;
      /** what remained of earlier bills */
      readonly before: number;
      readonly clause: Clause;
    };

export type Reckoning = {
  readonly into: 'assistance' | 'outpatient';
  /** what the bill is helped on */
  readonly base: number;
  /** the same of the year's earlier bills */
  readonly before: number;
  readonly terms: Terms;
  readonly tilt: Tilt;
  /** what the caps left over from earlier visits took off, zero or below */
  readonly cut: number;
};

/** What a bill comes to; `capped` false: as if there were no yearly cap and nothing of one were used. */
export function amountOf(of: Reckoning, capped: boolean): number {
  const cap = (limit: Fen | null) => (capped ? limit : null);
  const total = (base: number) => totalOf(of, base as Fen, cap(of.terms.cap));
  const main = total(of.before + of.base) - total(of.before);
  const { tilt } = of;
  const rest = capped ? of.cut : 0;
  if (tilt.kind !== 'open') return main + rest;
  const terms = { line: tilt.line, ratio: tilt.ratio, cap: cap(tilt.cap), clause: tilt.clause, relies: [] };
  const tilted = (residual: number) => Number(tiltTotal(terms, residual as Fen));
  return main + tilted(tilt.before + of.base - main) - tilted(tilt.before) + rest;
}

function totalOf({ into, terms }: Reckoning, base: Fen, cap: Fen | null): number {
  const { clause, deductible, line, low, high } = terms;
  if (into === 'outpatient') return Number(outpatientTotal({ ratio: low, cap, clause }, base));
  const clauses = { deductible: clause, ratio: clause, tierLine: clause, cap: clause };
  const tierLine = line === null ? null : { resident: line, employee: line };
  const own = { deductible, lowRatio: low, highRatio: high, tierLine, cap, clauses, relies: [] };
  return Number(assistanceTotal(own, 'resident', base));
}

/** Reads a bill's tree. Null: it lacks a figure, or holds a benefit that is not known here. */
export function readReckoning(tree: ToldStep | null): Reckoning | null {
  const root = tree?.step === 'bill.granted' ? tree : null;
  const into = root?.steps.some(({ step }) => step === 'outpatient') === true ? 'outpatient' : 'assistance';
  const main = findStep(root, into);
  const share = findStep(main, `${into}.share`);
  const total = amountAt(findStep(main, `${into}.cap`));
  const earlier = amountAt(findStep(main, `${into}.earlier`));
  const base = amountAt(findStep(root, 'bill.base'));
  const counted = moneyAt(share, 0);
  const terms = readTerms(main, share, into);
  if (root === null || main === null || terms === null) return null;
  if (base === null || total === null || earlier === null || counted === null) return null;
  const change = total - earlier;
  const tilt = readTilt(root, base - change);
  if (tilt === null) return null;
  const given = parseYuan(root.result);
  const read = { into, base, before: counted - base, terms, tilt, cut: 0 } as const;
  const cut = given - amountOf(read, true);
  return cut <= 0 && cut === cutOf(main, change, root) ? { ...read, cut } : null;
}

/** What was left of the caps, as the tree itself says: each part's grant less what it would have been. */
function cutOf(main: ToldStep, change: number, root: ToldStep): number {
  const tilt = findStep(root, 'tilt');
  const tilted = amountAt(findStep(tilt, 'tilt.cap'));
  const before = amountAt(findStep(tilt, 'tilt.earlier'));
  const granted = parseYuan(tilt?.result ?? '0.00');
  const tiltCut = tilted === null || before === null ? 0 : granted - (tilted - before);
  return parseYuan(main.result) - change + tiltCut;
}

function readTerms(main: ToldStep | null, share: ToldStep | null, into: Reckoning['into']): Terms | null {
  const low = share?.inputs[1]?.value;
  if (main === null || !share?.clause || low === undefined) return null;
  const deductible = findStep(main, `${into}.deductible`);
  const line = findStep(main, `${into}.tierLine`);
  if (into === 'assistance' && deductible === null) return null;
  return {
    deductible: amountAt(deductible) ?? (0 as Fen),
    line: amountAt(line),
    low: parseRatio(low),
    high: parseRatio(share.inputs[2]?.value ?? low),
    cap: readCap(findStep(main, `${into}.cap`)),
    clause: share.clause,
  };
}

/** @param remains what assistance left of the bill */
function readTilt(root: ToldStep, remains: number): Tilt | null {
  if (findStep(root, 'tilt.gate') !== null) return { kind: 'shut' };
  const tilt = findStep(root, 'tilt');
  if (tilt === null) return { kind: 'none' };
  const line = amountAt(findStep(tilt, 'tilt.line'));
  const share = findStep(tilt, 'tilt.share');
  const residual = moneyAt(share, 0);
  const ratio = share?.inputs[1]?.value;
  if (tilt.clause === null || line === null || residual === null || ratio === undefined) return null;
  const cap = readCap(findStep(tilt, 'tilt.cap'));
  const { clause } = tilt;
  return { kind: 'open', line, ratio: parseRatio(ratio), cap, before: residual - remains, clause };
}

function readCap(step: ToldStep | null): Fen | null {
  const limit = step?.inputs[0]?.value;
  return limit === undefined || limit === '不设' ? null : parseYuan(limit);
}

/** A step right under another. */
function findStep(under: ToldStep | null, id: string): ToldStep | null {
  return under?.steps.find(({ step }) => step === id) ?? null;
}

function amountAt(step: ToldStep | null): Fen | null {
  return step === null ? null : parseYuan(step.result);
}

function moneyAt(step: ToldStep | null, at: number): Fen | null {
  const input = step?.inputs[at];
  return input === undefined ? null : parseYuan(input.value);
}
