import { z } from 'zod';

import {
  assistance,
  bills,
  criticalIllness,
  oneOffAssistance,
  outpatientAssistance,
  payerOrder,
  secondAssistance,
  tiltAssistance,
  tiltGate,
} from './schema/bills.ts';
import {
  amount,
  amountFigure,
  byClass,
  category,
  cited,
  clause,
  count,
  day,
  deferred,
  id,
  open,
  percent,
  until,
} from './schema/figures.ts';
import {
  accountClosing,
  accountUses,
  costControl,
  fundAlert,
  fundCalendar,
  fundGap,
  outpatientPool,
  personalAccount,
} from './schema/fund.ts';
import {
  admissionDeposit,
  placeOfCare,
  premiumSubsidy,
  recognition,
  retroactive,
  warning,
} from './schema/people.ts';

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

const framework = z
  .strictObject({
    deductible: z.strictObject({ by_class: byClass(amountFigure), clause }),
    ratio: deferred,
    shared_limit: cited.optional().describe('outpatient and inpatient assistance share one yearly limit'),
    clause,
  })
  .describe('what a province fixes for its cities, and whom it leaves the rest to');

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
    unclassified: z
      .strictObject({
        categories: z.array(category).min(1),
        deferred: z.strictObject({ to: z.string().min(1), clause }),
      })
      .optional()
      .describe('categories that the document names, and whose class another document gives'),
    identities: z.strictObject({ on_better_class: z.enum(['recompute', 'difference']), clause }).optional(),
    bills: bills.optional(),
    fund: z
      .strictObject({ name: z.string().min(1), clause })
      .optional()
      .describe('the fund that assistance is charged to'),
    transition_benefits: z
      .strictObject({ categories: z.array(category).min(1), until, to: z.string().min(1), clause })
      .optional()
      .describe('whom another document may give more within 过渡期 (就高不就低)'),
    payer_order: payerOrder.optional(),
    critical_illness: criticalIllness.optional(),
    assistance: z.union([assistance, deferred]).optional(),
    outpatient_assistance: outpatientAssistance.optional(),
    tilt_assistance: z.union([tiltAssistance, deferred]).optional(),
    tilt_gate: tiltGate.optional(),
    second_assistance: secondAssistance.optional(),
    aid_offset: cited
      .optional()
      .describe(
        'the 大病 payment deducts what per-visit assistance paid too much before its line was reached',
      ),
    one_off_assistance: oneOffAssistance.optional(),
    premium_subsidy: z.union([premiumSubsidy, open]).optional(),
    warning: warning.optional(),
    admission_deposit: admissionDeposit.optional(),
    place_of_care: placeOfCare.optional(),
    retroactive: retroactive.optional(),
    recognition: z.union([recognition, open]).optional(),
    outpatient_pool: outpatientPool.optional(),
    personal_account: personalAccount.optional(),
    account_uses: accountUses.optional(),
    account_closing: accountClosing.optional(),
    fund_gap: fundGap.optional(),
    fund_alert: fundAlert.optional(),
    fund_calendar: fundCalendar.optional(),
    cost_control: costControl.optional(),
    framework: framework.optional(),
  })
  .describe(
    'One official document: its figures, each with its clause. A figure inherits the clause of its parent.',
  );

export type DocumentFile = z.infer<typeof documentSchema>;

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
