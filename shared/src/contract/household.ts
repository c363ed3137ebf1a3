/** The household that an application (依申请救助) is for, as the person names it before she sends it. */
import { z } from 'zod';

import { citizenNumber, personName, recordId } from './values.ts';

/** What the member is to the person. */
const householdRelation = z
  .enum(['spouse', 'child', 'parent', 'sibling', 'grandparent', 'grandchild', 'other'])
  .meta({ id: 'HouseholdRelation' });
export type HouseholdRelation = z.infer<typeof householdRelation>;

export const household = z
  .object({
    /** Null until she has said whether anybody lives with her. */
    alone: z.boolean().nullable(),
    /** Masked, to whoever asks. */
    members: z.array(
      z.object({
        memberId: recordId,
        name: z.string(),
        certno: z.string(),
        relation: householdRelation,
      }),
    ),
  })
  .meta({ id: 'Household' });
export type Household = z.infer<typeof household>;

/** Whole: whoever of the list is not named again is taken out. */
export const householdRequest = z
  .strictObject({
    version: z.int().min(1),
    alone: z.boolean(),
    members: z
      .array(
        z.union([
          z.strictObject({ memberId: recordId }),
          z.strictObject({ name: personName, certno: citizenNumber, relation: householdRelation }),
        ]),
      )
      .max(15, 'at most fifteen')
      .default([]),
  })
  .refine(({ alone, members }) => alone === (members.length === 0), {
    path: ['members'],
    message: 'either alone, or name who lives with her',
  });
