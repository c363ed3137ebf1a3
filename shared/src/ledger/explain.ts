import type { Fen, Figure, Step } from '../kernel/index.ts';
import { Trace, ZERO, above, formatYuan } from '../kernel/index.ts';
import type { AssistanceTerms, BillRules, ClassTerms, PersonClass } from '../policy/compiled.ts';
import { assistanceBase, outpatientTotal, tiltTotal } from '../rules/index.ts';
import type { Parts } from './bill-decision.ts';
import { withinShared } from './class-years.ts';
import type { Bill, YearContext } from './facts.ts';
import type { BillEntry, ClassYear, YearTotals } from './year.types.ts';

/** Everything that an explanation is written from: the bill, and the year with the bill counted but not yet paid. */
export type Explained = {
  readonly context: YearContext;
  readonly rules: BillRules;
  readonly bill: Bill;
  readonly entry: BillEntry;
  readonly personClass: PersonClass;
  readonly terms: ClassTerms;
  /** the year's bases, this bill in them, and what it was given before this bill */
  readonly year: { readonly base: Fen; readonly outpatientBase: Fen; readonly totals: YearTotals };
  /** the year of the class before this bill, and with it: what it would be given if nothing of the caps were used up */
  readonly was: ClassYear;
  readonly now: ClassYear;
  /** what the bill was given */
  readonly grant: Parts;
};

/** From 总费用 down to the last fen of 倾斜救助, with the clause on every step. */
export function explainBill(known: Explained): Step | null {
  const { rules, bill, personClass, terms, entry, grant } = known;
  const trace = new Trace();
  assistanceBase(rules, bill, trace, personClass.id);
  trace.add({ step: 'class', label: '救助对象类别', clause: personClass.clause, result: personClass.title });
  if (entry.into === 'outpatient') explainOutpatient(trace, known);
  else {
    explainAssistance(trace, known);
    explainTilt(trace, known);
  }
  const root = new Trace();
  const parts = [grant.assistance, grant.outpatient, grant.tilt].filter((part) => part > 0);
  const sum = parts.reduce((total, part) => total + part, 0);
  root.add(
    {
      step: 'bill.granted',
      label: '本次救助',
      clause:
        (entry.into === 'outpatient' ? terms.outpatient?.clause : terms.assistance?.clauses.ratio) ??
        rules.covers,
      operation: parts.length > 1 ? parts.map(yuan).join(' + ') : '',
      result: yuan(sum),
    },
    trace,
  );
  return root.steps[0] ?? null;
}

function explainAssistance(trace: Trace, known: Explained): void {
  const { terms, context, entry } = known;
  const { base, totals } = known.year;
  if (terms.assistance === null) return;
  const under = new Trace();
  const now = withinShared(context, terms.assistance, base, under);
  const earlier = withinShared(context, terms.assistance, (base - entry.base) as Fen);
  explainShared(under, context, terms.assistance, now);
  visit(trace, under, {
    step: 'assistance',
    label: '医疗救助',
    clause: terms.assistance.clauses.ratio,
    now,
    earlier,
    cap: terms.assistance.cap,
    capClause: terms.assistance.clauses.cap,
    used: (totals.assistance + (context.retroactivePaid ?? ZERO)) as Fen,
    change: known.now.assistance - known.was.assistance,
    grant: known.grant.assistance,
    known,
  });
}

/** Where 宜昌 第十一条 used up so much of the cap that the year comes to less than the clause would give. */
function explainShared(
  under: Trace,
  { retroactivePaid = ZERO }: YearContext,
  { cap, clauses }: AssistanceTerms,
  now: Figure<Fen>,
): void {
  if (retroactivePaid === ZERO || typeof cap !== 'number' || now !== above(cap, retroactivePaid)) return;
  under.add({
    step: 'assistance.left',
    label: '年度限额余额',
    clause: clauses.cap,
    operation: `${yuan(cap)} − ${yuan(retroactivePaid)}`,
    result: yuan(now),
  });
}

function explainOutpatient(trace: Trace, known: Explained): void {
  const { terms, entry } = known;
  const { outpatientBase, totals } = known.year;
  if (terms.outpatient === null) return;
  const under = new Trace();
  const now = outpatientTotal(terms.outpatient, outpatientBase, under);
  const earlier = outpatientTotal(terms.outpatient, (outpatientBase - entry.base) as Fen);
  visit(trace, under, {
    step: 'outpatient',
    label: '普通门诊救助',
    clause: terms.outpatient.clause,
    now,
    earlier,
    cap: terms.outpatient.cap,
    capClause: terms.outpatient.clause,
    used: totals.outpatient,
    change: known.now.outpatient - known.was.outpatient,
    grant: known.grant.outpatient,
    known,
  });
}

function explainTilt(trace: Trace, known: Explained): void {
  const { terms, context, bill, entry } = known;
  if (terms.tilt === null || context.withTilt === false) return;
  const { clause } = terms.tilt;
  if (!entry.tilted) {
    const why = bill.referred === true ? '不在省域内就医' : '未规范转诊';
    trace.add({ step: 'tilt.gate', label: '倾斜救助', clause, operation: why, result: yuan(0) });
    return;
  }
  const under = new Trace();
  const now = tiltTotal(terms.tilt, known.now.residual, under);
  const earlier = tiltTotal(terms.tilt, known.was.residual);
  visit(trace, under, {
    step: 'tilt',
    label: '倾斜救助',
    clause,
    now,
    earlier,
    cap: terms.tilt.cap,
    capClause: clause,
    used: known.year.totals.tilt,
    change: known.now.tilt - known.was.tilt,
    grant: known.grant.tilt,
    known,
  });
}

type Visit = {
  readonly step: 'assistance' | 'outpatient' | 'tilt';
  readonly label: string;
  readonly clause: Parameters<Trace['add']>[0]['clause'];
  readonly now: unknown;
  readonly earlier: unknown;
  readonly cap: unknown;
  readonly capClause: Parameters<Trace['add']>[0]['clause'];
  readonly used: Fen;
  readonly change: number;
  readonly grant: number;
  readonly known: Explained;
};

/** A visit's share: the difference of two yearly totals, bounded by what is left of the cap. */
function visit(trace: Trace, under: Trace, shown: Visit): void {
  const { step, label, clause, now, earlier, change, grant } = shown;
  if (typeof now !== 'number' || typeof earlier !== 'number') return;
  under.add({
    step: `${step}.earlier`,
    label: '此前年度累计应救助',
    clause,
    result: yuan(earlier),
  });
  const left = typeof shown.cap === 'number' ? Math.max(shown.cap - shown.used, 0) : Infinity;
  if (grant !== change && left < change) {
    under.add({
      step: `${step}.left`,
      label: '年度限额余额',
      clause: shown.capClause,
      operation: `${yuan(Number(shown.cap))} − ${yuan(shown.used)}`,
      result: yuan(left),
    });
  }
  if (grant < Math.min(change, left)) {
    // Bounded by what the person pays of the bill: the rest of the base is the insurer's (PZH-A9).
    const { commercialPaid } = shown.known.bill;
    const label = '普惠型商业健康保险支付';
    const { scope } = shown.known.rules;
    under.add({ step: 'bill.commercialPaid', label, clause: scope, result: yuan(commercialPaid) });
  }
  const difference = `${yuan(now)} − ${yuan(earlier)}`;
  const operation = grant === change ? difference : `min(${difference}, ${yuan(grant)})`;
  trace.add({ step, label, clause, operation, result: yuan(grant) }, under);
}

function yuan(amount: number): string {
  return formatYuan(amount as Fen);
}
