/** The people who handle claims: where they work, what they may do, and how they sign in. */
import { z } from 'zod';

import { citizenNumber, day, instant, personName, phone, recordId, regionCode } from './values.ts';

export const staffRole = z
  .enum([
    'village_clerk',
    'township_officer',
    'county_reviewer',
    'county_approver',
    'civil_affairs',
    'rural_affairs',
    'fund_manager',
    'auditor',
    'administrator',
  ])
  .meta({ id: 'StaffRole' });
export type StaffRole = z.infer<typeof staffRole>;

/** Five levels of service points (柳州 七(三)), from the top. */
const organisationLevel = z
  .enum(['province', 'city', 'county', 'township', 'village'])
  .meta({ id: 'OrganisationLevel' });
export type OrganisationLevel = z.infer<typeof organisationLevel>;

export const organisationKind = z
  .enum([
    'medical_security',
    'township_office',
    'village_committee',
    'civil_affairs',
    'rural_affairs',
    'volunteer_body',
  ])
  .meta({ id: 'OrganisationKind' });
export type OrganisationKind = z.infer<typeof organisationKind>;

/** A division: 2, 4, 6, 9 or 12 digits from province to village. Whatever begins with it lies in it. */
export const divisionCode = z
  .string()
  .regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/, '2, 4, 6, 9 or 12 digits')
  .meta({ id: 'DivisionCode', examples: ['510402'] });

export const organisation = z
  .object({
    organisationId: recordId,
    name: z.string(),
    level: organisationLevel,
    kind: organisationKind,
    code: divisionCode,
  })
  .meta({ id: 'Organisation' });
export type Organisation = z.infer<typeof organisation>;

const staffLogin = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,31}$/, '3 to 32 letters, digits, dots, _ or -, beginning with a letter');
/** Any password that somebody may type: what a new one must be is said by `newPassword`. */
const password = z.string().min(1).max(128);
const newPassword = z.string().min(12, 'at least 12 characters').max(128);
/** Six digits of the authenticator app. */
const totpCode = z.string().regex(/^\d{6}$/, 'six digits');

/** `code` is left out by whoever signs in for the first time, and has no authenticator yet. */
export const staffSignInRequest = z.strictObject({
  login: z.string().trim().toLowerCase().min(1).max(64),
  password,
  code: totpCode.optional(),
});

const staffToken = z.object({
  state: z.literal('signed_in'),
  token: z.string(),
  /** Unused until then, the session ends; each use moves it. */
  expiresAt: instant,
  /** However often it is used, it ends then. */
  endsAt: instant,
});
/** The first time: the secret for the authenticator app, shown this once. */
const enrolment = z.object({
  state: z.literal('enrolment'),
  enrolment: z.string(),
  otpauthUri: z.string(),
  expiresAt: instant,
});
export const staffSignInReply = z
  .discriminatedUnion('state', [staffToken, enrolment])
  .meta({ id: 'StaffSignIn' });
export type StaffSignInReply = z.infer<typeof staffSignInReply>;

/** Proves that the authenticator works, and replaces the password that the administrator knows. */
export const staffEnrolmentRequest = z.strictObject({
  enrolment: z.string().min(1).max(64),
  code: totpCode,
  newPassword,
});
export const staffTokenReply = staffToken.meta({ id: 'StaffToken' });
export type StaffTokenReply = z.infer<typeof staffTokenReply>;

export const staffPasswordRequest = z.strictObject({ password, code: totpCode, newPassword });

export const staffSessionReply = z
  .object({
    staffId: recordId,
    login: z.string(),
    name: z.string(),
    roles: z.array(staffRole),
    organisation,
    expiresAt: instant,
    endsAt: instant,
  })
  .meta({ id: 'StaffSession' });
export type StaffSessionReply = z.infer<typeof staffSessionReply>;

export const staffSessionsReply = z
  .object({
    sessions: z.array(
      z.object({
        sessionId: recordId,
        openedAt: instant,
        lastSeenAt: instant,
        expiresAt: instant,
        /** The one that asks. */
        current: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'StaffSessions' });
export type StaffSessionsReply = z.infer<typeof staffSessionsReply>;

/** Roles of one group only: who runs the accounts or audits handles no case (三员分离). */
const staffRoles = z
  .array(staffRole)
  .min(1)
  .max(staffRole.options.length)
  .refine((roles) => new Set(roles).size === roles.length, 'a role stands there twice');

const memberState = z.enum(['active', 'disabled']);
export const memberReply = z
  .object({
    staffId: recordId,
    login: z.string(),
    name: z.string(),
    phone: z.string(),
    roles: z.array(staffRole),
    state: memberState,
    /** Whether she has an authenticator and a password of her own. */
    enrolled: z.boolean(),
    /** Whether her citizen number is on file: without it she opens nobody's case. */
    numbered: z.boolean(),
    lastSignInAt: instant.nullable(),
    /** Days on which she is away, now or to come. */
    away: z.object({ from: day, until: day }).nullable(),
    organisation,
  })
  .meta({ id: 'Member' });
export type MemberReply = z.infer<typeof memberReply>;
export const membersReply = z.object({ members: z.array(memberReply) }).meta({ id: 'Members' });
export type MembersReply = z.infer<typeof membersReply>;

/**
 * `certno`: so that nobody handles her own family's case, nor decides under one login what she did under another; it is kept
 * as a keyed index only. Nobody works without one.
 */
export const newMemberRequest = z.strictObject({
  organisationId: recordId,
  login: staffLogin,
  name: personName,
  phone,
  certno: citizenNumber.nullable(),
  roles: staffRoles,
});
/** `certno`: where none is on file yet, or the one on file was wrong; left out, it stays. */
export const memberChangeRequest = z.strictObject({
  organisationId: recordId,
  roles: staffRoles,
  state: memberState,
  certno: citizenNumber.optional(),
});

/** To be handed over by word of mouth; it opens nothing but the first sign-in. */
export const memberPasswordReply = z
  .object({ member: memberReply, temporaryPassword: z.string(), expiresAt: instant })
  .meta({ id: 'MemberPassword' });
export type MemberPasswordReply = z.infer<typeof memberPasswordReply>;

export const organisationsReply = z
  .object({
    organisations: z.array(
      organisation.extend({
        /** The roles that fit it. */
        roles: z.array(staffRole),
        takesVolunteers: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Organisations' });
export type OrganisationsReply = z.infer<typeof organisationsReply>;

const village = z.object({ code: divisionCode, name: z.string() });
const township = z.object({ code: divisionCode, name: z.string(), villages: z.array(village) });
/** Where somebody can live, below a county; of a city, below each of its counties. */
export const placesReply = z
  .object({
    region: regionCode,
    counties: z.array(z.object({ code: regionCode, name: z.string(), townships: z.array(township) })),
    /** The names are made up: for a demonstration only. */
    illustrative: z.boolean(),
  })
  .meta({ id: 'Places' });
export type PlacesReply = z.infer<typeof placesReply>;
