/**
 * 攀枝花 第十三条 · 宜昌 第十条 · 柳州 六（二）: 倾斜救助 looks only at care by the referral rules inside the province (自治区). The gate can be
 * decided even where the figures are left to somebody else.
 * Readings PZH-A5b / YC-A5b (the gate is per visit), LZ-A1 (whose class 桂政办发〔2022〕5号 gives is open), GEN-CLASS.
 * Not modelled: which referrals are 规范: it arrives as a fact. For cities with figures the year itself applies the gate.
 */
import type { Missing, Outcome, Step } from '../kernel/index.ts';
import { Trace, granted, incomplete, refused, toStep } from '../kernel/index.ts';
import type { TiltGateTerms } from '../policy/benefits.ts';
import type { CompiledPolicy, TiltNeed } from '../policy/compiled.ts';
import { findClasses } from './classes.ts';

/** How the care came about; null: nobody stated it. */
export type TiltFacts = Readonly<Record<'referred' | 'inProvince', boolean | null>>;

const FACTS: Readonly<Record<TiltNeed, keyof TiltFacts>> = {
  referred: 'referred',
  in_province: 'inProvince',
};

/** Whether the care of a person of these categories (医疗救助对象) may enter 倾斜救助 at all. */
export function decideTiltGate(
  policy: CompiledPolicy,
  terms: TiltGateTerms,
  categories: readonly string[],
  facts: TiltFacts,
): Outcome<boolean> {
  const classes = findClasses(policy, categories);
  if ('unknown' in classes) return refused('unknown_category', policy.classesClause);
  const open = categories.flatMap((category) => policy.unclassified[category] ?? []);
  if (classes.held.length === 0 && open.length === 0) return granted(false, explain(terms, facts, false));
  // Null: only another document knows.
  const isRecipient = classes.held.length > 0 ? true : null;
  const names = terms.needs.map((need) => FACTS[need]);
  if (names.some((name) => facts[name] === false)) return granted(false, explain(terms, facts, isRecipient));
  if (classes.held.length === 0) return incomplete(open.slice(0, 1));
  const { region, on } = policy;
  const missing = names
    .filter((name) => facts[name] === null)
    .map((name): Missing => ({ what: 'fact', name, region, day: on }));
  return missing.length > 0 ? incomplete(missing) : granted(true, explain(terms, facts, true));
}

const NEEDS: Readonly<Record<TiltNeed, string>> = {
  referred: '规范转诊',
  in_province: '省域（自治区）内就医',
};

function explain({ needs, clause }: TiltGateTerms, facts: TiltFacts, isRecipient: boolean | null): Step {
  const under = new Trace();
  const add = (label: string, fact: boolean | null) => {
    const result = fact === null ? '未载明' : fact ? '是' : '否';
    under.add({ step: 'tiltGate.need', label, clause, result });
  };
  add('医疗救助对象', isRecipient);
  if (isRecipient !== false) for (const need of needs) add(NEEDS[need], facts[FACTS[need]]);
  const open = under.steps.every(({ result }) => result === '是');
  const result = open ? '可以纳入' : '不纳入';
  return toStep({ step: 'tiltGate', label: '倾斜救助的条件', clause, result }, under);
}
