// A bill's row → what its page shows.
import { leftToClaim } from '@yijiutong/rules/claim';
import type { BillReply, BillsReply } from '@yijiutong/rules/contract';
import type { Step } from '@yijiutong/rules/kernel';

import type { CitedClause, LawBook } from '../benefit-year/law-book.ts';
import { grantedOf, yuan } from '../benefit-year/year.figures.ts';
import type { KeptOutcome } from '../benefit-year/year.fold.ts';
import { presentInstant } from '../storage/instant.ts';
import type { BillRow, DecisionRow, ListedBill } from './bill.store.ts';

type Summary = BillsReply['bills'][number];

/** What the rules give; null while nothing is decided, and for a bill that was taken back. */
function calculatedOf(row: BillRow): number | null {
  return row.state === 'granted' || row.state === 'refused' ? (row.calculated ?? 0) : null;
}

export function presentListed(row: ListedBill, law: LawBook): Summary {
  const outcome = row.outcome === null ? null : (JSON.parse(row.outcome) as Standing['outcome']);
  return presentSummary(row, law, grantOf(outcome));
}

function presentSummary(row: BillRow, law: LawBook, grant: Grant | null): Summary {
  const calculated = calculatedOf(row);
  const granted = grantedOf(row);
  return {
    setlId: row.setl_id,
    on: row.settled_at.slice(0, 10),
    kind: row.kind,
    institution: law.codesOf(row.region).findInstitution(row.institution)?.name ?? null,
    total: yuan(row.total),
    granted: yuan(granted),
    calculated: calculated === null ? null : yuan(calculated),
    difference: calculated === null ? null : yuan(calculated - granted),
    selfPaid: yuan(row.self_paid),
    state: row.state,
    illustrative: calculated !== null && (grant?.illustrative.length ?? 0) > 0,
  };
}

type Grant = Extract<KeptOutcome, { status: 'granted' }>;

function grantOf(outcome: Standing['outcome'] | null): Grant | null {
  return outcome?.status === 'granted' ? outcome : null;
}

/** The decision that stands, read back. */
interface Standing {
  outcome: KeptOutcome | { status: 'reversed' };
  explanation: Step | null;
}

function readDecision({ outcome, explanation }: DecisionRow): Standing {
  return {
    outcome: JSON.parse(outcome) as Standing['outcome'],
    explanation: explanation === null ? null : (JSON.parse(explanation) as Step),
  };
}

export function presentBill(
  row: BillRow,
  decisions: readonly DecisionRow[],
  law: LawBook,
  { difference, madeUp }: { difference: BillReply['difference']; madeUp: readonly string[] },
): BillReply {
  const last = row.state === 'pending' ? undefined : decisions.at(-1);
  const standing = last === undefined ? null : readDecision(last);
  const grant = grantOf(standing?.outcome ?? null);
  const steps = standing?.explanation ? [standing.explanation] : [];
  return {
    bill: presentSummary(row, law, grant),
    payers: presentPayers(row),
    assistanceBase: grant === null ? null : yuan(grant.base),
    decision: presentDecision(standing?.outcome ?? null),
    personalAfter: personalAfter(row),
    explanation: steps.map(presentStep),
    clauses: law.quote([...refusalClause(standing), ...steps.flatMap(citedBy), ...causeClauses(difference)]),
    illustrative: [...new Set([...(grant?.illustrative ?? []), ...madeUp])],
    history: decisions.map(presentRecord),
    difference,
    asOf: presentInstant(last?.decided_at ?? row.received_at),
    // Waiting for the platform, or held because what it now says cannot be true.
    stale: row.state === 'pending' || row.held !== null,
  };
}

function causeClauses(difference: BillReply['difference']): CitedClause[] {
  return difference?.causes.flatMap(({ clause }) => clause ?? []) ?? [];
}

function refusalClause(standing: Standing | null): CitedClause[] {
  const clause = standing?.outcome.status === 'refused' ? standing.outcome.clause : null;
  return clause === null ? [] : [clause];
}

/** If the unpaid difference is claimed; nothing that was granted is taken back. */
function personalAfter(row: BillRow): string | null {
  const calculated = calculatedOf(row);
  if (calculated === null) return null;
  return yuan(Math.max(row.self_paid - leftToClaim(calculated, grantedOf(row)), 0));
}

/** Who paid what: everything but `outOfScope`, which is part of what she paid herself, adds up to the total. */
function presentPayers(row: BillRow): BillReply['payers'] {
  const assistance = grantedOf(row);
  const others =
    row.basic_paid +
    row.critical_illness_paid +
    row.supplement_paid +
    row.commercial_paid +
    assistance +
    row.other_paid;
  return {
    total: yuan(row.total),
    outOfScope: yuan(row.full_self_pay + row.over_limit),
    basic: yuan(row.basic_paid),
    criticalIllness: yuan(row.critical_illness_paid),
    supplement: yuan(row.supplement_paid),
    commercial: yuan(row.commercial_paid),
    assistance: yuan(assistance),
    other: yuan(row.other_paid),
    personal: yuan(Math.max(row.total - others, 0)),
  };
}

function presentDecision(outcome: KeptOutcome | { status: 'reversed' } | null): BillReply['decision'] {
  if (outcome === null) return { status: 'pending' };
  switch (outcome.status) {
    case 'granted': {
      const { status, classTitle, category, assistance, outpatient, tilt, granted } = outcome;
      return {
        status,
        classTitle,
        category,
        assistance: yuan(assistance),
        outpatient: yuan(outpatient),
        tilt: yuan(tilt),
        granted: yuan(granted),
      };
    }
    case 'refused':
    case 'incomplete':
    case 'reversed':
      return outcome;
  }
}

function presentRecord(row: DecisionRow): BillReply['history'][number] {
  return {
    decidedAt: presentInstant(row.decided_at),
    reason: row.reason,
    document: row.document,
    version: row.version,
    calculated: row.calculated === null ? null : yuan(row.calculated),
    change: yuan(row.change),
  };
}

export function presentStep(step: Step): BillReply['explanation'][number] {
  return { ...step, inputs: [...step.inputs], steps: step.steps.map(presentStep) };
}

function citedBy(step: Step): CitedClause[] {
  return [step.clause, ...step.steps.flatMap(citedBy)];
}
