/** A person's bills: what each payer paid, what the rules give, and why. */
import { z } from 'zod';

import { clause, clauseText, explanationStep, missing } from './explanation.ts';
import { benefitYear, day, instant, money, setlId, signedMoney } from './values.ts';

export const billKind = z
  .enum(['inpatient', 'chronic_outpatient', 'special_drug', 'ordinary_outpatient', 'other'])
  .meta({ id: 'BillKind' });
export type BillKind = z.infer<typeof billKind>;

/** `pending`: stored, and waiting until the national platform can be asked who the person is. */
export const decisionState = z
  .enum(['granted', 'refused', 'incomplete', 'pending', 'reversed'])
  .meta({ id: 'DecisionState' });
export type DecisionState = z.infer<typeof decisionState>;

export const billSummary = z
  .object({
    setlId,
    on: day,
    kind: billKind,
    institution: z.string().nullable(),
    total: money,
    /** What the national platform already granted from the assistance fund. */
    granted: money,
    /** What the rules give; null while nothing is decided. */
    calculated: money.nullable(),
    /** calculated − granted; above zero, it can be claimed. */
    difference: signedMoney.nullable(),
    /** What the person paid from her own pocket at the window. */
    selfPaid: money,
    state: decisionState,
    /** Whether `calculated` rests on a made-up figure; never in production. */
    illustrative: z.boolean(),
  })
  .meta({ id: 'BillSummary' });
export type BillSummary = z.infer<typeof billSummary>;

export const billsQuery = z.strictObject({
  year: benefitYear.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const billsReply = z
  .object({
    year: z.int(),
    bills: z.array(billSummary),
    nextCursor: z.string().nullable(),
    years: z.array(z.int()),
  })
  .meta({ id: 'Bills' });
export type BillsReply = z.infer<typeof billsReply>;

/** What the rules say of one bill. `granted` may well be 0.00: below the deductible. */
const billDecision = z
  .discriminatedUnion('status', [
    z.object({
      status: z.literal('granted'),
      /** The class that decided, and the category that put the person in it. */
      classTitle: z.string(),
      category: z.string(),
      assistance: money,
      outpatient: money,
      tilt: money,
      /** assistance + outpatient + tilt */
      granted: money,
    }),
    z.object({ status: z.literal('refused'), code: z.string(), clause: clause.nullable() }),
    z.object({ status: z.literal('incomplete'), missing: z.array(missing) }),
    z.object({ status: z.literal('pending') }),
    z.object({ status: z.literal('reversed') }),
  ])
  .meta({ id: 'BillDecision' });
export type BillDecision = z.infer<typeof billDecision>;

/** Who paid what, in the order of the payers. The parts add up to `total`. */
export const payers = z
  .object({
    total: money,
    outOfScope: money,
    basic: money,
    criticalIllness: money,
    /** 公务员补助, 企业补充 */
    supplement: money,
    /** 普惠型商业健康保险, the in-scope part */
    commercial: money,
    /** 医疗救助基金, as the platform settled it */
    assistance: money,
    other: money,
    personal: money,
  })
  .meta({ id: 'Payers' });

/** An earlier decision on the same bill stays on record. */
const decisionRecord = z
  .object({
    decidedAt: instant,
    reason: z.enum(['settlement', 'correction', 'reversal', 'identity', 'replay']),
    document: z.string().nullable(),
    version: z.string().nullable(),
    calculated: money.nullable(),
    change: signedMoney,
  })
  .meta({ id: 'DecisionRecord' });

/** Why the decision that stands is not the one before it. Amounts that causes bear add up to `change`. */
const billDifference = z
  .object({
    /** What the decision before gave; null while it gave nothing, and where there was none before. */
    before: money.nullable(),
    after: money.nullable(),
    change: signedMoney,
    causes: z.array(
      z.object({
        /** Stable, for a program; people read the sentence. */
        cause: z.string(),
        sentence: z.string(),
        /** Null where causes work together and cannot be told apart. */
        amount: signedMoney.nullable(),
        clause: clause.nullable(),
      }),
    ),
  })
  .meta({ id: 'BillDifference' });
export type BillDifference = z.infer<typeof billDifference>;

export const billReply = z
  .object({
    bill: billSummary,
    payers,
    /** 政策范围内个人自付: what assistance is reckoned on. Null while a fact is missing. */
    assistanceBase: money.nullable(),
    decision: billDecision,
    /** What the person still carries after everything, out-of-scope included, if the difference is paid. */
    personalAfter: money.nullable(),
    explanation: z.array(explanationStep),
    clauses: z.array(clauseText),
    /** Names of the made-up figures that the amounts depend on; empty in production. */
    illustrative: z.array(z.string()),
    history: z.array(decisionRecord),
    /** Null while the bill was decided once only and no recognition has made it good. */
    difference: billDifference.nullable(),
    asOf: instant,
    stale: z.boolean(),
  })
  .meta({ id: 'Bill' });
export type BillReply = z.infer<typeof billReply>;
