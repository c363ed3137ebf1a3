/** The ledger's answer for one completion: all care of the year as one bill, since splitting a bill changes nothing. */
import type { Day, Fen, Missing } from '../kernel/index.ts';
import { ZERO } from '../kernel/index.ts';
import type { Bill, YearContext, YearResult } from '../ledger/index.ts';
import { listThresholds, replayYear } from '../ledger/index.ts';
import type { StatisticUse, YearPolicy } from '../policy/compiled.ts';
import type { Facts, Question } from './answers.ts';
import type { End } from './estimate.types.ts';

/** Where and how completions are calculated, and what was calculated already. */
export type Setting = {
  readonly policy: YearPolicy;
  readonly on: Day;
  readonly withTilt: boolean;
  readonly replayed: Replayed;
};

/** Years by what the ledger sees of them: many completions are one and the same year. */
type Replayed = {
  readonly years: Map<string, YearResult>;
  /** circumstances that are refused: whatever the amounts are, for whichever reason, it is the same year of nothing */
  readonly refused: Set<string>;
};

export function newSetting(policy: YearPolicy, on: Day, withTilt: boolean): Setting {
  return { policy, on, withTilt, replayed: { years: new Map(), refused: new Set() } };
}

/** Sums of the year under one completion, in fen, or the figures that it lacks. */
export type Row = {
  readonly facts: Facts;
  readonly result: YearResult;
  readonly missing: readonly Missing[];
  readonly total: Fen;
  /** the statistics that the total rests on */
  readonly relies: readonly StatisticUse[];
};

export function toRow(setting: Setting, facts: Facts): Row {
  const result = replayOnce(setting, facts);
  const outcome = result.decisions[0]?.outcome;
  const { assistance, outpatient, tilt } = result.state.totals;
  return {
    facts,
    result,
    missing: outcome?.status === 'incomplete' ? outcome.missing : [],
    total: (assistance + outpatient + tilt) as Fen,
    relies: outcome?.status === 'granted' ? outcome.value.relies : [],
  };
}

/** The same completion once more, with its explanation and the lines of the year. */
export function toEnd(setting: Setting, { facts }: Row, assumed: readonly Question[]): End {
  const { state, decisions } = replay(setting, facts, true);
  const outcome = decisions[0]?.outcome;
  const granted = outcome?.status === 'granted' ? outcome : null;
  return {
    facts,
    assumed,
    classTitle: granted?.value.classTitle ?? null,
    base: granted?.value.base ?? null,
    refusal: outcome?.status === 'refused' ? { code: outcome.code, clause: outcome.clause } : null,
    explanation: granted?.explanation ?? null,
    thresholds: listThresholds(toContext(setting, facts, false), state, setting.on),
  };
}

/** The year's care as one bill of the day. What insurance paid is left out: only what it left to the family counts. */
export function toBill(facts: Facts, on: Day): Bill {
  const { kind, designated, referred, inProvince } = facts;
  return {
    id: 'estimate',
    on,
    sequence: 0,
    kind,
    designated,
    referred,
    inProvince,
    total: (facts.selfPaid + facts.earlierSelfPaid) as Fen,
    outOfScope: (facts.outOfScope + facts.earlierOutOfScope) as Fen,
    preSelfPay: ZERO,
    basicPaid: ZERO,
    criticalIllnessPaid: ZERO,
    supplementPaid: ZERO,
    commercialPaid: ZERO,
  };
}

function replay(setting: Setting, facts: Facts, explain: boolean): YearResult {
  return replayYear(toContext(setting, facts, explain), [toBill(facts, setting.on)]);
}

/** A phone goes through thousands of completions: each year that differs is replayed once. */
function replayOnce(setting: Setting, facts: Facts): YearResult {
  const { years, refused } = setting.replayed;
  const { insurance, kind, designated, referred, inProvince } = facts;
  const circumstance = [...heldBy(facts), insurance, kind, designated, referred, inProvince].join(' ');
  const { total, outOfScope } = toBill(facts, setting.on);
  const keyOf = () => `${refused.has(circumstance) ? '' : circumstance} ${total} ${outOfScope}`;
  const known = years.get(keyOf());
  if (known !== undefined) return known;
  const result = replay(setting, facts, false);
  if (result.decisions[0]?.outcome.status === 'refused') refused.add(circumstance);
  years.set(keyOf(), result);
  return result;
}

const heldBy = ({ categories, recognised }: Facts): readonly string[] => (recognised ? categories : []);

function toContext({ policy, withTilt }: Setting, facts: Facts, explain: boolean): YearContext {
  const identities = heldBy(facts).map((category) => ({ category, from: null, to: null }));
  return { policy, identities, insurance: facts.insurance, withTilt, explain };
}
