/** Who saw and changed what, for the auditor. */
import { z } from 'zod';

import { day, instant } from './values.ts';

const auditActorKind = z
  .enum(['staff', 'account', 'sender', 'system', 'anonymous'])
  .meta({ id: 'AuditActorKind' });

const word = z.string().regex(/^[a-z_]{1,24}$/, 'a kind of record, such as claim');
const id = z.string().regex(/^[\w:.-]{1,80}$/, 'an identifier as a reply gave it');

/** `subject` and `actor` are `kind:id`. `before`: the last entry of the page before. */
export const auditQuery = z.strictObject({
  subject: z
    .string()
    .regex(/^[a-z_]{1,24}:[\w:.-]{1,80}$/, 'kind:id, for example claim:q3Zr0Yw1S2mXb6TnVh8kAg')
    .optional(),
  actor: z
    .string()
    .regex(
      /^(staff|account|sender|system|anonymous):[\w:.-]{1,80}$/,
      'kind:id, for example staff:q3Zr0Yw1S2mXb6TnVh8kAg',
    )
    .optional(),
  on: day.optional(),
  before: z.coerce.number().int().min(1).optional(),
});

export const auditEntry = z
  .object({
    seq: z.number().int().min(1),
    at: instant,
    /** `name`, `organisation`: of the staff, also of those who have left; an account is nobody's to be named here. */
    actor: z.object({
      kind: auditActorKind,
      id,
      role: z.string().nullable(),
      name: z.string().nullable(),
      organisation: z.string().nullable(),
    }),
    act: z.string(),
    /** `name`: where a member of the staff is meant. */
    subject: z.object({ kind: word, id, name: z.string().nullable() }),
    place: z.string().nullable(),
    requestId: z.string().nullable(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryReply = z.infer<typeof auditEntry>;

export const auditReply = z
  .object({ entries: z.array(auditEntry), next: z.number().int().nullable() })
  .meta({ id: 'AuditEntries' });
export type AuditReply = z.infer<typeof auditReply>;
