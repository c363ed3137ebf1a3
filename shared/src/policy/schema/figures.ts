/** What every section of a document is made of: figures with their clause, and what a document leaves open. */
import { z } from 'zod';

import { COVERED_KINDS } from '../compiled.ts';

// Amounts, percentages and days are quoted strings: an unquoted 0.70 would already be a float, 2023-02-01 a date.
export const amount = z.string().regex(/^(0|[1-9]\d*)(\.\d{1,2})?$/, '金额要加引号，单位是元，如 "7000"');
export const percent = z.string().regex(/^\d{1,3}(\.\d{1,2})?%$/, '百分数要加引号，如 "65%"');
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期要加引号，如 "2023-02-01"');
export const count = z.string().regex(/^[1-9]\d{0,3}$/, '整数要加引号，如 "12"');
export const clause = z.string().min(1);
export const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
export const category = z.string().min(1);
export const kinds = z.array(z.enum(COVERED_KINDS)).min(1);

const STATISTICS = [
  'residentIncome',
  'ruralIncome',
  'monitoringLine',
  'premium',
  'criticalIllness.deductible',
  'basicInsurance.inpatientDeductible',
  'transition.end',
] as const;
export const statistic = z.enum(STATISTICS);
const statisticYear = z.enum(['previous', 'current']);

/** The document leaves this figure to someone else, in the words of the clause. */
export const deferred = z.strictObject({ deferred: z.strictObject({ to: z.string().min(1), clause }) });
/** The document gives the benefit but no figure, and names nobody who would. */
const unstated = z.strictObject({ unstated: z.strictObject({ clause }) });
export const open = z.union([deferred, unstated]);

const amountForms = [
  z.strictObject({ amount, clause: clause.optional() }),
  z.strictObject({ share: percent, of: statistic, year: statisticYear, clause: clause.optional() }),
  z.strictObject({ statistic, year: statisticYear, clause: clause.optional() }),
  z.strictObject({ none: z.literal(true), clause: clause.optional() }),
  deferred,
  unstated,
] as const;
const ratioForms = [
  z.strictObject({ ratio: percent, clause: clause.optional() }),
  deferred,
  unstated,
] as const;

/** A figure, or its dated entries: one entry for each period, first and last day included. */
function figure<T extends readonly [z.ZodType, ...z.ZodType[]]>(forms: T) {
  const entry = z.strictObject({ from: day, to: day.optional(), figure: z.union(forms) });
  return z.union([...forms, z.strictObject({ dated: z.array(entry).min(1) })] as const);
}
export const amountFigure = figure(amountForms);
export const ratioFigure = figure(ratioForms);
export const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  figure([z.strictObject({ choice: z.enum(values), clause: clause.optional() })] as const);

/** By class id, or `all` for every class. */
export const byClass = <T extends z.ZodType>(value: T) => z.record(id, value);
export const cited = z.strictObject({ clause });
/** The last day of 过渡期, which stands in no document (reading YC-TRANS). */
export const until = z.strictObject({ statistic });

export type AmountFigure = z.infer<typeof amountFigure>;
export type RatioFigure = z.infer<typeof ratioFigure>;
export type OpenSection = z.infer<typeof open>;
