import { z } from 'zod';

import { isDay } from '../kernel/index.ts';
import { checkFile } from '../policy/check-file.ts';
import { CASE_KINDS, CASE_STEPS } from './procedures.ts';

const day = z.string().refine(isDay, '日期要加引号，如 "2026-01-01"');
const count = z.string().regex(/^[1-9]\d{0,2}$/, '整数要加引号，如 "12"');
const words = z.string().min(1);
/** Nothing made up: what a family is promised has a source. */
const sourced = { status: z.enum(['published', 'provisional']), source: words };

const period = z.strictObject({ days: count, ...sourced });

const step = z.strictObject({ title: words, working_days: count });

const kind = z.strictObject({
  title: words,
  working_days: period,
  steps: z.partialRecord(z.enum(CASE_STEPS), step),
  papers: z.array(z.string().regex(/^[a-z][a-z_]{1,39}$/, 'the name of a paper, such as bank_card')),
  next: words,
});

const regionKind = kind.partial();

const nationalSchema = z
  .strictObject({
    from: day,
    ...sourced,
    publicity: period,
    appeal: period,
    mending: period,
    kinds: z.record(z.enum(CASE_KINDS), kind),
  })
  .describe('What each kind of case goes through, everywhere');

const regionSchema = z
  .strictObject({
    region: z.string().regex(/^\d{6}$/, 'the region as six quoted digits'),
    from: day,
    ...sourced,
    publicity: period.optional(),
    appeal: period.optional(),
    mending: period.optional(),
    kinds: z.partialRecord(z.enum(CASE_KINDS), regionKind).optional(),
  })
  .describe('What is otherwise in one region: only the entries that differ');

export type ProcedureEntry = z.infer<typeof kind>;
export type RegionEntry = z.infer<typeof regionKind>;
export type PeriodEntry = z.infer<typeof period>;
export type NationalProcedures = { readonly file: string; readonly content: z.infer<typeof nationalSchema> };
export type RegionProcedures = { readonly file: string; readonly content: z.infer<typeof regionSchema> };

/** Checks a `national*.yaml` of `config/procedures`. @throws InvalidInput `invalid_policy` */
export function parseNationalProcedures(value: unknown, file: string): NationalProcedures {
  return { file, content: checkFile(nationalSchema, value, file) };
}

/** Checks a `<admdvs>*.yaml` of `config/procedures`. @throws InvalidInput `invalid_policy` */
export function parseRegionProcedures(value: unknown, file: string): RegionProcedures {
  return { file, content: checkFile(regionSchema, value, file) };
}
