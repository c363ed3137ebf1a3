/** Volunteers: residents who belong to an organisation of their village or township, and help others to apply. */
import { z } from 'zod';

import { organisation } from './staff.ts';
import { instant, phone, recordId } from './values.ts';

export const invitationRequest = z.strictObject({ organisationId: recordId });
/** The code works once, for whoever types it first. */
export const invitationReply = z
  .object({ code: z.string(), expiresAt: instant, organisation })
  .meta({ id: 'Invitation' });
export type InvitationReply = z.infer<typeof invitationReply>;

export const volunteersReply = z
  .object({
    volunteers: z.array(
      z.object({
        volunteerId: recordId,
        name: z.string(),
        /** Masked; null where she signs in by WeChat alone. */
        phone: z.string().nullable(),
        organisation,
        since: instant,
      }),
    ),
  })
  .meta({ id: 'Volunteers' });
export type VolunteersReply = z.infer<typeof volunteersReply>;

export const volunteerPhoneReply = z.object({ phone: phone.nullable() }).meta({ id: 'VolunteerPhone' });

/** As printed: ten letters and digits, in either case, with or without gaps. */
export const invitationAcceptance = z.strictObject({
  code: z
    .string()
    .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
    .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/, 'ten letters and digits')),
});

export const volunteeringReply = z
  .object({ membership: z.object({ organisation, since: instant }).nullable() })
  .meta({ id: 'Volunteering' });
export type VolunteeringReply = z.infer<typeof volunteeringReply>;
