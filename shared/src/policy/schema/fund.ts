/** Sections on the employees’ pool, personal accounts and the fund itself. */
import { z } from 'zod';

import { ACCOUNT_EXPENSES, ACCOUNT_PLACES, ACCOUNT_RELATIONS } from '../compiled.ts';
import { amount, cited, clause, count, day, percent } from './figures.ts';

const byLevel = z.strictObject({ '1': percent, '2': percent, '3': percent });
export const outpatientPool = z.strictObject({
  status: cited.describe('who counts as retired'),
  deductible: z.strictObject({ employed: amount, retired: amount, clause }),
  ratio: z.strictObject({ employed: byLevel, retired: byLevel, primary_care_increase: percent, clause }),
  cap: z.strictObject({ employed: amount, retired: amount, clause }),
  not_with_chronic_benefit: cited,
  became_inpatient: cited,
  clause,
});

export const personalAccount = z.strictObject({
  employed: z.strictObject({ share_of_base: percent, clause }),
  pool_only: cited,
  retired: z.strictObject({ monthly: amount, clause }),
  months_deemed: cited,
  flexible: z
    .strictObject({ share_of_base: percent, clause })
    .optional()
    .describe('what a flexible worker, 单建统筹, pays in: the account is given nothing'),
  clause,
});

const use = z.strictObject({
  expense: z.enum(ACCOUNT_EXPENSES),
  at: z.array(z.enum(ACCOUNT_PLACES)).min(1).optional(),
  for: z.array(z.enum(ACCOUNT_RELATIONS)).min(1).optional(),
  clause,
});
export const accountUses = z
  .strictObject({
    allowed: z.array(use).min(1),
    explored: z.array(use).describe('探索: named as a trial, no claim yet'),
    forbidden: z.array(use),
    clause,
  })
  .describe('what the money of a personal account may be used for; whatever is not listed, it may not');

export const accountClosing = z.strictObject({
  emigration: z.strictObject({ on_application: z.boolean(), clause }),
  death: cited,
  transfer: cited,
  clause,
});

export const fundGap = z.strictObject({
  district: z.strictObject({ city: percent, local: percent }),
  county: z.strictObject({ city: percent, local: percent }),
  clause,
});

export const fundAlert = z
  .strictObject({ months: count, clause })
  .describe('below so many payable months an alert is raised');

export const fundCalendar = z
  .strictObject({
    tasks: z
      .array(
        z.strictObject({
          task: z.string().min(1),
          by: z.union([
            z.strictObject({ day }),
            z.strictObject({
              each_year: z.string().regex(/^\d{2}-\d{2}$/, '月和日要加引号，如 "09-30"'),
            }),
            z.strictObject({ each_month: count }),
          ]),
          clause,
        }),
      )
      .min(1),
    clause,
  })
  .describe('by when the fund’s work is due');

export const costControl = z
  .strictObject({ out_of_scope_share: percent, clause })
  .describe('a monitoring figure: it changes no payment');
