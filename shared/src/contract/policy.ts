/** The law as a phone takes it along, so that a family can reckon without signing in and without a network. */
import { z } from 'zod';

import { clauseText } from './explanation.ts';
import { day, regionCode } from './values.ts';

export const policyRegionsReply = z
  .object({
    /** 统筹地区 whose documents are known here, or whose province's are: those with figures first. */
    regions: z.array(
      z.object({
        code: regionCode,
        name: z.string(),
        /** false: its documents leave the figures to someone else: an estimate comes to no amount */
        figures: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'PolicyRegions' });
export type PolicyRegionsReply = z.infer<typeof policyRegionsReply>;

/**
 * What the rules compile of the documents: figures in fen and in 1/10,000, each with its clause. Its form is that of the
 * rules package (`PolicyPack`) and grows with the law; `form` is raised when an older reader could no longer use it.
 */
const compiled = z
  .record(z.string(), z.unknown())
  .nullable()
  .meta({ id: 'CompiledPolicy', description: 'Compiled by the rules; null: nothing is in force' });

export const policyPackReply = z
  .object({
    form: z.int(),
    region: z.object({ code: regionCode, name: z.string() }),
    year: z.int(),
    /** The year in stretches in which nothing changes. */
    spans: z.array(z.object({ from: day, to: day, policy: compiled, benefits: compiled })),
    articles: z.array(clauseText),
  })
  .meta({ id: 'PolicyPack' });
export type PolicyPackReply = z.infer<typeof policyPackReply>;
