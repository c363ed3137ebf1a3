/** The explanation of an amount: a tree of steps, part of every decision. One tree, two voices. */
import { z } from 'zod';

/** Where a step stands in the law. `document` is the id of a policy document. */
export const clause = z
  .object({ document: z.string(), article: z.string() })
  .meta({ id: 'Clause', examples: [{ document: 'panzhihua-2023', article: '第十二条（二）' }] });
export type Clause = z.infer<typeof clause>;

/** A labelled value. Always text: an amount in yuan with two decimals, a percentage ("65%"), a day, or a word. */
export const figure = z.object({ label: z.string(), value: z.string() }).meta({ id: 'Figure' });
export type Figure = z.infer<typeof figure>;

export interface ExplanationStep {
  /** Stable id; the phone keeps a sentence for each. */
  step: string;
  /** The statutory term. */
  label: string;
  clause: Clause | null;
  /** The calculation in figures: `(24000.00 − 4000.00) × 50%`; empty for a plain fact. */
  operation: string;
  inputs: Figure[];
  /** As text: an amount in yuan, a percentage or a word. */
  result: string;
  steps: ExplanationStep[];
}

export const explanationStep: z.ZodType<ExplanationStep> = z
  .object({
    step: z.string(),
    label: z.string(),
    clause: clause.nullable(),
    operation: z.string(),
    inputs: z.array(figure),
    result: z.string(),
    get steps() {
      return z.array(explanationStep);
    },
  })
  .meta({ id: 'ExplanationStep' });

/** The words of a cited clause, for the tap that shows them. */
export const clauseText = z
  .object({
    document: z.string(),
    title: z.string(),
    issuer: z.string(),
    article: z.string(),
    text: z.string(),
  })
  .meta({ id: 'ClauseText' });
export type ClauseText = z.infer<typeof clauseText>;

/** A figure or a fact that a decision waits for. Nothing stands in for it. */
export const missing = z
  .object({
    what: z.enum(['figure', 'fact']),
    name: z.string(),
    region: z.string(),
    day: z.string(),
    /** The document or authority that the clause leaves the figure to. */
    deferredTo: z.string().nullable(),
  })
  .meta({ id: 'Missing' });
export type Missing = z.infer<typeof missing>;
