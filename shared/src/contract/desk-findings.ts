/** What officers found on a case before it is decided, and what else only those who work on it see. */
import { z } from 'zod';

import { claimKind, claimState } from './claim-life.ts';
import { clauseText } from './explanation.ts';
import { paperCode } from './paper.ts';
import { day, instant, money, phone, recordId } from './values.ts';

/** One of the staff, as her colleagues see her. */
export const colleague = z.object({ staffId: recordId, name: z.string() }).meta({ id: 'Colleague' });
export type Colleague = z.infer<typeof colleague>;

/** `relapsed` 返贫致贫人口 · `monitored` 防止返贫监测对象 · `lifted` 脱贫人口 · `none` on none of the office's lists. */
export const ruralList = z.enum(['relapsed', 'monitored', 'lifted', 'none']).meta({ id: 'RuralList' });
export type RuralList = z.infer<typeof ruralList>;

/** 入户调查, as it was written down at the door. */
const visitFound = z.object({
  on: day,
  by: colleague.nullable(),
  members: z.int(),
  workers: z.int(),
  yearlyIncome: money,
  house: z.string(),
  illness: z.string(),
  remarks: z.string(),
});
export type VisitFound = z.infer<typeof visitFound>;

/** 家庭经济状况核对 */
const meansFound = z.object({
  on: day,
  by: colleague.nullable(),
  withinLimit: z.boolean(),
  selfPaid: money.nullable(),
  words: z.string().nullable(),
});
export type MeansFound = z.infer<typeof meansFound>;

/** `endedAt`: null while its days run, or nobody has ended it. */
const publicityFound = z.object({
  startsOn: day,
  endsOn: day,
  endedAt: instant.nullable(),
  by: colleague.nullable(),
});
export type PublicityFound = z.infer<typeof publicityFound>;

/** What the office of 乡村振兴 said: on which of its lists the family stands. */
export const ruralFound = z.object({
  listed: ruralList,
  since: day.nullable(),
  words: z.string().nullable(),
  by: colleague.nullable(),
  at: instant,
});
export type RuralFound = z.infer<typeof ruralFound>;

const objectionFound = z.object({ at: instant, by: colleague.nullable(), words: z.string() });
export type ObjectionFound = z.infer<typeof objectionFound>;

/** Each in its order: what was done again stands last. Who only visits sees the visits alone. */
export const deskFindings = z
  .object({
    visits: z.array(visitFound),
    means: z.array(meansFound),
    publicity: z.array(publicityFound),
    rural: z.array(ruralFound),
    objections: z.array(objectionFound),
  })
  .meta({ id: 'DeskFindings' });
export type DeskFindings = z.infer<typeof deskFindings>;

/** The refused case that an appeal is about: who decides the appeal reads why it was refused. */
export const appealedCase = z
  .object({
    claimId: recordId,
    number: z.string().nullable(),
    kind: claimKind,
    state: claimState,
    submittedAt: instant.nullable(),
    refusedAt: instant.nullable(),
    by: colleague.nullable(),
    reason: z.string().nullable(),
    /** What she was told of it. */
    resident: z.string().nullable(),
    /** As it was written down; `quoted` where the documents still hold it. */
    clause: z.string().nullable(),
    quoted: clauseText.nullable(),
    words: z.string().nullable(),
  })
  .meta({ id: 'AppealedCase' });
export type AppealedCase = z.infer<typeof appealedCase>;

/** A paper that a notice of correction may name. */
export const askablePaper = z
  .object({ paper: paperCode, bill: z.string().nullable(), title: z.string() })
  .meta({ id: 'AskablePaper' });
export type AskablePaper = z.infer<typeof askablePaper>;

/** Null: nobody has told a number of hers. */
export const claimPhoneReply = z.object({ phone: phone.nullable() }).meta({ id: 'ClaimPhone' });
