/**
 * 攀枝花 第十三条 · 宜昌 第十条 · 柳州 六（二）: 倾斜救助 looks only at care by the referral rules inside the province (自治区). The gate can be
 * decided even where the figures are left to somebody else.
 * Readings PZH-A5b / YC-A5b (the gate is per visit), LZ-A1.
 * Not modelled: which referrals are 规范: it arrives as a fact. For cities with figures the year itself applies the gate.
 */
import type { Missing, Outcome } from '../kernel/index.ts';
import { granted, incomplete } from '../kernel/index.ts';
import type { TiltGateTerms } from '../policy/benefits.ts';
import type { CompiledPolicy, TiltNeed } from '../policy/compiled.ts';

/** How the care came about; null: nobody stated it. */
export type TiltFacts = Readonly<Record<'referred' | 'inProvince', boolean | null>>;

const FACTS: Readonly<Record<TiltNeed, keyof TiltFacts>> = {
  referred: 'referred',
  in_province: 'inProvince',
};

/** Whether the care may enter 倾斜救助 at all. */
export function decideTiltGate(
  policy: CompiledPolicy,
  terms: TiltGateTerms,
  facts: TiltFacts,
): Outcome<boolean> {
  const names = terms.needs.map((need) => FACTS[need]);
  if (names.some((name) => facts[name] === false)) return granted(false);
  const { region, on } = policy;
  const missing = names
    .filter((name) => facts[name] === null)
    .map((name): Missing => ({ what: 'fact', name, region, day: on }));
  return missing.length > 0 ? incomplete(missing) : granted(true);
}
