import { z } from 'zod';

import { COVERED_KINDS } from './compiled.ts';

// Amounts, percentages and days are quoted strings: an unquoted 0.70 would already be a float, 2023-02-01 a date.
const amount = z
  .string()
  .regex(/^(0|[1-9]\d*)(\.\d{1,2})?$/, 'an amount in yuan as a quoted string, such as "7000"');
const percent = z.string().regex(/^\d{1,3}(\.\d{1,2})?%$/, 'a percentage as a quoted string, such as "65%"');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as a quoted string, such as "2023-02-01"');
const count = z.string().regex(/^[1-9]\d{0,3}$/, 'a whole number as a quoted string, such as "12"');
const clause = z.string().min(1);
const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const category = z.string().min(1);
const kinds = z.array(z.enum(COVERED_KINDS)).min(1);

const STATISTICS = [
  'residentIncome',
  'ruralIncome',
  'monitoringLine',
  'premium',
  'criticalIllness.deductible',
  'basicInsurance.inpatientDeductible',
  'transition.end',
] as const;
const statistic = z.enum(STATISTICS);
const statisticYear = z.enum(['previous', 'current']);

/** The document leaves this figure to someone else, in the words of the clause. */
const deferred = z.strictObject({ deferred: z.strictObject({ to: z.string().min(1), clause }) });

const amountForms = [
  z.strictObject({ amount, clause: clause.optional() }),
  z.strictObject({ share: percent, of: statistic, year: statisticYear, clause: clause.optional() }),
  z.strictObject({ statistic, year: statisticYear, clause: clause.optional() }),
  z.strictObject({ none: z.literal(true), clause: clause.optional() }),
  deferred,
] as const;
const ratioForms = [z.strictObject({ ratio: percent, clause: clause.optional() }), deferred] as const;

/** A figure, or its dated entries: one entry for each period, first and last day included. */
function figure<T extends readonly [z.ZodType, ...z.ZodType[]]>(forms: T) {
  const entry = z.strictObject({ from: day, to: day.optional(), figure: z.union(forms) });
  return z.union([...forms, z.strictObject({ dated: z.array(entry).min(1) })] as const);
}
const amountFigure = figure(amountForms);
const ratioFigure = figure(ratioForms);
const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  figure([z.strictObject({ choice: z.enum(values), clause: clause.optional() })] as const);

/** By class id, or `all` for every class. */
const byClass = <T extends z.ZodType>(value: T) => z.record(id, value);
const cited = z.strictObject({ clause });

const classes = z
  .array(
    z.strictObject({
      id,
      title: z.string().min(1),
      categories: z.array(category).min(1),
      clause,
    }),
  )
  .min(1)
  .describe('most favourable first: the order settles a tie between held classes');

const bills = z.strictObject({
  scope: cited,
  payers: cited,
  designated: cited,
  pre_self_pay: choice(['excluded', 'included']),
  commercial: z.strictObject({ kinds, clause }).optional(),
  referral: z.strictObject({ emergency_exception: z.boolean(), clause }),
  clause,
});

const criticalIllness = z.strictObject({
  insurance: z.array(z.enum(['resident', 'employee'])).min(1),
  classes: z.array(id),
  deductible_cut: ratioFigure,
  ratio_increase: ratioFigure,
  cap: z.enum(['kept', 'lifted']),
  clause,
});

const assistance = z.strictObject({
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

const outpatientAssistance = z.strictObject({
  by_class: byClass(z.strictObject({ ratio: ratioFigure, cap: amountFigure, clause })),
  clause,
});

const tiltAssistance = z.strictObject({
  line: amountFigure,
  ratio: z.strictObject({ by_class: byClass(ratioFigure), clause }),
  cap: amountFigure,
  clause,
});

const premiumSubsidy = z.strictObject({
  insurance: z.array(z.enum(['resident', 'employee'])).min(1),
  grants: z.array(
    z.strictObject({
      categories: z.array(category).min(1),
      share: percent,
      floor: amount.optional(),
      until: z.strictObject({ statistic }).optional(),
      clause,
    }),
  ),
  clause,
});

const warning = z.strictObject({
  self_pay: z.enum(['in_scope', 'out_of_pocket']),
  groups: z
    .array(
      z.strictObject({
        categories: z.union([z.array(category).min(1), z.literal('everyone')]),
        line: amountFigure,
        type: z.enum(['return_to_poverty', 'fall_into_poverty']).optional(),
        clause,
      }),
    )
    .min(1),
  clause,
});

const admissionDeposit = z.strictObject({
  categories: z.array(category).min(1),
  payable: amountFigure,
  clause,
});

const retroactive = z.union([
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

const recognition = z.strictObject({
  category,
  validity: z.strictObject({ months: count }),
  line: amountFigure,
  not_in_classes: z.array(id),
  clause,
});

const byLevel = z.strictObject({ '1': percent, '2': percent, '3': percent });
const outpatientPool = z.strictObject({
  deductible: z.strictObject({ employed: amount, retired: amount, clause }),
  ratio: z.strictObject({ employed: byLevel, retired: byLevel, primary_care_increase: percent, clause }),
  cap: z.strictObject({ employed: amount, retired: amount, clause }),
  not_with_chronic_benefit: cited,
  became_inpatient: cited,
  clause,
});

const personalAccount = z.strictObject({
  employed: z.strictObject({ share_of_base: percent, clause }),
  pool_only: cited,
  retired: z.strictObject({ monthly: amount, clause }),
  months_deemed: cited,
  clause,
});

const fundGap = z.strictObject({
  district: z.strictObject({ city: percent, local: percent }),
  county: z.strictObject({ city: percent, local: percent }),
  clause,
});

export const documentSchema = z
  .strictObject({
    document: z.strictObject({
      id: z.string().regex(/^[a-z0-9-]+$/),
      title: z.string().min(1),
      issuer: z.string().min(1),
      subject: z.enum(['assistance', 'outpatient_pool', 'pooling']),
      issued: day.optional(),
      revision: z
        .string()
        .min(1)
        .describe('raised whenever a figure of this file is corrected; kept with decisions'),
      effective: z.union([
        z.strictObject({ from: day, to: day.optional(), clause }),
        z.strictObject({ undated: z.literal(true), clause }),
      ]),
    }),
    region: z.string().regex(/^\d{6}$/),
    articles: z
      .record(z.string(), z.string().min(1))
      .describe('the official wording of every clause that this file cites'),
    classes: classes.optional(),
    classes_clause: clause.optional().describe('the clause on several identities (就高)'),
    validity: z
      .array(z.strictObject({ category, months: count, clause }))
      .optional()
      .describe('categories whose recognition ends by itself after some months'),
    populations: z.strictObject({ categories: z.array(category).min(1), clause }).optional(),
    identities: z.strictObject({ on_better_class: z.enum(['recompute', 'difference']), clause }).optional(),
    bills: bills.optional(),
    critical_illness: criticalIllness.optional(),
    assistance: z.union([assistance, deferred]).optional(),
    outpatient_assistance: outpatientAssistance.optional(),
    tilt_assistance: z.union([tiltAssistance, deferred]).optional(),
    premium_subsidy: premiumSubsidy.optional(),
    warning: warning.optional(),
    admission_deposit: admissionDeposit.optional(),
    retroactive: retroactive.optional(),
    recognition: recognition.optional(),
    outpatient_pool: outpatientPool.optional(),
    personal_account: personalAccount.optional(),
    fund_gap: fundGap.optional(),
    framework: z
      .strictObject({
        deductible: z.strictObject({ by_class: byClass(amountFigure), clause }),
        ratio: deferred,
        clause,
      })
      .optional()
      .describe('what a province fixes for its cities, and whom it leaves the rest to'),
  })
  .describe(
    'One official document: its figures, each with its clause. A figure inherits the clause of its parent.',
  );

export type DocumentFile = z.infer<typeof documentSchema>;
export type AmountFigure = z.infer<typeof amountFigure>;
export type RatioFigure = z.infer<typeof ratioFigure>;
export type AssistanceSection = z.infer<typeof assistance>;
export type TiltSection = z.infer<typeof tiltAssistance>;
export type StatisticName = z.infer<typeof statistic>;

const quality = {
  status: z.enum(['published', 'provisional', 'illustrative']),
  source: z.string().min(1),
};
const series = (title: string) =>
  z
    .strictObject({
      by_year: z.record(z.string().regex(/^\d{4}$/), z.strictObject({ amount, ...quality })),
    })
    .describe(title);

export const statisticsSchema = z
  .strictObject({
    region: z.string().regex(/^\d{6}$/),
    residentIncome: series('居民人均可支配收入, yuan a person a year, by the year it describes').optional(),
    ruralIncome: series('农村居民人均可支配收入, yuan a person a year').optional(),
    monitoringLine: series(
      '防止返贫监测收入标准, yuan a person a year, by the year it applies to',
    ).optional(),
    premium: series('居民医保个人缴费标准, yuan a person a year').optional(),
    criticalIllness: z
      .strictObject({
        by_year: z.record(
          z.string().regex(/^\d{4}$/),
          z.strictObject({
            deductible: amount,
            edges: z.enum(['absolute', 'above_deductible']),
            brackets: z.array(z.strictObject({ from: amount, ratio: percent })).min(1),
            cap: z.union([z.strictObject({ amount }), z.strictObject({ none: z.literal(true) })]),
            ...quality,
          }),
        ),
      })
      .optional(),
    basicInpatientDeductible: series('基本医保住院起付标准（三级医疗机构）, yuan').optional(),
    transitionEnd: z
      .strictObject({ day, ...quality })
      .describe('last day of 巩固拓展脱贫攻坚成果过渡期')
      .optional(),
  })
  .describe('Local figures that the documents refer to but do not give: dated, with source and status.');

export type StatisticsFile = z.infer<typeof statisticsSchema>;

export const regionsSchema = z
  .strictObject({
    regions: z.array(
      z.strictObject({
        code: z.string().regex(/^\d{6}$/),
        name: z.string().min(1),
        /** further 医保区划 codes that belong to this 统筹地区: counties and pseudo-codes */
        covers: z.record(z.string().regex(/^\d{6}$/), z.string().min(1)),
        /** the province whose framework binds it, where one is in config/policy */
        framework: z
          .string()
          .regex(/^\d{6}$/)
          .optional(),
      }),
    ),
  })
  .describe('医保区划 codes (counties, pseudo-codes xx99) → 统筹地区; never derived from a prefix.');

export type RegionsFile = z.infer<typeof regionsSchema>;
