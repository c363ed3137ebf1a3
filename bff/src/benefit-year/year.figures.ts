// The figures of a year as its page shows them: reckoned when the ledger moves, so that reading them is one row.
import { leftToClaim } from '@yijiutong/rules/claim';
import type { YearReply } from '@yijiutong/rules/contract';
import { ZERO, fen, formatPercent, formatYuan, type Day, type Fen } from '@yijiutong/rules/kernel';
import { listThresholds, type Threshold, type TopUp, type YearContext } from '@yijiutong/rules/ledger';
import { findPolicy, type Insurance } from '@yijiutong/rules/policy';

import type { SettlementRow } from './year.facts.ts';
import type { FoldedYear, KeptOutcome, Verdict } from './year.fold.ts';

type Shown = Omit<YearReply, 'year' | 'on' | 'clauses' | 'freshness'>;

export interface YearFigures extends Shown {
  /** The insurance that the year was decided under. */
  insurance: Insurance;
  /** What else it was decided under: fen of its cap that were given for the months before a recognition. */
  retroactivePaid: Fen;
  latestBill: { setlId: string; on: string; calculated: string | null; granted: string } | null;
}

/** The sums that stand in columns of their own, in fen. */
export interface YearSums {
  calculated: number;
  granted: number;
  claimable: number;
  selfPaidInScope: number;
  selfPaid: number;
  undecided: number;
}

export const yuan = (amount: number): string => formatYuan(fen(amount));

export const grantedOf = (row: SettlementRow): number => row.granted_assistance + row.granted_tilt;

/** What the rules give for the bill as it now stands; a bill that waits gives nothing yet. */
function calculatedOf(row: SettlementRow): number {
  return row.state === 'granted' ? (row.calculated ?? 0) : 0;
}

/** What the person paid at the window for care inside the scope. */
function selfPaidInScope(row: SettlementRow): number {
  return Math.max(row.self_paid - row.full_self_pay - row.over_limit - row.pre_self_pay, 0);
}

export function sumYear(rows: readonly SettlementRow[], topUps: readonly TopUp[]): YearSums {
  const standing = rows.filter(({ state }) => state !== 'reversed');
  const sum = (of: (row: SettlementRow) => number) => standing.reduce((total, row) => total + of(row), 0);
  const toppedUp = topUps.reduce((total, { amount }) => total + amount, 0);
  const toppedUpOpen = openTopUps(standing, topUps).reduce((total, { open }) => total + open, 0);
  return {
    calculated: sum(calculatedOf) + toppedUp,
    granted: sum(grantedOf),
    // Nothing that the platform granted is taken back: a bill that got more than the rules give offsets no other.
    claimable: sum((row) => leftToClaim(calculatedOf(row), grantedOf(row))) + toppedUpOpen,
    selfPaidInScope: sum(selfPaidInScope),
    selfPaid: sum((row) => row.self_paid),
    undecided: standing.filter(({ state }) => state === 'pending' || state === 'incomplete').length,
  };
}

/**
 * What is still to be paid of each top-up. It counts from what the rules gave before it: where the platform had granted more
 * than that for the bills it is for, as much of it has been paid, once.
 * @param standing the bills of the year that count
 */
export function openTopUps(
  standing: readonly SettlementRow[],
  topUps: readonly Pick<TopUp, 'on' | 'amount'>[],
): { on: Day; open: number }[] {
  let setOff = 0;
  return topUps.map(({ on, amount }) => {
    const earlier = standing.filter((row) => row.settled_at.slice(0, 10) < on);
    const above = earlier.reduce((sum, row) => sum + Math.max(grantedOf(row) - calculatedOf(row), 0), 0);
    const paid = Math.min(amount, above - setOff);
    setOff += paid;
    return { on, open: amount - paid };
  });
}

export function figureYear(
  rows: readonly SettlementRow[],
  folded: FoldedYear,
  former: YearFigures | null,
): YearFigures {
  const { context, settled, through } = folded;
  const kept = folded.replayed ? null : former;
  const outcomes = [...folded.verdicts.values()].map(({ outcome }) => outcome);
  const thresholds = listThresholds(context, settled, through);
  return {
    ...figureBills(rows, folded.topUps),
    ...decidedUnder(context),
    thresholds: thresholds.map(presentThreshold),
    topUps: folded.topUps.map(({ on, amount, classId }) => ({
      on,
      amount: yuan(amount),
      classTitle: titleOf(context, on, classId),
    })),
    missing: unique(
      [...(kept?.missing ?? []), ...outcomes.flatMap(missingOf)],
      ({ name, day }) => `${name} ${day}`,
    ),
    illustrative: unique(
      [
        ...(kept?.illustrative ?? []),
        ...outcomes.flatMap(illustrativeOf),
        ...folded.topUps.flatMap(madeUp),
        ...thresholds.flatMap(madeUp),
      ],
      (name) => name,
    ),
  };
}

function decidedUnder({ insurance, retroactivePaid = ZERO }: YearContext) {
  return { insurance, retroactivePaid };
}

/** Thresholds of a year in which nothing has been settled. */
export function figureEmptyYear(context: YearContext, thresholds: readonly Threshold[]): YearFigures {
  return {
    ...figureBills([], []),
    ...decidedUnder(context),
    thresholds: thresholds.map(presentThreshold),
    topUps: [],
    missing: [],
    illustrative: unique(thresholds.flatMap(madeUp), (name) => name),
  };
}

/** While the platform cannot be asked, the sums of the bills go on and everything decided stays as it was. */
export function figureUndecided(
  rows: readonly SettlementRow[],
  topUps: readonly TopUp[],
  former: YearFigures | null,
  insurance: Insurance,
): YearFigures {
  const rest = former ?? {
    insurance,
    retroactivePaid: ZERO,
    thresholds: [],
    topUps: [],
    missing: [],
    illustrative: [],
  };
  return { ...rest, ...figureBills(rows, topUps) };
}

function figureBills(rows: readonly SettlementRow[], topUps: readonly TopUp[]) {
  const standing = rows.filter(({ state }) => state !== 'reversed');
  const sums = sumYear(rows, topUps);
  const paid = (of: (row: SettlementRow) => number) =>
    yuan(standing.reduce((total, row) => total + of(row), 0));
  const latest = standing.at(-1);
  return {
    paid: [
      { layer: 'basic' as const, paid: paid((row) => row.basic_paid) },
      { layer: 'critical_illness' as const, paid: paid((row) => row.critical_illness_paid) },
      { layer: 'supplement' as const, paid: paid((row) => row.supplement_paid) },
      { layer: 'commercial' as const, paid: paid((row) => row.commercial_paid) },
      { layer: 'assistance' as const, paid: paid((row) => row.granted_assistance) },
      { layer: 'tilt_assistance' as const, paid: paid((row) => row.granted_tilt) },
      { layer: 'other' as const, paid: paid((row) => row.other_paid) },
      { layer: 'personal' as const, paid: paid((row) => row.self_paid) },
    ],
    selfPaidInScope: yuan(sums.selfPaidInScope),
    selfPaid: yuan(sums.selfPaid),
    calculated: yuan(sums.calculated),
    granted: yuan(sums.granted),
    claimable: yuan(sums.claimable),
    undecidedBills: sums.undecided,
    latestBill:
      latest === undefined
        ? null
        : {
            setlId: latest.setl_id,
            on: latest.settled_at.slice(0, 10),
            calculated:
              latest.state === 'pending' || latest.calculated === null ? null : yuan(latest.calculated),
            granted: yuan(grantedOf(latest)),
          },
  };
}

function presentThreshold({ id, label, clause, kind, at, reached, left, ratio, relies }: Threshold) {
  return {
    id,
    label,
    clause,
    kind,
    at: yuan(at),
    reached: yuan(reached),
    left: yuan(left),
    ratio: ratio === null ? null : formatPercent(ratio),
    illustrative: relies.some(({ status }) => status === 'illustrative'),
  };
}

function madeUp({ relies }: Threshold | TopUp): string[] {
  return relies.filter(({ status }) => status === 'illustrative').map(({ name }) => name);
}

function missingOf(outcome: KeptOutcome) {
  return outcome.status === 'incomplete' ? outcome.missing : [];
}

function illustrativeOf(outcome: KeptOutcome): string[] {
  return outcome.status === 'granted' ? outcome.illustrative : [];
}

function titleOf(context: YearContext, on: Day, classId: string): string {
  const classes = findPolicy(context.policy, on)?.classes ?? [];
  return classes.find(({ id }) => id === classId)?.title ?? classId;
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

/** What a decided bill's row says of it. */
export function stateOf({ outcome }: Verdict): Pick<SettlementRow, 'state' | 'calculated'> {
  switch (outcome.status) {
    case 'granted':
      return { state: 'granted', calculated: outcome.granted };
    case 'refused':
      return { state: 'refused', calculated: 0 };
    case 'incomplete':
      return { state: 'incomplete', calculated: null };
  }
}
