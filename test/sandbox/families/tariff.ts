/** What basic insurance pays in the demo: plausible, invented, and the same in both cities. No rule of the project reads it. */
import { above, type Fen, parseRatio, parseYuan, share, ZERO } from '@yijiutong/rules/kernel';
import type { BillKind } from '@yijiutong/rules/policy';

export type Care = {
  kind: BillKind;
  insurance: 'resident' | 'employee';
  /** hosp_lv */
  hospitalLevel: string;
  designated: boolean;
  referred: boolean;
  place: 'home' | 'province' | 'elsewhere';
  inScope: Fen;
};

type Terms = { deductible: string; resident: string; employee: string };

const AT_HOME: Readonly<Record<'third' | 'second' | 'first', Terms>> = {
  third: { deductible: '1000', resident: '65%', employee: '85%' },
  second: { deductible: '400', resident: '78%', employee: '90%' },
  first: { deductible: '150', resident: '88%', employee: '93%' },
};
const AWAY: Readonly<Record<'province' | 'elsewhere', Terms>> = {
  province: { deductible: '1200', resident: '58%', employee: '78%' },
  elsewhere: { deductible: '1500', resident: '52%', employee: '72%' },
};
const WITHOUT_REFERRAL: Terms = { deductible: '2000', resident: '40%', employee: '60%' };

const OUTPATIENT: Readonly<Record<Exclude<BillKind, 'inpatient'>, Terms>> = {
  chronic_outpatient: { deductible: '0', resident: '60%', employee: '75%' },
  special_drug: { deductible: '0', resident: '60%', employee: '70%' },
  ordinary_outpatient: { deductible: '0', resident: '50%', employee: '55%' },
  // A drug store is paid from the account.
  other: { deductible: '0', resident: '0%', employee: '0%' },
};

/** The deductible that basic insurance took off this bill, and what it paid. */
export function settleBasic(care: Care): { deductible: Fen; paid: Fen } {
  if (!care.designated) return { deductible: ZERO, paid: ZERO };
  const terms = termsOf(care);
  const deductible = parseYuan(terms.deductible);
  return { deductible, paid: share(above(care.inScope, deductible), parseRatio(terms[care.insurance])) };
}

function termsOf({ kind, place, referred, hospitalLevel }: Care): Terms {
  if (kind !== 'inpatient') return OUTPATIENT[kind];
  if (place === 'home') return AT_HOME[gradeOf(hospitalLevel)];
  return referred ? AWAY[place] : WITHOUT_REFERRAL;
}

/** hosp_lv 01–04 third grade, 05–07 second, the rest first. */
function gradeOf(level: string): 'third' | 'second' | 'first' {
  if (level <= '04') return 'third';
  return level <= '07' ? 'second' : 'first';
}
