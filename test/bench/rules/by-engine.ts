/** The rule as the project decides it: the policy of the YAML documents, the rules, the ledger. */
import {
  Trace,
  add,
  formatYuan,
  isMissing,
  parseDay,
  parseYuan,
  subtract,
  ZERO,
  type Step,
} from '@yijiutong/rules/kernel';
import { advance, openYear, type Bill, type YearContext } from '@yijiutong/rules/ledger';
import { findPolicy, type AssistanceTerms, type BillRules, type YearPolicy } from '@yijiutong/rules/policy';
import { assistanceBase, assistanceTotal, findClasses } from '@yijiutong/rules/rules';

import type { PersonYear, TextBill } from './people.ts';

/** What one category stands for in the year's policy. */
export type EngineTerms = { rules: BillRules; terms: AssistanceTerms };

const day = parseDay('2026-06-01');

export function termsOf(policy: YearPolicy, category: string): EngineTerms {
  const compiled = findPolicy(policy, day);
  const classes = compiled === null ? { unknown: category } : findClasses(compiled, [category]);
  const index = 'unknown' in classes ? undefined : classes.held[0];
  const terms = index === undefined ? undefined : compiled?.terms[index]?.assistance;
  if (!compiled?.bills || !terms) throw new Error(`${category} is in no class that assistance knows`);
  return { rules: compiled.bills, terms };
}

/** What each bill of a year is given; with `explain`, also the steps that lead there. */
export function decideYear(
  { rules, terms }: EngineTerms,
  bills: readonly TextBill[],
  explain: ((steps: readonly Step[]) => void) | null,
): string[] {
  let base = ZERO;
  let before = ZERO;
  return bills.map((bill) => {
    const trace = explain === null ? null : new Trace();
    base = add(base, assistanceBase(rules, amountsOf(bill), trace));
    const total = assistanceTotal(terms, 'resident', base, trace);
    if (isMissing(total)) throw new Error(`${total.name} is missing`);
    const given = subtract(total, before);
    before = total;
    if (trace !== null) explain?.(trace.steps);
    return formatYuan(given);
  });
}

function amountsOf(bill: TextBill) {
  return {
    kind: 'inpatient' as const,
    total: parseYuan(bill.total),
    outOfScope: parseYuan(bill.outOfScope),
    preSelfPay: ZERO,
    basicPaid: parseYuan(bill.basicPaid),
    criticalIllnessPaid: parseYuan(bill.criticalIllnessPaid),
    supplementPaid: ZERO,
    commercialPaid: ZERO,
  };
}

/** The same year bill by bill through the ledger: every class, tilt assistance, thresholds' sums, kept as plain state. */
export function foldYear(policy: YearPolicy, { category, bills }: PersonYear, explain: boolean): string[] {
  const context: YearContext = {
    policy,
    identities: [{ category, from: null, to: null }],
    insurance: 'resident',
    withTilt: false,
    explain,
  };
  let state = openYear(policy.region, policy.year);
  return bills.map((text, at) => {
    const step = advance(context, state, billOf(text, at));
    state = step.state;
    const { outcome } = step.decision;
    if (outcome.status !== 'granted') throw new Error(`${category} was ${outcome.status}`);
    return formatYuan(outcome.value.assistance);
  });
}

export function billOf(text: TextBill, at: number): Bill {
  return {
    id: `bill-${at}`,
    on: day,
    sequence: at,
    kind: 'inpatient',
    total: parseYuan(text.total),
    outOfScope: parseYuan(text.outOfScope),
    preSelfPay: ZERO,
    basicPaid: parseYuan(text.basicPaid),
    criticalIllnessPaid: parseYuan(text.criticalIllnessPaid),
    supplementPaid: ZERO,
    commercialPaid: ZERO,
    referred: true,
    inProvince: true,
    designated: true,
  };
}
