import { z } from 'zod';

import { isDay } from '../kernel/index.ts';
import { checkFile, invalidFile } from '../policy/check-file.ts';

const day = z.string().refine(isDay, '日期要加引号，如 "2026-01-01"');
const count = z.string().regex(/^[1-9]\d{0,2}$/, '整数要加引号，如 "12"');
const code = z.string().regex(/^[a-z][a-z_]{1,39}$/, 'the name of a paper, such as bank_card');
const words = z.string().min(1);
/** Nothing made up: what a family is asked for has a source. */
const sourced = { status: z.enum(['published', 'provisional']), source: words };

const kind = z.strictObject({
  title: words,
  words,
  where: words,
  max_pages: count,
  reuse_months: count.optional(),
  may_excuse: z.boolean(),
});

const ownLine = z.strictObject({ paper: code, held_when: z.literal('identity_known').optional() });
const platformLine = z.strictObject({ paper: code, held_when: z.literal('settled').optional() });
const paperLine = z.strictObject({ paper: code });

const ofBill = z.strictObject({
  platform: z.array(platformLine),
  paper: z.array(paperLine),
});
const bills = z.strictObject({
  inpatient: ofBill,
  chronic_outpatient: ofBill,
  special_drug: ofBill,
  ordinary_outpatient: ofBill,
  other: ofBill,
});

const nationalSchema = z
  .strictObject({
    from: day,
    ...sourced,
    papers: z.record(code, kind),
    person: z.array(ownLine),
    bills,
    injury: z.array(paperLine),
  })
  .describe('What a manual claim needs, everywhere');

const regionSchema = z
  .strictObject({
    region: z.string().regex(/^\d{6}$/, 'the region as six quoted digits'),
    from: day,
    ...sourced,
    papers: z.record(code, kind.partial()).optional(),
    person: z.array(ownLine).optional(),
    bills: z
      .strictObject({
        inpatient: ofBill.partial().optional(),
        chronic_outpatient: ofBill.partial().optional(),
        special_drug: ofBill.partial().optional(),
        ordinary_outpatient: ofBill.partial().optional(),
        other: ofBill.partial().optional(),
      })
      .optional(),
    injury: z.array(paperLine).optional(),
  })
  .describe('What is otherwise in one region: only the entries that differ');

type National = z.infer<typeof nationalSchema>;
/** The national entries with a region's own over them: not yet known to be whole. */
export type MergedPapers = Pick<National, 'person' | 'bills' | 'injury'> & {
  papers: Record<string, object>;
};
export type NationalFile = { readonly file: string; readonly content: National };
export type RegionFile = { readonly file: string; readonly content: z.infer<typeof regionSchema> };

/** Checks a `national*.yaml` of `config/papers`. @throws InvalidInput `invalid_policy` */
export function parseNationalPapers(value: unknown, file: string): NationalFile {
  return { file, content: checkFile(nationalSchema, value, file) };
}

/** Checks a `<admdvs>*.yaml` of `config/papers`. @throws InvalidInput `invalid_policy` */
export function parseRegionPapers(value: unknown, file: string): RegionFile {
  return { file, content: checkFile(regionSchema, value, file) };
}

/** What a merge lacks of a kind. @throws InvalidInput `invalid_policy` where the kind is not whole */
export function checkKind(value: unknown, file: string, paper: string): z.infer<typeof kind> {
  const result = kind.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = ['papers', paper, ...(issue?.path ?? [])];
  throw invalidFile(file, path, 'a paper that national.yaml does not have needs every entry');
}
