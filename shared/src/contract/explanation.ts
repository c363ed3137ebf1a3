/** The explanation of an amount: a tree of steps, part of every decision. One tree, two voices. */
import { z } from 'zod';

/** Where a step stands in the law. `document` is the id of a policy document. */
export const clause = z
  .object({ document: z.string(), article: z.string() })
  .meta({ id: 'Clause', examples: [{ document: 'panzhihua-2023', article: '第十二条（二）' }] });
export type Clause = z.infer<typeof clause>;

/** `yuan`: two decimals; `ratio`: a fraction ("0.65"); `day`; `flag`: "yes" | "no"; `text`. */
export const unit = z.enum(['yuan', 'ratio', 'day', 'flag', 'text']);
export const figure = z
  .object({
    name: z.string(),
    label: z.string(),
    value: z.string(),
    unit,
    /** Set where the figure is made up for the demonstration: nothing official gives it. */
    illustrative: z.boolean().optional(),
  })
  .meta({ id: 'Figure' });
export type Figure = z.infer<typeof figure>;

export interface ExplanationStep {
  /** Stable id; the phone keeps a sentence for each. */
  step: string;
  /** The statutory term. */
  label: string;
  clause: Clause | null;
  /** How the result comes from the inputs, as a caseworker would write it: `min(差额 × 比例, 封顶线)`. */
  operation: string;
  inputs: Figure[];
  result: Figure;
  steps: ExplanationStep[];
}

export const explanationStep: z.ZodType<ExplanationStep> = z
  .object({
    step: z.string(),
    label: z.string(),
    clause: clause.nullable(),
    operation: z.string(),
    inputs: z.array(figure),
    result: figure,
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

/** A figure or a fact that a decision waits for. */
export const missing = z
  .object({
    kind: z.enum(['figure', 'fact']),
    name: z.string(),
    region: z.string(),
    on: z.string(),
    /** The document or authority that the clause leaves the figure to. */
    deferredTo: z.string().nullable(),
  })
  .meta({ id: 'Missing' });
export type Missing = z.infer<typeof missing>;
