/**
 * What the office of 乡村振兴（农业农村） does in a case. The documents give it no decision there: it recognises its own people
 * (监测对象), and shares what it knows with those who recognise (攀枝花 十九、二十一; 宜昌 二十一; 柳州 一). So it is told of each
 * family that asks for recognition in its place, and says whether it has it on its lists.
 */
import { z } from 'zod';

import { claimState } from './claim-life.ts';
import { ruralFound, ruralList } from './desk-findings.ts';
import { household } from './household.ts';
import { day, instant, recordId } from './values.ts';

const place = z.object({ code: z.string(), name: z.string().nullable() });

export const ruralCasesReply = z
  .object({
    /** Those of which nothing was said yet, the oldest first; then the others. */
    cases: z.array(
      z.object({
        claimId: recordId,
        number: z.string().nullable(),
        state: claimState,
        /** Masked. */
        person: z.string(),
        village: place.nullable(),
        submittedAt: instant.nullable(),
        said: ruralList.nullable(),
      }),
    ),
  })
  .meta({ id: 'RuralCases' });
export type RuralCasesReply = z.infer<typeof ruralCasesReply>;

/** No bill, no paper and no account: what it takes to find a family on a list, and nothing else. */
export const ruralCaseReply = z
  .object({
    claimId: recordId,
    number: z.string().nullable(),
    state: claimState,
    person: z.object({ name: z.string(), certno: z.string() }),
    village: place.nullable(),
    /** Null once 民政 has decided: there is nothing left to look up. */
    household: household.nullable(),
    /** In their order: the last one counts. */
    words: z.array(ruralFound),
    /** Whether something can still be said: until 民政 has decided. */
    open: z.boolean(),
  })
  .meta({ id: 'RuralCase' });
export type RuralCaseReply = z.infer<typeof ruralCaseReply>;

export const ruralWordRequest = z.strictObject({
  listed: ruralList,
  since: day.nullable().default(null),
  words: z.string().trim().max(300).default(''),
});
