// N9: why the decision that stands on a bill is not the one before it, from what was kept with both. Pure.
import type { BillDifference } from '@yijiutong/rules/contract';
import type { Clause, Step } from '@yijiutong/rules/kernel';
import type { Bill, TopUp } from '@yijiutong/rules/ledger';
import { tellDifference, tellTopUp, type Cause, type DecisionView } from '@yijiutong/rules/words';

import type { LawBook } from '../benefit-year/law-book.ts';
import { yuan } from '../benefit-year/year.figures.ts';
import type { KeptOutcome } from '../benefit-year/year.fold.ts';
import type { BillRow, DecisionRow, TopUpRow } from './bill.store.ts';

/**
 * Null while there is one decision only, or while the newest bill still waits to be decided. A bill that was decided once
 * and made good by a recognition has causes, but no amount before to set beside the one now.
 */
export function findDifference(
  row: BillRow,
  decisions: readonly DecisionRow[],
  topUps: readonly TopUpRow[],
  law: LawBook,
): BillDifference | null {
  if (row.state === 'pending') return null;
  const [former, standing] = [decisions.at(-2), decisions.at(-1)];
  const made = topUps.filter((topUp) => counts(topUp, row)).map(presentTopUp);
  if (standing === undefined || (former === undefined && made.length === 0)) return null;
  if (former === undefined) return { before: null, after: null, change: '0.00', causes: made };
  const told = tellDifference(viewOf(former, row, law), viewOf(standing, row, law));
  const causes = [...told.causes.map(presentCause), ...made];
  return { before: valueOf(former), after: valueOf(standing), change: yuan(told.change), causes };
}

function valueOf({ calculated }: DecisionRow): string | null {
  return calculated === null ? null : yuan(calculated);
}

function presentCause({ cause, sentence, amount, clause }: Cause): BillDifference['causes'][number] {
  return { cause, sentence, amount: amount === null ? null : yuan(amount), clause };
}

/** A bill that still lacked a fact on the day of recognition was not in it. */
function counts(topUp: TopUpRow, { setl_id: setlId }: BillRow): boolean {
  return !readTopUp(topUp).awaiting.includes(setlId);
}

function readTopUp({ facts }: TopUpRow): Pick<TopUp, 'awaiting' | 'relies'> {
  return (JSON.parse(facts) as { topUp: Pick<TopUp, 'awaiting' | 'relies'> }).topUp;
}

/** Names of the made-up figures behind the top-ups that a bill's page tells of: the bill itself, refused, rests on none. */
export function listMadeUp(row: BillRow, topUps: readonly TopUpRow[]): string[] {
  return topUps
    .filter((topUp) => counts(topUp, row))
    .flatMap((topUp) => readTopUp(topUp).relies)
    .flatMap(({ status, name }) => (status === 'illustrative' ? [name] : []));
}

function presentTopUp({ on_day: on, calculated, outcome }: TopUpRow): BillDifference['causes'][number] {
  const { clause } = JSON.parse(outcome) as { clause: Clause };
  return presentCause(tellTopUp(on, calculated ?? 0, clause));
}

/** What a decision rests on, as it was kept with it; a reversal rests on nothing of the bill. */
type KeptFacts = { bill?: Bill | null; insurance?: string };

function viewOf(decision: DecisionRow, { setl_id: billId }: BillRow, law: LawBook): DecisionView {
  const { bill = null, insurance = null } = JSON.parse(decision.facts) as KeptFacts;
  const { document: id, version } = decision;
  return {
    billId,
    on: decision.on_day,
    outcome: JSON.parse(decision.outcome) as KeptOutcome | { status: 'reversed' },
    explanation: decision.explanation === null ? null : (JSON.parse(decision.explanation) as Step),
    document: id === null ? null : { id, revision: version ?? '', title: law.titleOf(id) },
    bill,
    insurance,
  };
}
