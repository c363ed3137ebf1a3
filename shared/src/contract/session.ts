/** Signing in, consents, binding, and the account itself. */
import { z } from 'zod';

import { citizenNumber, day, instant, personName, phone, regionCode } from './values.ts';

/** What a person agrees to, each on its own (PIPL art. 14, 29). */
export const consentKind = z
  .enum(['privacy_policy', 'identity_verification', 'medical_records', 'claim_papers'])
  .meta({ id: 'ConsentKind' });
export type ConsentKind = z.infer<typeof consentKind>;

export const consentText = z
  .object({ kind: consentKind, version: z.string(), title: z.string(), body: z.array(z.string()) })
  .meta({ id: 'ConsentText' });
export const consentTextsReply = z.object({ texts: z.array(consentText) }).meta({ id: 'ConsentTexts' });
export type ConsentText = z.infer<typeof consentText>;

export const channel = z.enum(['weapp', 'h5']).meta({ id: 'Channel' });
export type Channel = z.infer<typeof channel>;

export const smsCodeRequest = z.strictObject({ phone });
/** The same reply whether or not the number has an account. */
export const smsCodeReply = z
  .object({ resendAfterSeconds: z.int(), expiresInSeconds: z.int() })
  .meta({ id: 'SmsCodeSent' });

const privacyPolicyVersion = z.string().min(1).max(40);
export const wechatSignInRequest = z.strictObject({ code: z.string().min(1).max(128), privacyPolicyVersion });
export const phoneSignInRequest = z.strictObject({
  phone,
  code: z.string().regex(/^\d{6}$/, 'six digits'),
  privacyPolicyVersion,
});
export const signInReply = z
  .object({ token: z.string(), expiresAt: instant, bound: z.boolean() })
  .meta({ id: 'SignIn' });
export type SignInReply = z.infer<typeof signInReply>;

const maskedPerson = z.object({
  name: z.string(),
  certno: z.string(),
  region: regionCode,
  regionName: z.string(),
});
export const sessionReply = z
  .object({
    phone: z.string().nullable(),
    channel,
    expiresAt: instant,
    person: maskedPerson.nullable(),
    consents: z.array(
      z.object({ kind: consentKind, version: z.string(), grantedAt: instant, outdated: z.boolean() }),
    ),
  })
  .meta({ id: 'Session' });
export type SessionReply = z.infer<typeof sessionReply>;

export const consentRequest = z.strictObject({ version: z.string().min(1).max(40) });
export const consentReply = z
  .object({ kind: consentKind, version: z.string().nullable(), granted: z.boolean() })
  .meta({ id: 'Consent' });

/** `faceVerifyResult`: what the mini-program's face check returned; the H5 app is checked by name, number and phone. */
export const bindingRequest = z.strictObject({
  name: personName,
  certno: citizenNumber,
  faceVerifyResult: z.string().min(1).max(512).optional(),
});
export const bindingReply = z.object({ person: maskedPerson }).meta({ id: 'Binding' });
export type BindingReply = z.infer<typeof bindingReply>;

/** Everything kept about a person, unmasked, for herself (PIPL art. 45). */
export const exportReply = z
  .object({
    exportedAt: instant,
    account: z.record(z.string(), z.unknown()),
    person: z.record(z.string(), z.unknown()).nullable(),
    consents: z.array(z.record(z.string(), z.unknown())),
    sessions: z.array(z.record(z.string(), z.unknown())),
    settlements: z.array(z.record(z.string(), z.unknown())),
    decisions: z.array(z.record(z.string(), z.unknown())),
    claims: z.array(z.record(z.string(), z.unknown())),
    papers: z.array(z.record(z.string(), z.unknown())),
    /** What she was told, and what became of the SMS. */
    messages: z.array(z.record(z.string(), z.unknown())),
    /** Whom she has let apply for her. */
    mandates: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: 'Export' });

export const closeAccountRequest = z.strictObject({ confirm: z.literal('close my account') });
export const closeAccountReply = z
  .object({ closedOn: day, kept: z.array(z.string()) })
  .meta({ id: 'AccountClosed' });
