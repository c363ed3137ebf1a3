/**
 * N1: how far to each next threshold of the year, for the class in force on a day.
 */
import type { Clause, Day, Fen, Figure, Ratio } from '../kernel/index.ts';
import { above } from '../kernel/index.ts';
import { findPolicy } from '../policy/compiled.ts';
import type { ClassTerms, StatisticUse } from '../policy/compiled.ts';
import { chooseClass, missingPrecedence } from '../rules/index.ts';
import { readClassYear, sumOf } from './class-years.ts';
import type { YearContext } from './facts.ts';
import { classesOn } from './identities.ts';
import { getClass } from './lookups.ts';
import type { Threshold, YearState } from './year.types.ts';

/**
 * What is left for the class in force on a day: distance to the deductible, the tier line, the caps, the tilt line.
 * Lines that the class does not have, and figures that are missing, are left out; empty when no class is in force, or
 * when the document does not say which of several classes counts.
 */
export function listThresholds(context: YearContext, state: YearState, on: Day): readonly Threshold[] {
  const policy = findPolicy(context.policy, on);
  if (policy === null) return [];
  const classes = classesOn(policy, context.identities, on);
  if ('unknown' in classes) return [];
  if (missingPrecedence(policy, classes.held, (index) => policy.terms[index]) !== null) return [];
  const yearOf = (index: number) => readClassYear(context, state, getClass(policy, index).personClass.id);
  const winner = chooseClass(classes.held, (index) => sumOf(yearOf(index)));
  if (winner === null) return [];
  const { terms } = getClass(policy, winner);
  const { residual } = yearOf(winner);
  return [
    ...assistanceThresholds(context, state, terms),
    ...outpatientThresholds(state, terms),
    ...(context.withTilt === false ? [] : tiltThresholds(state, terms, residual)),
  ];
}

function assistanceThresholds(
  context: YearContext,
  state: YearState,
  { assistance }: ClassTerms,
): Threshold[] {
  if (assistance === null) return [];
  const { clauses, relies } = assistance;
  const used = (state.totals.assistance + (context.retroactivePaid ?? 0)) as Fen;
  const line = assistance.tierLine?.[context.insurance] ?? null;
  return [
    floor(
      'assistance.deductible',
      '年度救助起付标准',
      clauses.deductible,
      assistance.deductible,
      state.base,
      assistance.lowRatio,
      relies,
    ),
    floor(
      'assistance.tierLine',
      '大病保险起付线',
      clauses.tierLine,
      line,
      state.base,
      assistance.highRatio,
      relies,
    ),
    ceiling('assistance.cap', '年度救助限额', clauses.cap, assistance.cap, used),
  ].flat();
}

function outpatientThresholds(state: YearState, { outpatient }: ClassTerms): Threshold[] {
  if (outpatient === null) return [];
  const used = state.totals.outpatient;
  return ceiling('outpatient.cap', '普通门诊年度封顶线', outpatient.clause, outpatient.cap, used);
}

function tiltThresholds(state: YearState, { tilt }: ClassTerms, residual: Fen): Threshold[] {
  if (tilt === null) return [];
  return [
    floor('tilt.line', '倾斜救助起付线', tilt.clause, tilt.line, residual, tilt.ratio, tilt.relies),
    ceiling('tilt.cap', '倾斜救助年度限额', tilt.clause, tilt.cap, state.totals.tilt),
  ].flat();
}

function floor(
  id: Threshold['id'],
  label: string,
  clause: Clause,
  at: Figure<Fen> | null,
  reached: Fen,
  share: Figure<Ratio>,
  relies: readonly StatisticUse[],
): Threshold[] {
  if (typeof at !== 'number' || at === 0) return [];
  const ratio = typeof share === 'number' ? share : null;
  return [{ id, label, clause, kind: 'floor', at, reached, left: above(at, reached), ratio, relies }];
}

function ceiling(
  id: Threshold['id'],
  label: string,
  clause: Clause,
  at: Figure<Fen> | null,
  reached: Fen,
): Threshold[] {
  if (typeof at !== 'number') return [];
  const left = above(at, reached);
  return [{ id, label, clause, kind: 'ceiling', at, reached, left, ratio: null, relies: [] }];
}
