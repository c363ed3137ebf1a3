/** Sections on bills: what counts, who pays first, what each layer pays. */
import { z } from 'zod';

import { PAYERS, TILT_NEEDS } from '../compiled.ts';
import {
  amount,
  amountFigure,
  byClass,
  choice,
  cited,
  clause,
  id,
  kinds,
  open,
  percent,
  ratioFigure,
  until,
} from './figures.ts';

const ownClauses = z
  .strictObject({ by_class: byClass(cited) })
  .optional()
  .describe(
    'ordinary outpatient care too, by the clause that gives it to the class; `all`: every other person',
  );

export const bills = z.strictObject({
  scope: cited,
  payers: cited,
  designated: cited,
  pre_self_pay: choice(['excluded', 'included']),
  commercial: z.strictObject({ kinds, ordinary_outpatient: ownClauses, clause }).optional(),
  referral: z.strictObject({ emergency_exception: z.boolean(), clause }),
  clause,
});

export const payerOrder = z
  .strictObject({
    payers: z
      .array(
        z.strictObject({
          payer: z.enum(PAYERS),
          kinds: kinds.optional(),
          ordinary_outpatient: ownClauses,
          clause,
        }),
      )
      .min(2)
      .describe('first payer first; `kinds`: the kinds of care that this payer stands in the order for'),
    clause,
  })
  .describe('who pays before whom; a payer that is not listed takes nothing off what assistance looks at');

export const criticalIllness = z.strictObject({
  insurance: z.array(z.enum(['resident', 'employee'])).min(1),
  classes: z.array(id),
  transition: z
    .strictObject({ classes: z.array(id).min(1), until, clause })
    .optional()
    .describe('classes that are given the tilt up to the end of 过渡期'),
  deductible_cut: ratioFigure,
  ratio_increase: ratioFigure,
  cap: z.enum(['kept', 'lifted']),
  clause,
});

export const assistance = z.strictObject({
  covers: z.strictObject({ kinds, clause }),
  deductible: z.strictObject({ by_class: byClass(amountFigure), clause }),
  ratio: z.strictObject({
    by_class: byClass(z.union([ratioFigure, z.strictObject({ below: ratioFigure, above: ratioFigure })])),
    clause,
  }),
  tier_line: z
    .strictObject({ figure: amountFigure, which: choice(['applied', 'standard']), clause })
    .optional()
    .describe(
      'the line between the two tiers; `applied`: the person’s own 大病 line, `standard`: everybody’s',
    ),
  cap: z.strictObject({ by_class: byClass(amountFigure), clause }),
  clause,
});

export const outpatientAssistance = z.strictObject({
  by_class: byClass(z.strictObject({ ratio: ratioFigure, cap: amountFigure, clause })),
  clause,
});

export const tiltAssistance = z.strictObject({
  line: amountFigure,
  ratio: z.strictObject({ by_class: byClass(ratioFigure), clause }),
  cap: amountFigure,
  clause,
});

export const tiltGate = z
  .strictObject({ needs: z.array(z.enum(TILT_NEEDS)).min(1), clause })
  .describe('what must be true of the care for 倾斜救助 to look at it');

const brackets = z.strictObject({
  edges: z.enum(['absolute', 'above_deductible']),
  steps: z.array(z.strictObject({ from: amount, ratio: percent })).min(1),
});

export const secondAssistance = z
  .strictObject({
    on_application: z.boolean(),
    deductible: amountFigure,
    brackets: z.strictObject({ by_class: byClass(z.union([brackets, open])), clause }),
    cap: amountFigure.describe('年度最高救助限额: what assistance and second assistance come to together'),
    cap_breach: z
      .strictObject({ decided_by: z.string().min(1), clause })
      .optional()
      .describe('the body whose decision alone lets the yearly maximum be passed'),
    clause,
  })
  .describe('二次救助: on the year’s total cost, out-of-scope included, by class and bracket');

export const oneOffAssistance = z
  .strictObject({
    category: z.string().min(1).describe('the recognition that opens it'),
    enrolled_this_year: z.boolean(),
    on_application: z.boolean(),
    amount: amountFigure,
    clause,
  })
  .describe('一次性救助 on application, for families whom an illness has cost too much');

export type CriticalIllnessSection = z.infer<typeof criticalIllness>;
export type AssistanceSection = z.infer<typeof assistance>;
export type TiltSection = z.infer<typeof tiltAssistance>;
export type SecondAssistanceSection = z.infer<typeof secondAssistance>;
