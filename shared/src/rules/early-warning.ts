/**
 * 攀枝花 第十八条 · 宜昌 第二十条 · 柳州 六（一） · 广东 四（九）: whose self-pay of the year is so high that the departments are told.
 * Readings WARN (超过 is strictly greater; 攀枝花 looks at in-scope self-pay, 宜昌 at everything out of pocket; 一、二、四类 are
 * not in 宜昌's list), YC-A10. Read here: nobody's register carries 宜昌's 城乡居民普通参保人员; whoever is insured as a resident
 * and is in no class and no other group is one, and where the insurance decides and nobody stated it, the answer is open.
 * 柳州 and 广东 name groups and no threshold: the answer is open (LZ-A1 / GD-A1).
 * Not modelled: what comes of the list.
 */
import type { Day, Fen, Missing, Outcome, Step } from '../kernel/index.ts';
import { Trace, formatYuan, granted, incomplete, isMissing, refused, toStep } from '../kernel/index.ts';
import type { WarningTerms } from '../policy/benefits.ts';
import type { CompiledPolicy, Insurance } from '../policy/compiled.ts';
import { statisticInputs } from '../policy/relied.ts';
import { findClasses } from './classes.ts';

export type Warning = {
  readonly warning: boolean;
  /** null where the document names no type, or nothing is wrong */
  readonly type: 'return_to_poverty' | 'fall_into_poverty' | null;
  /** the departments that are told; empty where nothing is wrong, or the document names none */
  readonly pushedTo: readonly string[];
  /** how often the list goes out; null where the clause names no period */
  readonly every: 'month' | null;
};

export type WarningCase = {
  readonly categories: readonly string[];
  /** null: nobody stated it */
  readonly insurance: Insurance | null;
  /** self-pay of the year up to the day, in fen, of the kind that `terms.selfPay` names */
  readonly yearToDateSelfPay: Fen;
};

type Group = WarningTerms['groups'][number];

/** Whether the person is pushed, by the self-pay of the year up to the policy's day. */
export function decideWarning(
  policy: CompiledPolicy,
  terms: WarningTerms,
  facts: WarningCase,
): Outcome<Warning> {
  const classes = findClasses(policy, facts.categories);
  if ('unknown' in classes) return refused('unknown_category', policy.classesClause);
  const nobodys = classes.held.length === 0 && isUnlisted(policy, terms, facts.categories);
  const missing: Missing[] = [];
  const trace = new Trace();
  for (const group of terms.groups) {
    const member = isMember(group, facts, nobodys);
    if (member === false) continue;
    const { line } = group;
    if (isMissing(line)) missing.push(line);
    else {
      addLine(trace, group, line);
      if (facts.yearToDateSelfPay <= line) continue;
      if (member === null) missing.push(lackInsurance(policy.region, policy.on));
      else return granted(pushed(terms, group), explain(terms, group, facts, trace));
    }
  }
  if (missing.length > 0) return incomplete(missing);
  return granted(NOT_PUSHED, explain(terms, null, facts, trace));
}

const NOT_PUSHED: Warning = { warning: false, type: null, pushedTo: [], every: null };

function pushed({ push }: WarningTerms, { type }: Group): Warning {
  return { warning: true, type, pushedTo: push?.to ?? [], every: push?.every ?? null };
}

/** Whether no group names any of the categories, nor another document might put one into a class. */
function isUnlisted(
  policy: CompiledPolicy,
  { groups }: WarningTerms,
  categories: readonly string[],
): boolean {
  return !categories.some(
    (category) =>
      policy.unclassified[category] !== undefined ||
      groups.some(({ categories: listed }) => listed?.includes(category) === true),
  );
}

/** Null: it depends on the insurance, which nobody stated. */
function isMember({ categories, orInsured }: Group, facts: WarningCase, nobodys: boolean): boolean | null {
  if (categories === null || facts.categories.some((category) => categories.includes(category))) return true;
  if (orInsured === null || !nobodys) return false;
  return facts.insurance === null ? null : facts.insurance === orInsured;
}

function lackInsurance(region: string, day: Day): Missing {
  return { what: 'fact', name: 'insurance', region, day };
}

function addLine(trace: Trace, { clause, relies }: Group, line: Fen): void {
  trace.add({
    step: 'warning.line',
    label: '预警线',
    clause,
    inputs: statisticInputs(relies),
    result: formatYuan(line),
  });
}

const TYPES = { return_to_poverty: '因病返贫预警', fall_into_poverty: '因病致贫预警' } as const;

function explain(terms: WarningTerms, group: Group | null, facts: WarningCase, lines: Trace): Step {
  const under = new Trace();
  under.add({
    step: 'warning.selfPay',
    label: terms.selfPay === 'in_scope' ? '年度累计自付医疗费用' : '年度累计自负医疗费用',
    clause: terms.clause,
    result: formatYuan(facts.yearToDateSelfPay),
  });
  for (const line of lines.steps) under.adopt(line);
  const kind = group?.type ?? null;
  const none = lines.steps.length === 0 ? '不在预警范围' : '不纳入预警';
  const result = group === null ? none : `纳入${kind === null ? '预警' : TYPES[kind]}`;
  return toStep({ step: 'warning', label: '预警', clause: group?.clause ?? terms.clause, result }, under);
}
