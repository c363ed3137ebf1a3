/** 定点医药机构, as the national platform knows them (1201). */
import { z } from 'zod';

import { instant } from './values.ts';

const wholeCode = /^[A-Z]\d{11}$/;
/** What is being typed of a code: neither whole, nor a name. */
const partOfCode = /^[A-Z]?\d+$/;

export const institutionsQuery = z.strictObject({
  /** A whole code, or some characters of the name. */
  text: z
    .string()
    .trim()
    .toUpperCase()
    .min(2, 'at least two characters of the name')
    .max(30, 'at most 30 characters')
    .refine((text) => wholeCode.test(text) || !partOfCode.test(text), 'a whole code, or a part of the name')
    .meta({ examples: ['示例医院', 'H51040200001'] }),
});

const institution = z
  .object({
    /** fixmedins_code */
    code: z.string().regex(wholeCode),
    name: z.string(),
    /** hosp_lv 01 to 11; null where the platform does not say. */
    level: z
      .string()
      .regex(/^(0[1-9]|1[01])$/)
      .nullable(),
    /** 医保区划 where it stands, and its name where a table has it. */
    place: z.string().regex(/^\d{6}$/),
    placeName: z.string().nullable(),
  })
  .meta({ id: 'Institution' });
export type Institution = z.infer<typeof institution>;

export const institutionsReply = z
  .object({
    /** The nearest to the caller's office first. */
    institutions: z.array(institution).max(20),
    /** There are others: more of the name would tell them apart. */
    more: z.boolean(),
    asOf: instant,
    /** The platform is away: this is what it said some hours ago. */
    stale: z.boolean(),
  })
  .meta({ id: 'Institutions' });
export type InstitutionsReply = z.infer<typeof institutionsReply>;
