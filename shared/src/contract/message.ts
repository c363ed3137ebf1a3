/** What people are told of their cases: the list in the app, and who goes to tell them when it did not arrive. */
import { z } from 'zod';

import { colleague } from './desk-findings.ts';
import { instant, phone, recordId, regionCode } from './values.ts';

/** The occasions on which somebody is told. Their words are in `config/notice/messages.yaml`. */
export const messageTemplate = z
  .enum([
    'claim_submitted',
    'claim_received',
    'correction_asked',
    'claim_accepted',
    'publicity_started',
    'recognition_made',
    'claim_approved',
    'claim_refused',
    'payment_sent',
    'payment_failed',
    'payee_brought',
    'claim_withdrawn',
    'claim_put_aside',
    'claim_reopened',
    'claim_overdue',
    'mandate_asked',
    'mandate_given',
    'mandate_ended',
    'filed_for_you',
    'filed_by_you',
  ])
  .meta({ id: 'MessageTemplate' });
export type MessageTemplate = z.infer<typeof messageTemplate>;

export const message = z
  .object({
    messageId: recordId,
    template: messageTemplate,
    title: z.string(),
    body: z.string(),
    at: instant,
    read: z.boolean(),
    /** The claim that it is about. */
    claimId: recordId.nullable(),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof message>;

/** `before`: the last message that the phone has; the reply goes on with the next older one. */
export const messagesQuery = z.strictObject({ before: recordId.optional() });
export const messagesReply = z
  .object({ unread: z.int().min(0), messages: z.array(message), more: z.boolean() })
  .meta({ id: 'Messages' });
export type MessagesReply = z.infer<typeof messagesReply>;

export const unreadReply = z.object({ unread: z.int().min(0) }).meta({ id: 'UnreadMessages' });

/** The templates of WeChat that a tap may ask leave for: at most three at once. */
export const subscriptionsReply = z
  .object({ templateIds: z.array(z.string()).max(3) })
  .meta({ id: 'Subscriptions' });
export type SubscriptionsReply = z.infer<typeof subscriptionsReply>;

/** What `wx.requestSubscribeMessage` answered, by template. */
const subscriptionAnswer = z.enum(['accept', 'reject', 'ban', 'filter']);
export const subscriptionsRequest = z.strictObject({
  answers: z
    .array(z.strictObject({ templateId: z.string().min(1).max(64), answer: subscriptionAnswer }))
    .min(1)
    .max(5),
});

const followUpKind = z.enum(['call', 'visit']).meta({ id: 'FollowUpKind' });
export type FollowUpKind = z.infer<typeof followUpKind>;

/** `wrong_number` is of a call; `not_home` and `moved_away` are of a visit. */
const followUpOutcome = z
  .enum(['reached', 'not_reached', 'wrong_number', 'not_home', 'moved_away'])
  .meta({ id: 'FollowUpOutcome' });
export type FollowUpOutcome = z.infer<typeof followUpOutcome>;

export const followUp = z
  .object({
    followUpId: recordId,
    version: z.int(),
    kind: followUpKind,
    state: z.enum(['open', 'taken', 'done', 'cancelled']),
    /** Masked, unless the one who asks works on it. */
    name: z.string(),
    /** Only for the one who works on it. */
    phone: phone.nullable(),
    place: regionCode,
    /** 统计用区划代码, twelve digits; null where nobody has said where she lives. */
    village: z.string().nullable(),
    /** What she is to be told. */
    title: z.string(),
    body: z.string(),
    /** Why nobody could tell her: a code. */
    reason: z.string().nullable(),
    mine: z.boolean(),
    /** Who works on it; null where nobody does. */
    takenBy: colleague.nullable(),
    /** It is hers, or whoever had taken it is away or gone. */
    mayGiveBack: z.boolean(),
    tries: z.int(),
    outcome: followUpOutcome.nullable(),
    openedAt: instant,
    /** Until when somebody should have done it. */
    dueAt: instant,
    overdue: z.boolean(),
    /** It asks whether she signed the slip of this mandate, which was drawn for a call back; null: it tells her something. */
    mandateId: recordId.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'FollowUp' });
export type FollowUp = z.infer<typeof followUp>;

/** `mine`: what she works on. `after`: the last one that the asker has; the reply goes on behind it. */
export const followUpsQuery = z.strictObject({
  look: z.enum(['all', ...followUpKind.options, 'mine']).default('all'),
  after: recordId.optional(),
});
export type FollowUpsQuery = z.infer<typeof followUpsQuery>;
export const followUpsReply = z
  .object({
    followUps: z.array(followUp),
    /** The last one of this page, where another follows. */
    next: recordId.nullable(),
  })
  .meta({ id: 'FollowUps' });
export type FollowUpsReply = z.infer<typeof followUpsReply>;

export const followUpTakeRequest = z.strictObject({ version: z.int() });
export const followUpReturnRequest = z.strictObject({ version: z.int() });
export const followUpOutcomeRequest = z.strictObject({
  version: z.int(),
  outcome: followUpOutcome,
  words: z.string().trim().max(200).optional(),
});

/** Receipts as Tencent Cloud pushes them: a JSON array. What else it carries is not looked at. */
export const smsReceiptsRequest = z
  .array(
    z.object({
      report_status: z.enum(['SUCCESS', 'FAIL']),
      errmsg: z.string().max(200).optional(),
      description: z.string().max(500).optional(),
      sid: z.string().max(64).optional(),
      ext: z.string().max(512).optional(),
    }),
  )
  .max(1000);
export type SmsReceipt = z.infer<typeof smsReceiptsRequest>[number];
export const smsReceiptsReply = z
  .object({ result: z.literal(0), errmsg: z.literal('OK') })
  .meta({ id: 'SmsReceiptsTaken' });
