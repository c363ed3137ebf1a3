/**
 * Questions about a recipient on a day.
 *
 * `place_of_recognition`: `on`, `input.treatedIn`, `householdIn` (户籍地), `recognisedIn` (身份认定地), as 医保区划 codes, `referred`
 *   (by the referral rules, or settled elsewhere and registered). `region` is the region whose document is asked. Expect
 *   `standardsOf`, `paidBy` (null: the document does not say).
 * `mid_year_enrolment`: `on`, categories, `supplied.premium`, `input.approvedOn` (the day the subsidy was approved),
 *   `input.premiumPaid` (whether this year's premium was collected before it). Expect `toCollect` (still collected from the
 *   person), `subsidy` (paid in by the fund); `incomplete` where the document says nothing of new recipients.
 */
import type { Clause } from '@yijiutong/rules/kernel';
import { formatYuan, parseDay } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';
import { compileBenefits, findPoolingRegion } from '@yijiutong/rules/policy';
import { decideMidYearEnrolment, decidePlace } from '@yijiutong/rules/rules';
import { z } from 'zod';

import type { Answer } from './outcome.ts';
import { explained, plain, policyOf, reasonOf } from './outcome.ts';
import { overridesOf, parseWith } from './worked-case.ts';
import type { WorkedCase } from './worked-case.ts';

const code = z
  .string()
  .regex(/^\d{6}$/)
  .nullable()
  .optional();
const placeInput = z.looseObject({
  treatedIn: code,
  householdIn: code,
  recognisedIn: code,
  referred: z.boolean().nullable().optional(),
});

export function answerPlace(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const input = parseWith(placeInput, asked.input ?? {}, 'input');
  const none = { standardsOf: null, paidBy: null };
  const policy = policyOf(law, asked);
  if (policy === null) return plain({ ...none, refused: 'not_in_force' });
  const options = { region: policy.region, on: policy.on, overrides: overridesOf(asked) };
  const terms = compileBenefits(law, options).place;
  if (terms === null) return plain({ ...none, incomplete: true, missing: ['place_of_recognition'] });
  // A county is a place of its 统筹地区; a place outside the table stays what it is.
  const place = (given: string | null | undefined) =>
    given === undefined || given === null ? null : (findPoolingRegion(law.regions, given)?.code ?? given);
  const outcome = decidePlace(policy, terms, {
    treatedIn: place(input.treatedIn),
    householdIn: place(input.householdIn),
    recognisedIn: place(input.recognisedIn),
    referred: input.referred ?? null,
  });
  if (outcome.status === 'granted') return explained(outcome.value, outcome, explain);
  return plain({ ...none, ...reasonOf(outcome) });
}

const enrolmentInput = z.looseObject({
  approvedOn: z.string().nullable().optional(),
  premiumPaid: z.boolean().nullable().optional(),
});

export function answerMidYearEnrolment(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const input = parseWith(enrolmentInput, asked.input ?? {}, 'input');
  const none = { toCollect: null, subsidy: null };
  const policy = policyOf(law, asked);
  if (policy === null) return plain({ ...none, refused: 'not_in_force' });
  const options = { region: policy.region, on: policy.on, overrides: overridesOf(asked) };
  const { premium, open } = compileBenefits(law, options);
  const newRecipients: Clause | null = premium?.newRecipients ?? null;
  if (premium === null || newRecipients === null) {
    const deferredTo = open.premium?.deferredTo;
    const to = deferredTo === undefined ? {} : { deferredTo };
    return plain({ ...none, incomplete: true, missing: ['mid_year_enrolment'], ...to });
  }
  const { approvedOn } = input;
  const outcome = decideMidYearEnrolment(
    policy,
    { ...premium, newRecipients },
    {
      categories: asked.person?.categories ?? [],
      approvedOn: typeof approvedOn === 'string' ? parseDay(approvedOn, 'input.approvedOn') : null,
      premiumPaid: input.premiumPaid ?? null,
    },
  );
  if (outcome.status !== 'granted') return plain({ ...none, ...reasonOf(outcome) });
  const { toCollect, subsidy } = outcome.value;
  const figures = { toCollect: formatYuan(toCollect), subsidy: formatYuan(subsidy) };
  return explained(figures, outcome, explain);
}
