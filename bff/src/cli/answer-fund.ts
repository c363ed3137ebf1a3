/**
 * Questions about the employees' pool, personal accounts and the fund. Beside what `cases/README.md` says:
 * `outpatient_pool` takes `pastRetirementAge` and `contributionYearsMet` in place of `status`; `personal_account` of `pool_only`
 * with a `contributionBase` gives `contribution` (单建统筹) as well; `fund_gap` takes `owed` (应补足资金, wholly local).
 */
import type { Fen } from '@yijiutong/rules/kernel';
import { Trace, formatYuan, parseDay, parseYuan, yearOf } from '@yijiutong/rules/kernel';
import type { Benefits, Law } from '@yijiutong/rules/policy';
import { compileBenefits } from '@yijiutong/rules/policy';
import type { AccountHolder, PoolYear } from '@yijiutong/rules/rules';
import {
  EMPTY_POOL_YEAR,
  addPoolVisit,
  findWorkStatus,
  flexibleContribution,
  monthlyPayment,
  shareGap,
} from '@yijiutong/rules/rules';
import { z } from 'zod';

import type { Answer } from './outcome.ts';
import { plain } from './outcome.ts';
import { CaseError, getDay, getRegion, getSettlements, overridesOf, parseWith } from './worked-case.ts';
import type { WorkedCase } from './worked-case.ts';

const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const visit = z.looseObject({
  date: z.string(),
  inScope: z.string(),
  status: z.enum(['employed', 'retired']).optional(),
  pastRetirementAge: z.boolean().nullable().optional(),
  contributionYearsMet: z.boolean().nullable().optional(),
  hospitalLevel: level.nullable().optional(),
  prescribedAtLevel: level.nullable().optional(),
  primaryCare: z.boolean().optional(),
  becameInpatient: z.boolean().optional(),
  chronicBenefit: z.boolean().optional(),
  designated: z.boolean().optional(),
});
type Visit = z.infer<typeof visit>;

export function answerPool(law: Law, asked: WorkedCase): Answer {
  const visits = getSettlements(asked).map((value, index) => {
    const field = `settlements[${index}]`;
    const given = parseWith(visit, value, field);
    return { given, index, on: parseDay(given.date, `${field}.date`) };
  });
  const inOrder = [...visits].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.index - b.index));
  const paid: Fen[] = visits.map(() => 0 as Fen);
  const years = new Map<number, PoolYear>();
  for (const { given, index, on } of inOrder) {
    const terms = benefitsOf(law, asked, given.date).outpatientPool;
    // Outside the document, for residents, or at an institution that is not designated, the pool pays nothing.
    if (terms === null || given.designated === false || asked.person?.insurance === 'resident') continue;
    const before = years.get(yearOf(on)) ?? EMPTY_POOL_YEAR;
    const step = addPoolVisit(terms, before, toVisit(given, `settlements[${index}]`));
    years.set(yearOf(on), step.year);
    paid[index] = step.paid;
  }
  const total = paid.reduce<number>((sum, amount) => sum + amount, 0);
  return plain({ fundPaid: paid.map(formatYuan), fundPaidTotal: formatYuan(total as Fen) });
}

function toVisit(given: Visit, field: string) {
  const hospital = given.prescribedAtLevel ?? given.hospitalLevel ?? null;
  const outside = given.becameInpatient === true || given.chronicBenefit === true;
  if (hospital === null && !outside)
    throw new CaseError(`${field}: neither hospitalLevel nor prescribedAtLevel`);
  const status =
    given.status ?? findWorkStatus(given.pastRetirementAge ?? null, given.contributionYearsMet ?? null);
  if (status === null)
    throw new CaseError(`${field}: neither status nor pastRetirementAge and contributionYearsMet`);
  return {
    inScope: parseYuan(given.inScope, `${field}.inScope`),
    status,
    level: hospital ?? 1,
    primaryCare: given.primaryCare ?? false,
    becameInpatient: given.becameInpatient ?? false,
    chronicBenefit: given.chronicBenefit ?? false,
  } as const;
}

const months = z.number().int().min(0);
const holder = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('employed'), contributionBase: z.string() }),
  z.looseObject({ status: z.literal('pool_only'), contributionBase: z.string().optional() }),
  z.looseObject({ status: z.literal('retired_before_reform') }),
  z.looseObject({
    status: z.literal('retired_after_reform'),
    monthsWithAccount: months,
    poolOnlyMonthsBeforeReform: months.default(0),
    localActualMonths: months.min(1),
  }),
]);

export function answerAccount(law: Law, asked: WorkedCase): Answer {
  const terms = benefitsOf(law, asked, getDay(asked)).personalAccount;
  if (terms === null) return plain({ monthly: '0.00', refused: 'not_in_force' });
  const given = parseWith(holder, asked.input ?? {}, 'input');
  const known: AccountHolder =
    given.status === 'employed'
      ? {
          status: given.status,
          contributionBase: parseYuan(given.contributionBase, 'input.contributionBase'),
        }
      : given;
  const monthly = formatYuan(monthlyPayment(terms, known));
  if (given.status !== 'pool_only' || given.contributionBase === undefined) return plain({ monthly });
  const base = parseYuan(given.contributionBase, 'input.contributionBase');
  const contribution = flexibleContribution(terms, base);
  return plain({ monthly, contribution: contribution === null ? null : formatYuan(contribution) });
}

const gapInput = z.looseObject({
  unit: z.enum(['district', 'county']),
  gap: z.string(),
  accumulatedSurplus: z.string(),
  owed: z.string().optional(),
});

export function answerGap(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const input = parseWith(gapInput, asked.input ?? {}, 'input');
  const terms = benefitsOf(law, asked, getDay(asked)).fundGap;
  if (terms === null) return plain({ fromSurplus: null, city: null, local: null, refused: 'not_in_force' });
  const gap = {
    unit: input.unit,
    gap: parseYuan(input.gap, 'input.gap'),
    accumulatedSurplus: parseYuan(input.accumulatedSurplus, 'input.accumulatedSurplus'),
    owed: parseYuan(input.owed ?? '0', 'input.owed'),
  };
  const trace = new Trace();
  const shares = shareGap(terms, gap, explain ? trace : null);
  return {
    answer: {
      fromSurplus: formatYuan(shares.fromSurplus),
      city: formatYuan(shares.city),
      local: formatYuan(shares.local),
    },
    explanations: trace.steps,
  };
}

export function benefitsOf(law: Law, asked: WorkedCase, date: string): Benefits {
  const on = parseDay(date, 'date');
  return compileBenefits(law, { region: getRegion(law, asked.region), on, overrides: overridesOf(asked) });
}
