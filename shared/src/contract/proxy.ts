/** Somebody else applies for her: what she allows an organisation, how she says so, and what its volunteers see of her. */
import { z } from 'zod';

import { claimKind, claimState } from './claim-life.ts';
import { filedBy } from './claim.ts';
import { divisionCode, organisation } from './staff.ts';
import { citizenNumber, day, instant, personName, phone, recordId } from './values.ts';

/**
 * How she says yes: in her own account, by reading out a code that came by SMS, by answering an SMS, or on a signed slip of
 * paper (授权委托书).
 */
const consentWay = z.enum(['account', 'sms_code', 'sms_reply', 'slip']).meta({ id: 'ConsentWay' });
export type ConsentWay = z.infer<typeof consentWay>;

/** 代办人关系 (agnter_rlts): what the volunteer is to the person. */
const agentRelation = z.enum(['volunteer', 'relative', 'neighbour', 'other']).meta({ id: 'AgentRelation' });
export type AgentRelation = z.infer<typeof agentRelation>;

/** What it is for: kinds of case, or cases that are named. */
const mandateScope = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('kinds'),
      kinds: z.array(claimKind).min(1).max(claimKind.options.length),
    }),
    z.strictObject({ by: z.literal('claims'), claims: z.array(recordId).min(1).max(20) }),
  ])
  .meta({ id: 'MandateScope' });
export type MandateScope = z.infer<typeof mandateScope>;

/** As it is asked for: a case that was sent is named by its number. */
const askedScope = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('kinds'), kinds: z.array(claimKind).min(1).max(claimKind.options.length) }),
  z.strictObject({
    by: z.literal('numbers'),
    numbers: z
      .array(z.string().regex(/^[A-Z]{2}\d{15}$/, 'the number of a claim'))
      .min(1)
      .max(20),
  }),
]);

const mandateState = z.enum(['asked', 'live', 'ended']).meta({ id: 'MandateState' });
/** `expired`: by itself. `denied`: she says that the slip is not hers. */
const mandateEnd = z
  .enum(['resident', 'sms', 'window', 'denied', 'declined', 'unanswered', 'expired'])
  .meta({ id: 'MandateEnd' });
export type MandateEnd = z.infer<typeof mandateEnd>;

/** Who signs for a child, or for somebody who has no legal capacity. */
const signer = z.strictObject({
  name: personName,
  relation: z.enum(['parent', 'guardian', 'spouse', 'child']),
});

export const clientRequest = z.strictObject({
  name: personName,
  certno: citizenNumber,
  /** Needed for both ways by SMS: it has to be registered to her. */
  phone: phone.nullable(),
  way: consentWay,
  relation: agentRelation.default('volunteer'),
  scope: askedScope,
  /** Where she lives, twelve digits; null where it is not known yet. */
  village: divisionCode.refine((code) => code.length === 12, 'twelve digits').nullable(),
  signer: signer.nullable().default(null),
});
export const consentAskRequest = z.strictObject({ way: consentWay, phone: phone.nullable().default(null) });
export const consentCodeRequest = z.strictObject({ code: z.string().regex(/^\d{6}$/, 'six digits') });
export const slipQuery = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits in lower case'),
});
/** Bytes of a photographed slip at most. */
export const mostSlipBytes = 4 * 1024 * 1024;

const clientTask = z
  .object({
    /** `call`, `visit`: no message reached her, and the office telephones her or goes there. */
    kind: z.enum(['consent', 'renew', 'call_back', 'call', 'visit', 'finish', 'mend', 'payee', 'wait']),
    claimId: recordId.nullable(),
    number: z.string().nullable(),
    claimKind: claimKind.nullable(),
    /** By when; null where nothing presses. */
    due: day.nullable(),
  })
  .meta({ id: 'ClientTask' });
export type ClientTask = z.infer<typeof clientTask>;

export const client = z
  .object({
    mandateId: recordId,
    /** Masked, as everywhere on a screen that others see too. */
    name: z.string(),
    certno: z.string(),
    village: divisionCode.nullable(),
    villageName: z.string().nullable(),
    state: mandateState,
    endedBy: mandateEnd.nullable(),
    way: consentWay,
    scope: mandateScope,
    /** The last day; null until she has agreed. */
    endsOn: day.nullable(),
    /** Until when she may answer. */
    askedUntil: instant,
    /** A drawn slip waits for somebody to call her back; `denied` is in `endedBy`. */
    callBack: z.enum(['none', 'waits', 'confirmed']),
    mayCall: z.boolean(),
    tasks: z.array(clientTask),
  })
  .meta({ id: 'Client' });
export type Client = z.infer<typeof client>;

/** `after`: the last one that the asker has; the reply goes on behind it. */
export const mandatesQuery = z.strictObject({ after: recordId.optional() });
/** The last one of a page, where another follows. */
const next = recordId.nullable();
export const clientsReply = z
  .object({ organisation, clients: z.array(client), next })
  .meta({ id: 'Clients' });
export type ClientsReply = z.infer<typeof clientsReply>;

export const clientReply = z
  .object({
    client,
    /** What she agrees to, for the volunteer to read out. */
    text: z.object({ version: z.string(), title: z.string(), body: z.array(z.string()) }),
    claims: z.array(
      z.object({
        claimId: recordId,
        kind: claimKind,
        state: claimState,
        number: z.string().nullable(),
        changedAt: instant,
        takenOver: z.boolean(),
        filedBy: filedBy.nullable(),
      }),
    ),
  })
  .meta({ id: 'ClientPage' });
export type ClientReply = z.infer<typeof clientReply>;

/** The reply is the same whether or not she could be reached. */
export const consentAskReply = z.object({ client, expiresAt: instant }).meta({ id: 'ConsentAsked' });
export type ConsentAskReply = z.infer<typeof consentAskReply>;

export const clientPhoneReply = z.object({ phone }).meta({ id: 'ClientPhone' });

/** For a printed sheet: the name in full, the number not. */
export const daySheetReply = z
  .object({
    on: day,
    organisation,
    villages: z.array(
      z.object({
        code: divisionCode.nullable(),
        name: z.string().nullable(),
        people: z.array(
          z.object({ name: z.string(), phoneEnd: z.string().nullable(), tasks: z.array(clientTask) }),
        ),
      }),
    ),
  })
  .meta({ id: 'DaySheet' });
export type DaySheetReply = z.infer<typeof daySheetReply>;

/** Hers, as she sees it. */
export const mandate = z
  .object({
    mandateId: recordId,
    organisation: z.string(),
    state: mandateState,
    endedBy: mandateEnd.nullable(),
    way: consentWay,
    scope: mandateScope,
    askedAt: instant,
    givenAt: instant.nullable(),
    endsOn: day.nullable(),
    /** The last day if she agrees today. */
    wouldEndOn: day,
  })
  .meta({ id: 'Mandate' });
export type Mandate = z.infer<typeof mandate>;
export const mandatesReply = z
  .object({
    text: z.object({ version: z.string(), title: z.string(), body: z.array(z.string()) }),
    mandates: z.array(mandate),
  })
  .meta({ id: 'Mandates' });
export type MandatesReply = z.infer<typeof mandatesReply>;
export const mandateConsentRequest = z.strictObject({ version: z.string().min(1).max(40) });

/** The case is hers alone from now on: the volunteer may still look at it, or not. */
export const takeOverRequest = z.strictObject({ volunteer: z.enum(['reads', 'nothing']) });
export const takeOverReply = z
  .object({ claimId: recordId, volunteer: z.enum(['reads', 'nothing']) })
  .meta({ id: 'TakenOver' });

/** At the window: the mandates of organisations of the place, and of whoever lives there, newest first. */
export const placeMandatesReply = z
  .object({
    mandates: z.array(
      z.object({
        mandateId: recordId,
        name: z.string(),
        certno: z.string(),
        organisation: z.string(),
        state: mandateState,
        way: consentWay,
        endsOn: day.nullable(),
      }),
    ),
    next,
  })
  .meta({ id: 'PlaceMandates' });
export type PlaceMandatesReply = z.infer<typeof placeMandatesReply>;
export const windowEndRequest = z.strictObject({ reason: z.enum(['window', 'denied']) });

/** An answer to an SMS, as Tencent Cloud pushes it. */
export const smsReplyRequest = z.object({
  mobile: z.string().max(20),
  text: z.string().max(500),
  time: z.int().optional(),
  extend: z.string().max(20).optional(),
});
export type SmsReply = z.infer<typeof smsReplyRequest>;
export const smsReplyTaken = z
  .object({ result: z.literal(0), errmsg: z.literal('OK') })
  .meta({ id: 'SmsReplyTaken' });
