// The year as the rules see it: one bill further where that is enough, from the beginning otherwise. Pure.
import { createHash } from 'node:crypto';

import {
  addDays,
  firstDayOf,
  lastDayOf,
  type Clause,
  type Day,
  type Fen,
  type Step,
} from '@yijiutong/rules/kernel';
import {
  advance,
  isNext,
  lastDayOfIdentity,
  openYear,
  replayYear,
  settleIdentities,
  type Bill,
  type BillDecision,
  type Identity,
  type TopUp,
  type YearContext,
  type YearState,
} from '@yijiutong/rules/ledger';
import { findPolicy, type Insurance } from '@yijiutong/rules/policy';

import type { HeldIdentity } from '../identity/identity.types.ts';
import type { LawBook, LawOfYear } from './law-book.ts';
import { billOf, findObstacle, insuranceOf, type SettlementRow } from './year.facts.ts';

/** What benefit_year.fold holds: the fold after the year's last bill. */
export interface Fold {
  state: YearState;
  topUps: readonly TopUp[];
  insurance: Insurance;
}

/** What the rules say of one bill, as it is kept: amounts in fen. */
export type KeptOutcome =
  | {
      status: 'granted';
      classTitle: string;
      category: string;
      base: number;
      assistance: number;
      outpatient: number;
      tilt: number;
      granted: number;
      /** Names of the statistics that the amounts depend on and that are made up. */
      illustrative: string[];
    }
  | { status: 'refused'; code: string; clause: Clause | null }
  | {
      status: 'incomplete';
      missing: {
        what: 'figure' | 'fact';
        name: string;
        region: string;
        day: string;
        deferredTo: string | null;
      }[];
    };

export interface Verdict {
  outcome: KeptOutcome;
  explanation: Step | null;
  document: string | null;
  version: string | null;
}

export interface FoldedYear {
  fold: Fold;
  /** The fold with the identities of every day up to `through`. */
  settled: YearState;
  /** By setl_id: all bills of the year, or the new one alone when the year only advanced. */
  verdicts: Map<string, Verdict>;
  topUps: TopUp[];
  context: YearContext;
  contextHash: Buffer;
  through: Day;
  /** Whether all bills were decided again. */
  replayed: boolean;
}

export interface FoldInput {
  region: string;
  year: number;
  identities: readonly HeldIdentity[];
  /** Bills that count, in order. */
  rows: readonly SettlementRow[];
  /** The insurance the person has now, where no bill of the year says. */
  insurance: Insurance;
  /** 宜昌 第十一条: fen of the year's cap that were given for the months before a recognition. */
  retroactivePaid: Fen;
  today: Day;
  former: { fold: Fold; contextHash: Buffer } | null;
}

export function foldYear(book: LawBook, input: FoldInput): FoldedYear {
  const law = book.yearOf(input.region, input.year);
  const insurance = input.rows.flatMap((row) => insuranceOf(row) ?? []).at(-1) ?? input.insurance;
  const context = contextOf(law, { ...input, insurance });
  const contextHash = hashContext(law, context);
  const former = input.former?.contextHash.equals(contextHash) === true ? input.former.fold : null;
  const bills = input.rows
    .filter((row) => findObstacle(row, input.region) === null)
    .map((row) => billOf(row, book));
  const progress = advanceByOne(context, former, bills, input) ?? replayAll(context, bills, input);
  const through = throughDay(input.year, input.today);
  const { state: settled, topUps } = settleIdentities(context, progress.fold.state, through);
  return {
    ...progress,
    settled,
    topUps: [...progress.fold.topUps, ...topUps],
    context,
    contextHash,
    through,
  };
}

type Progress = Pick<FoldedYear, 'fold' | 'verdicts' | 'replayed'>;

/** The common case: one new bill, later than all others, under the same law and the same identities. */
function advanceByOne(
  context: YearContext,
  former: Fold | null,
  bills: readonly Bill[],
  { rows }: FoldInput,
): Progress | null {
  const waiting = rows.filter(({ state }) => state === 'pending').map((row) => row.setl_id);
  const bill = bills.find(({ id }) => id === waiting[0]);
  if (former === null || waiting.length !== 1 || bill === undefined || !isNext(former.state, bill))
    return null;
  const { state, decision, topUps } = advance(context, former.state, bill);
  return {
    fold: { state, topUps: [...former.topUps, ...topUps], insurance: context.insurance },
    verdicts: new Map([[bill.id, verdictOf(decision)]]),
    replayed: false,
  };
}

function replayAll(
  context: YearContext,
  bills: readonly Bill[],
  { rows, region, year }: FoldInput,
): Progress {
  // Only up to the last bill: a fold that has seen today's identities could not take a bill of yesterday.
  const { state, decisions, topUps } = replayYear(context, bills, bills.at(-1)?.on ?? firstDayOf(year));
  const verdicts = new Map(decisions.map((decision) => [decision.billId, verdictOf(decision)]));
  for (const row of rows) {
    const fact = findObstacle(row, region);
    if (fact !== null) verdicts.set(row.setl_id, lacking(row, fact));
  }
  return { fold: { state, topUps, insurance: context.insurance }, verdicts, replayed: true };
}

/** The year of a person without any bill: thresholds still stand before her. */
export function emptyYear(book: LawBook, input: Omit<FoldInput, 'rows' | 'former'>) {
  const law = book.yearOf(input.region, input.year);
  const context = contextOf(law, input);
  const through = throughDay(input.year, input.today);
  const { state } = settleIdentities(context, openYear(input.region, input.year), through);
  return { context, settled: state, through, contextHash: hashContext(law, context) };
}

/** The day that the figures of a year speak of: today, or the year's last day once it is over. */
export function throughDay(year: number, today: Day): Day {
  const last = lastDayOf(year);
  const first = firstDayOf(year);
  return today > last ? last : today < first ? first : today;
}

type Circumstances = Pick<FoldInput, 'identities' | 'insurance' | 'retroactivePaid'>;

function contextOf(law: LawOfYear, { identities, insurance, retroactivePaid }: Circumstances): YearContext {
  const { policy } = law;
  return {
    policy,
    identities: identities.flatMap(toRulesIdentity),
    insurance,
    retroactivePaid,
    explain: true,
  };
}

/** A known identity that is none of assistance is nothing to the rules; an unknown one is theirs to refuse. */
export function toRulesIdentity({ category, standing, from, to }: HeldIdentity): Identity[] {
  return standing === 'other' ? [] : [{ category, from: from as Day, to: to as Day | null }];
}

function hashContext(law: LawOfYear, { identities, insurance, retroactivePaid }: YearContext): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([law.hash, insurance, identities, retroactivePaid]))
    .digest();
}

/** What a fold made under these identities would be marked with: to see whether a year has to be looked at again. */
export function contextHashOf(
  book: LawBook,
  { region, year, ...circumstances }: Pick<FoldInput, 'region' | 'year'> & Circumstances,
): Buffer {
  const law = book.yearOf(region, year);
  return hashContext(law, contextOf(law, circumstances));
}

/** The next day after `through`, within the year, on which an identity begins or has just ended; null = none. */
export function nextTurn({ policy, identities }: YearContext, through: Day): Day | null {
  const days = identities.flatMap((identity) => {
    const inForce = findPolicy(policy, through);
    const last = inForce === null ? identity.to : lastDayOfIdentity(inForce, identity);
    return [identity.from, last === null ? null : addDays(last, 1)].filter((day) => day !== null);
  });
  const later = days.filter((day) => day > through && day <= lastDayOf(policy.year)).sort();
  return later[0] ?? null;
}

function lacking(row: SettlementRow, name: string): Verdict {
  const day = row.settled_at.slice(0, 10);
  const missing = [{ what: 'fact' as const, name, region: row.region, day, deferredTo: null }];
  return { outcome: { status: 'incomplete', missing }, explanation: null, document: null, version: null };
}

function verdictOf({ outcome, documents }: BillDecision): Verdict {
  const explanation = outcome.status === 'granted' ? outcome.explanation : null;
  const cited =
    explanation?.clause.document ?? (outcome.status === 'refused' ? outcome.clause?.document : null);
  const document = documents.find(({ id }) => id === cited) ?? documents[0];
  return {
    outcome: keep(outcome),
    explanation,
    document: document?.id ?? null,
    version: document?.revision ?? null,
  };
}

function keep(outcome: BillDecision['outcome']): KeptOutcome {
  switch (outcome.status) {
    case 'granted': {
      const { classTitle, category, base, assistance, outpatient, tilt, granted, relies } = outcome.value;
      const names = relies.filter(({ status }) => status === 'illustrative').map(({ name }) => name);
      const illustrative = [...new Set(names)];
      return {
        status: 'granted',
        classTitle,
        category,
        base,
        assistance,
        outpatient,
        tilt,
        granted,
        illustrative,
      };
    }
    case 'refused':
      return { status: 'refused', code: outcome.code, clause: outcome.clause };
    case 'incomplete':
      return {
        status: 'incomplete',
        missing: outcome.missing.map(({ what, name, region, day, deferredTo }) => ({
          what,
          name,
          region,
          day,
          deferredTo: deferredTo ?? null,
        })),
      };
  }
}
