/** Sections on people: premiums, warnings, deposits, recognition, and where they are looked after. */
import { z } from 'zod';

import { GATES } from '../compiled.ts';
import {
  amount,
  amountFigure,
  category,
  clause,
  count,
  deferred,
  id,
  percent,
  ratioFigure,
  until,
} from './figures.ts';

export const premiumSubsidy = z.strictObject({
  insurance: z.array(z.enum(['resident', 'employee'])).min(1),
  grants: z.array(
    z.strictObject({
      categories: z.array(category).min(1),
      share: percent,
      floor: amount.optional(),
      until: until.optional(),
      clause,
    }),
  ),
  employee: z
    .strictObject({ amount: amountFigure, at_least: z.literal('resident_subsidy').optional(), clause })
    .optional()
    .describe('定额 towards the employee’s own contribution, for the same people'),
  new_recipients: z
    .strictObject({ from: z.literal('approval'), clause })
    .optional()
    .describe('whoever is approved within the year pays no more from that day'),
  clause,
});

export const warning = z.strictObject({
  self_pay: z.enum(['in_scope', 'out_of_pocket']),
  groups: z
    .array(
      z.strictObject({
        categories: z.union([z.array(category).min(1), z.literal('everyone')]),
        line: amountFigure,
        type: z.enum(['return_to_poverty', 'fall_into_poverty']).optional(),
        or_insured: z
          .enum(['resident', 'employee'])
          .optional()
          .describe('whoever is insured so and in no class and no other group is in this group as well'),
        clause,
      }),
    )
    .min(1),
  push: z
    .strictObject({ to: z.array(z.string().min(1)).min(1), every: z.literal('month').optional(), clause })
    .optional()
    .describe('the departments that the list goes to, and how often where the clause says so'),
  clause,
});

export const admissionDeposit = z.strictObject({
  categories: z.array(category).min(1),
  gates: z
    .array(z.enum(GATES))
    .min(1)
    .describe('what must be true of the stay; a fact that nobody stated leaves the answer open'),
  payable: amountFigure,
  clause,
});

export const retroactive = z.union([
  z.strictObject({ window: z.literal('calendar_year'), on_application: z.boolean(), clause }),
  z.strictObject({
    window: z.strictObject({ months: count }),
    on_application: z.boolean(),
    deductible: amountFigure,
    ratio_decrease: ratioFigure,
    clause,
  }),
  deferred,
]);

export const recognition = z.strictObject({
  category,
  validity: z.strictObject({ months: count }),
  line: amountFigure,
  not_in_classes: z.array(id),
  clause,
});

export const placeOfCare = z
  .strictObject({
    standards: z.enum(['household_registration', 'recognition']),
    paid_by: z.enum(['recognition']).optional(),
    referral: z.strictObject({ clause }),
    clause,
  })
  .describe('whose standards apply to care in another place, and whose fund pays');

export type PremiumSection = z.infer<typeof premiumSubsidy>;
export type RecognitionSection = z.infer<typeof recognition>;
