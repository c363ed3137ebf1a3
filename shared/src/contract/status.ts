/** Who a person is to the three layers, what they gave her this year, and what is left. */
import { z } from 'zod';

import { clause, clauseText, missing } from './explanation.ts';
import { day, instant, money, regionCode } from './values.ts';

export const identity = z
  .object({
    /** The statutory Chinese category. */
    category: z.string(),
    /** The class it belongs to in the region's document on the day; null where the document knows no such category. */
    classTitle: z.string().nullable(),
    clause: clause.nullable(),
    from: day,
    /** The last valid day; null = open-ended. */
    to: day.nullable(),
    source: z.enum(['national_platform', 'roster']),
    /** The department that certified it, where known. */
    certifier: z.string().nullable(),
    current: z.boolean(),
  })
  .meta({ id: 'Identity' });
export type Identity = z.infer<typeof identity>;

export const layer = z.enum([
  'basic',
  'critical_illness',
  'supplement',
  'commercial',
  'assistance',
  'tilt_assistance',
  // Hospitals, and funds that have no layer of their own: with them the parts add up to the whole.
  'other',
  'personal',
]);
const paidByLayer = z.object({ layer, paid: money }).meta({ id: 'PaidByLayer' });

/** How far it is to a threshold or a ceiling of the year. */
export const threshold = z
  .object({
    id: z.enum([
      'assistance.deductible',
      'assistance.tierLine',
      'assistance.cap',
      'outpatient.cap',
      'tilt.line',
      'tilt.cap',
    ]),
    label: z.string(),
    clause: clause.nullable(),
    /** `floor`: help begins above it. `ceiling`: help ends at it. */
    kind: z.enum(['floor', 'ceiling']),
    at: money,
    reached: money,
    left: money,
    /** What is given above a floor: "65%". Null for a ceiling, and where it is not known. */
    ratio: z.string().nullable(),
    illustrative: z.boolean(),
  })
  .meta({ id: 'Threshold' });
export type Threshold = z.infer<typeof threshold>;

/** Whether the answer rests on a fresh look at the national platform. */
export const freshness = z.object({ asOf: instant, stale: z.boolean() }).meta({ id: 'Freshness' });

export const yearReply = z
  .object({
    year: z.int(),
    /** The day the figures speak of. */
    on: day,
    paid: z.array(paidByLayer),
    /** Out-of-pocket of the year: in scope, and all of it. */
    selfPaidInScope: money,
    selfPaid: money,
    thresholds: z.array(threshold),
    /** Top-ups on recognition: paid on that day for earlier bills of the year. */
    topUps: z.array(z.object({ on: day, amount: money, classTitle: z.string() })),
    calculated: money,
    granted: money,
    /** What the rules give above what was granted, bill by bill, and of top-ups what their bills had not got already. */
    claimable: money,
    undecidedBills: z.int(),
    /** What stops the year from being complete. */
    missing: z.array(missing),
    illustrative: z.array(z.string()),
    clauses: z.array(clauseText),
    freshness,
  })
  .meta({ id: 'BenefitYear' });
export type YearReply = z.infer<typeof yearReply>;

export const statusReply = z
  .object({
    region: z.object({ code: regionCode, name: z.string() }),
    insurance: z.enum(['resident', 'employee', 'none']),
    identities: z.array(identity),
    /** The class that decides today; null = no class today. */
    currentClass: z.object({ title: z.string(), clause: clause.nullable() }).nullable(),
    /** The policy document in force today; null = none (`not_in_force`). */
    document: z
      .object({ id: z.string(), title: z.string(), issuer: z.string(), from: day, to: day.nullable() })
      .nullable(),
    year: yearReply,
    /** The newest bill, for the first page. */
    latestBill: z
      .object({ setlId: z.string(), on: day, calculated: money.nullable(), granted: money })
      .nullable(),
    freshness,
  })
  .meta({ id: 'Status' });
export type StatusReply = z.infer<typeof statusReply>;
