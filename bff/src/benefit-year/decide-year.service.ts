// Moves a person's ledger under the lock of her year: advance or replay, append what changed, keep the figures.
import type { Day } from '@yijiutong/rules/kernel';
import type { TopUp } from '@yijiutong/rules/ledger';
import type { Insurance } from '@yijiutong/rules/policy';

import type { Clock } from '../clock.ts';
import type { HeldIdentity } from '../identity/identity.types.ts';
import { toColumn } from '../storage/instant.ts';
import type { DecisionTable } from '../storage/ledger-tables.ts';
import type { Database } from '../storage/tables.ts';
import {
  appendDecision,
  listOutcomes,
  listSettlements,
  lockYear,
  updateSettlement,
  updateYear,
  type YearRow,
} from './benefit-year.store.ts';
import type { LawBook } from './law-book.ts';
import { sumRetroactivePaid } from './retroactive-paid.service.ts';
import { billOf, findObstacle, type SettlementRow } from './year.facts.ts';
import {
  figureUndecided,
  figureYear,
  stateOf,
  sumYear,
  type YearFigures,
  type YearSums,
} from './year.figures.ts';
import { foldYear, nextTurn, type Fold, type FoldedYear } from './year.fold.ts';

export type Reason = DecisionTable['reason'];

export interface LedgerMove {
  personId: number;
  year: number;
  region: string;
  /** Null: the platform could not say who she is. What is new waits, and the sweeper comes back. */
  identities: readonly HeldIdentity[] | null;
  insurance: Insurance;
  reason: Reason;
  /** The bill that moves the ledger; null when it is her identities, or what was approved apart from bills. */
  settlementId: number | null;
}

export interface LedgerPorts {
  book: LawBook;
  clock: Clock;
}

/** Everything one move works with. */
interface Move extends LedgerMove {
  trx: Database;
  book: LawBook;
  now: number;
  row: YearRow;
  sequence: number;
}

/** Call it inside `transact`, after the change that it follows: it reads the year's bills anew. */
export async function decideYear(trx: Database, ports: LedgerPorts, input: LedgerMove): Promise<void> {
  const row = await lockYear(trx, input);
  const now = ports.clock.now();
  const move: Move = {
    ...input,
    region: row.region,
    trx,
    book: ports.book,
    now,
    row,
    sequence: row.sequence,
  };
  const rows = await listSettlements(trx, input.personId, input.year);
  await recordReversals(move, rows);
  const standing = rows.filter(({ reversed_at: reversedAt }) => reversedAt === null);
  if (input.identities === null) {
    await postpone(move, rows);
    return;
  }
  const retroactivePaid = await sumRetroactivePaid(trx, ports.book, input);
  const folded = foldYear(ports.book, {
    region: row.region,
    year: input.year,
    identities: input.identities,
    rows: standing,
    insurance: input.insurance,
    retroactivePaid,
    today: ports.clock.today(),
    former: input.reason === 'settlement' ? formerFold(row) : null,
  });
  await recordVerdicts(move, standing, folded);
  await recordTopUps(move, folded.topUps, formerTopUps(row));
  await keepYear(move, rows, folded);
}

function formerFold(row: YearRow): { fold: Fold; contextHash: Buffer } | null {
  if (row.fold === null || row.context_hash === null) return null;
  return { fold: (JSON.parse(row.fold) as KeptFold).fold, contextHash: row.context_hash };
}

/** The fold after the last bill, and all top-ups that have been decided, those after the last bill too. */
interface KeptFold {
  fold: Fold;
  topUps: readonly TopUp[];
}

function formerTopUps(row: YearRow): readonly TopUp[] {
  return row.fold === null ? [] : (JSON.parse(row.fold) as KeptFold).topUps;
}

function formerFigures(row: YearRow): YearFigures | null {
  return row.figures === null ? null : (JSON.parse(row.figures) as YearFigures);
}

async function record(
  move: Move,
  decision: Pick<
    DecisionTable,
    'reason' | 'document' | 'version' | 'on_day' | 'state' | 'calculated' | 'change'
  > & {
    settlement: SettlementRow | null;
    facts: unknown;
    outcome: string;
    explanation: unknown;
  },
): Promise<number> {
  const { settlement, facts, explanation, ...columns } = decision;
  move.sequence += 1;
  return appendDecision(move.trx, {
    ...columns,
    person_id: move.personId,
    year: move.year,
    sequence: move.sequence,
    settlement_id: settlement?.settlement_id ?? null,
    revision: settlement?.revision ?? null,
    facts: JSON.stringify(facts),
    explanation: explanation === null ? null : JSON.stringify(explanation),
    decided_at: toColumn(move.now),
  });
}

/** A reversal needs nobody's word: the bill gives nothing from now on, whoever she is. */
async function recordReversals(move: Move, rows: SettlementRow[]): Promise<void> {
  for (const row of rows) {
    if (row.reversed_at === null || row.state === 'reversed') continue;
    const decisionId = await record(move, {
      settlement: row,
      reason: 'reversal',
      document: null,
      version: null,
      on_day: row.settled_at.slice(0, 10),
      facts: { reversedAt: row.reversed_at },
      state: 'reversed',
      outcome: JSON.stringify({ status: 'reversed' }),
      explanation: null,
      calculated: null,
      change: -(row.calculated ?? 0),
    });
    const change = { state: 'reversed' as const, calculated: null, decision_id: decisionId };
    await updateSettlement(move.trx, row.settlement_id, change);
    Object.assign(row, change);
  }
}

/** Appends a decision for every bill whose outcome is new or another than before. */
async function recordVerdicts(move: Move, rows: SettlementRow[], folded: FoldedYear): Promise<void> {
  const decided = rows.filter(({ setl_id: id }) => folded.verdicts.has(id));
  const former = await listOutcomes(
    move.trx,
    decided.flatMap((row) => row.decision_id ?? []),
  );
  for (const row of decided) {
    const verdict = folded.verdicts.get(row.setl_id);
    if (verdict === undefined) continue;
    const outcome = JSON.stringify(verdict.outcome);
    if (row.state !== 'pending' && former.get(row.settlement_id) === outcome) continue;
    const next = stateOf(verdict);
    const decisionId = await record(move, {
      settlement: row,
      reason: reasonFor(move, row),
      document: verdict.document,
      version: verdict.version,
      on_day: row.settled_at.slice(0, 10),
      facts: factsOf(move, row, folded),
      ...next,
      outcome,
      explanation: verdict.explanation,
      change: (next.calculated ?? 0) - (row.calculated ?? 0),
    });
    const change = { ...next, decision_id: decisionId };
    await updateSettlement(move.trx, row.settlement_id, change);
    Object.assign(row, change);
  }
}

/** Why this bill's decision is new: for the bill that came, its own reason; for the others, what it did to them. */
function reasonFor(move: Move, row: SettlementRow): Reason {
  if (row.settlement_id === move.settlementId) return move.reason;
  if (row.state === 'pending') return row.decision_id === null ? 'settlement' : 'correction';
  return move.reason === 'identity' ? 'identity' : 'replay';
}

/** What the decision rests on: money, kinds, flags and categories; no name and no number of a person. */
function factsOf(move: Move, row: SettlementRow, { context }: FoldedYear): unknown {
  const bill = findObstacle(row, move.region) === null ? billOf(row, move.book) : null;
  const { identities, retroactivePaid } = context;
  return { bill, insurance: row.insurance, region: row.region, identities, retroactivePaid };
}

/** A top-up is known by its day and class; one that comes to another amount, or to none, is decided anew. */
async function recordTopUps(move: Move, now: readonly TopUp[], before: readonly TopUp[]): Promise<void> {
  const keyOf = ({ on, classId }: TopUp) => `${on} ${classId}`;
  const former = new Map(before.map((topUp) => [keyOf(topUp), topUp]));
  for (const topUp of now) {
    const earlier = former.get(keyOf(topUp));
    former.delete(keyOf(topUp));
    if (earlier?.amount !== topUp.amount) await recordTopUp(move, topUp, topUp.amount, earlier?.amount ?? 0);
  }
  for (const gone of former.values()) await recordTopUp(move, gone, 0, gone.amount);
}

async function recordTopUp(move: Move, topUp: TopUp, amount: number, before: number): Promise<void> {
  const { on, clause, explanation, ...rest } = topUp;
  const policy = move.book.policyOn(move.region, on);
  const document = policy?.documents.find(({ id }) => id === clause.document);
  await record(move, {
    settlement: null,
    reason: 'identity',
    document: document?.id ?? null,
    version: document?.revision ?? null,
    on_day: on,
    facts: { topUp: rest },
    state: 'granted',
    outcome: JSON.stringify({ status: 'topUp', clause, amount }),
    explanation: amount === 0 ? null : explanation,
    calculated: amount,
    change: amount - before,
  });
}

async function keepYear(move: Move, rows: SettlementRow[], folded: FoldedYear): Promise<void> {
  const figures = figureYear(rows, folded, formerFigures(move.row));
  const kept: KeptFold = {
    fold: withoutExplanations(folded.fold),
    topUps: folded.topUps.map(withoutExplanation),
  };
  const turn = nextTurn(folded.context, folded.through);
  await updateYear(move.trx, move.row, {
    sequence: move.sequence,
    context_hash: folded.contextHash,
    fold: JSON.stringify(kept),
    figures: JSON.stringify(figures),
    due_at: turn === null ? null : dueAt(turn, move.now),
    decided_at: toColumn(move.now),
    ...columnsOf(sumYear(rows, folded.topUps)),
  });
}

/** The sums go on; what was decided stands; the sweeper comes as soon as it can. */
async function postpone(move: Move, rows: SettlementRow[]): Promise<void> {
  const topUps = formerTopUps(move.row);
  const figures = figureUndecided(rows, topUps, formerFigures(move.row), move.insurance);
  await updateYear(move.trx, move.row, {
    sequence: move.sequence,
    figures: JSON.stringify(figures),
    due_at: toColumn(move.now),
    // A fold that still holds a bill which was reversed or corrected must not be continued.
    ...(move.reason === 'settlement' ? {} : { context_hash: null }),
    ...columnsOf(sumYear(rows, topUps)),
  });
}

function columnsOf(sums: YearSums) {
  const { calculated, granted, claimable, undecided } = sums;
  return {
    calculated,
    granted,
    claimable,
    undecided,
    self_paid: sums.selfPaid,
    self_paid_in_scope: sums.selfPaidInScope,
  };
}

/** Midnight in China at the beginning of a day; never for a clock whose day is pinned to one that is over. */
function dueAt(day: Day, now: number): string | null {
  const begins = Date.parse(`${day}T00:00:00+08:00`);
  return begins > now ? toColumn(begins) : null;
}

/** Explanations are kept with their decisions; the fold does without. */
function withoutExplanation(topUp: TopUp): TopUp {
  return { ...topUp, explanation: null };
}
function withoutExplanations(fold: Fold): Fold {
  return { ...fold, topUps: fold.topUps.map(withoutExplanation) };
}
