/**
 * 攀枝花 第十九条 · 宜昌 第十一条: assistance for bills from before recognition. 攀枝花 calculates the calendar year under the new
 * class; 宜昌, on application, pays the twelve months before above 5,000 at ratios ten points lower, within the same annual cap.
 * Readings YC-A6 (5,000 takes the place of the class's deductible; still split at the 大病 line), YC-A7 (the window is
 * [recognition − 12 months, recognition), which for 29 February is the last day of the February before; the cap is that of the year of recognition; a bill that 第九条 assisted is left out, so
 * that no visit is paid twice; what is paid here is `YearContext.retroactivePaid` to the bills of the year), GEN-DATE (the day
 * of recognition governs), PZH-A7 (ordinary outpatient care is compared apart from the rest).
 * Not modelled: whether the family's basic living is without support (宜昌): the recognition says so. 倾斜救助 (第十三条) of
 * 攀枝花's year, which PZH-A8 pays on recognition as well: it needs the year's bills one by one and is in `ledger/recognition.ts`;
 * here is the part of 第十条 and 第十二条 alone.
 */
import type { Day, Fen, Missing, Outcome } from '../kernel/index.ts';
import {
  ZERO,
  addMonths,
  firstDayOf,
  granted,
  incomplete,
  isMissing,
  refused,
  subtractRatio,
  yearOf,
} from '../kernel/index.ts';
import type { RetroactiveTerms } from '../policy/benefits.ts';
import type { AssistanceTerms, ClassTerms, CompiledPolicy, Insurance } from '../policy/compiled.ts';
import { decideAdmission } from './admission.ts';
import type { Circumstances } from './admission.ts';
import { assistanceTotal, missingAssistance } from './assistance.ts';
import { assistanceBase } from './base.ts';
import type { BillAmounts } from './base.ts';
import { chooseClass, findClasses, missingPrecedence } from './classes.ts';
import { missingOutpatient, outpatientTotal } from './outpatient-assistance.ts';

export type Retroactive = {
  readonly classId: string;
  /** what the window comes to under the class, in fen, before what was already paid */
  readonly due: Fen;
  /** what is paid now */
  readonly topUp: Fen;
};

export type RetroactiveBill = BillAmounts &
  Circumstances & {
    readonly id: string;
    readonly on: Day;
    /** whether the visit was given assistance when it was settled: a window leaves it out; null: nobody stated it */
    readonly assisted: boolean | null;
  };

export type RetroactiveCase = {
  readonly categories: readonly string[];
  readonly insurance: Insurance;
  readonly recognisedOn: Day;
  readonly bills: readonly RetroactiveBill[];
  readonly applied: boolean | null;
  /** assistance of the year of recognition already paid, in fen, 倾斜救助 not in it */
  readonly paidThisYear: Fen;
};

/** What recognition pays for earlier bills. `policy` is that of the recognition day. */
export function decideRetroactive(
  policy: CompiledPolicy,
  terms: RetroactiveTerms,
  facts: RetroactiveCase,
): Outcome<Retroactive> {
  const classes = findClasses(policy, facts.categories);
  if ('unknown' in classes) return refused('unknown_category', policy.classesClause);
  if (classes.held.length === 0) return refused('no_class', policy.classesClause);
  const { region, on } = policy;
  if (terms.onApplication && facts.applied === false) return refused('not_applied', terms.clause);
  if (terms.onApplication && facts.applied === null) {
    return incomplete([{ what: 'fact', name: 'applied', region, day: on }]);
  }
  const bases = sumBases(policy, terms, facts);
  if ('missing' in bases) return incomplete(bases.missing);
  return bestOf(policy, terms, facts, classes.held, bases);
}

function bestOf(
  policy: CompiledPolicy,
  terms: RetroactiveTerms,
  facts: RetroactiveCase,
  held: readonly number[],
  bases: Bases,
): Outcome<Retroactive> {
  const unsaid = missingPrecedence(policy, held, (index) => {
    const { assistance = null, outpatient = null } = policy.terms[index] ?? {};
    return [
      assistance && { ...assistance, tierLine: assistance.tierLine?.[facts.insurance] ?? null },
      terms.window === null && bases.outpatient > 0 ? outpatient : null,
    ];
  });
  if (unsaid !== null) return incomplete([unsaid]);
  const due = new Map<number, Due>();
  for (const index of held) {
    const own = dueUnder(terms, policy.terms[index], facts.insurance, bases);
    if ('what' in own) return incomplete([own]);
    due.set(index, own);
  }
  const dueOf = (index: number) => due.get(index) ?? NOTHING;
  const winner = chooseClass(held, (index) => dueOf(index).assistance) ?? -1;
  const forOutpatient = chooseClass(held, (index) => dueOf(index).outpatient) ?? -1;
  const total = (dueOf(winner).assistance + dueOf(forOutpatient).outpatient) as Fen;
  const cap = policy.terms[winner]?.assistance?.cap ?? null;
  return granted({
    classId: policy.classes[winner]?.id ?? '',
    due: total,
    topUp: topUp(terms, total, facts.paidThisYear, typeof cap === 'number' ? cap : null),
  });
}

/** The calendar year pays what is more than was paid; the window pays on top, within what is left of the cap. */
function topUp(terms: RetroactiveTerms, total: Fen, paid: Fen, cap: Fen | null): Fen {
  if (terms.window === null) return Math.max(total - paid, 0) as Fen;
  return Math.max(Math.min(total, cap === null ? total : cap - paid), 0) as Fen;
}

/** Fen of 住院和门诊慢特病, and of ordinary outpatient care: what is counted, or what it comes to under a class. */
type Bases = { readonly assistance: Fen; readonly outpatient: Fen };
type Due = Bases;
const NOTHING: Due = { assistance: ZERO, outpatient: ZERO };

function sumBases(
  policy: CompiledPolicy,
  terms: RetroactiveTerms,
  facts: RetroactiveCase,
): Bases | { readonly missing: readonly Missing[] } {
  const { recognisedOn } = facts;
  const from =
    terms.window === null ? firstDayOf(yearOf(recognisedOn)) : addMonths(recognisedOn, -terms.window.months);
  const sums = { assistance: 0, outpatient: 0 };
  const missing: Missing[] = [];
  for (const bill of facts.bills) {
    if (policy.bills === null || bill.on < from || bill.on >= recognisedOn) continue;
    const admission = decideAdmission(policy.bills, bill);
    if (admission.status === 'refused') continue;
    // The year is calculated again as a whole, and what was paid of it is taken off; the window pays on top (YC-A7).
    const assisted = terms.window === null ? false : bill.assisted;
    if (assisted === true) continue;
    if (admission.status === 'unknown' || assisted === null) {
      const name = admission.status === 'unknown' ? admission.fact : 'assisted';
      missing.push({ what: 'fact', name, region: policy.region, day: bill.on, billId: bill.id });
    } else {
      const into = bill.kind === 'ordinary_outpatient' ? 'outpatient' : 'assistance';
      sums[into] += assistanceBase(policy.bills, bill);
    }
  }
  return missing.length > 0 ? { missing } : (sums as Bases);
}

function dueUnder(
  terms: RetroactiveTerms,
  own: ClassTerms | undefined,
  insurance: Insurance,
  bases: Bases,
): Due | Missing {
  const { assistance = null, outpatient = null } = own ?? {};
  if (assistance === null) return NOTHING;
  const lacking = missingAssistance(assistance, insurance);
  if (lacking !== null) return lacking;
  const main = assistanceTotal(underWindow(assistance, terms), insurance, bases.assistance);
  if (isMissing(main)) return main;
  // 宜昌's window is for the care that 第七条 lists; 攀枝花's year takes in ordinary outpatient care as well.
  if (terms.window !== null || outpatient === null || bases.outpatient === 0) {
    return { assistance: main, outpatient: ZERO };
  }
  const other = missingOutpatient(outpatient) ?? outpatientTotal(outpatient, bases.outpatient);
  return isMissing(other) ? other : { assistance: main, outpatient: other };
}

/** The class's terms with the window's own deductible and lower ratios; the cap is applied with what was paid. */
function underWindow(own: AssistanceTerms, { window }: RetroactiveTerms): AssistanceTerms {
  if (window === null) return own;
  const { deductible, ratioDecrease } = window;
  const lower = (ratio: AssistanceTerms['lowRatio']) =>
    isMissing(ratio) ? ratio : isMissing(ratioDecrease) ? ratioDecrease : subtractRatio(ratio, ratioDecrease);
  return { ...own, deductible, lowRatio: lower(own.lowRatio), highRatio: lower(own.highRatio) };
}
