/** Tencent Cloud SMS (2021-01-11): SendSms and PullSmsSendStatusByPhoneNumber. HTTP is 200 whatever happened: each number has its own Code. */
import { z } from 'zod';

import type { Clock } from '../clock.ts';
import type { ControlDesk, Fault } from '../control.ts';
import { credentials } from '../credentials.ts';
import { type Exchange, headerOf, jsonReply, parseObject, type Reply } from '../exchange.ts';
import { openFrequency } from './frequency.ts';
import { openReceipts, type Receipts, type Report } from './receipts.ts';
import { type ApiError, findSignatureError } from './tc3.ts';
import { templates } from './templates.ts';

/** A message that went out. */
export type SentMessage = {
  phone: string;
  templateId: string;
  text: string;
  params: string[];
  at: string;
  /** What the carrier calls it, and what the sender called it. */
  serial: string;
  mark: string;
};

export type Sms = {
  answer(exchange: Exchange, fault: Fault): Promise<Reply>;
  /** What was sent, oldest first. */
  inbox(phone?: string): SentMessage[];
  receipts: Receipts;
  /** This number takes no messages: its owner has said so to the carrier. */
  block(phone: string): void;
};

const ACTIONS = new Set(['SendSms', 'PullSmsSendStatusByPhoneNumber']);
const MAX_NUMBERS = 200;
const DOMESTIC = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/;

const request = z.object({
  PhoneNumberSet: z.array(z.string()).min(1).max(MAX_NUMBERS),
  SmsSdkAppId: z.string(),
  TemplateId: z.string(),
  SignName: z.string().optional(),
  TemplateParamSet: z.array(z.string()).default([]),
  SessionContext: z.string().max(512).default(''),
});
type SendRequest = z.infer<typeof request>;

const pullRequest = z.object({
  SmsSdkAppId: z.string(),
  PhoneNumber: z.string(),
  BeginTime: z.int(),
  Offset: z.literal(0),
  Limit: z.int().min(1).max(100),
});

type Clocks = { clock: Clock; networkClock: Clock };

export function openSms(
  desk: ControlDesk,
  { clock, networkClock }: Clocks,
  onSent: (message: SentMessage) => void,
): Sms {
  const frequency = openFrequency();
  const receipts = openReceipts(networkClock);
  const blocked = new Set<string>();
  const sent: SentMessage[] = [];
  let serial = 0;

  const refusalOf = (phone: string | undefined, text: string, now: number): ApiError | null => {
    if (phone === undefined) {
      return { Code: 'InvalidParameterValue.IncorrectPhoneNumber', Message: 'incorrect phone number' };
    }
    if (blocked.has(phone)) {
      return { Code: 'FailedOperation.PhoneNumberInBlacklist', Message: 'the number takes no messages' };
    }
    const limit = frequency.findLimit(phone, text, now);
    return limit === null
      ? null
      : { Code: `LimitExceeded.${limit}`, Message: 'the number has reached its limit' };
  };

  const sendOne = async (number: string, order: SendRequest, template: string) => {
    const phone = DOMESTIC.exec(number)?.[1];
    const now = clock();
    const text = template.replaceAll(
      /\{(\d+)\}/g,
      (_whole, at: string) => order.TemplateParamSet[Number(at) - 1] ?? '',
    );
    const refusal = refusalOf(phone, text, now.getTime());
    if (refusal !== null || phone === undefined) return statusOf(number, order, refusal, '');
    frequency.record(phone, text, now.getTime());
    const name = `2640:${String(++serial).padStart(20, '0')}`;
    const message: SentMessage = {
      phone,
      templateId: order.TemplateId,
      text,
      params: order.TemplateParamSet,
      at: now.toISOString(),
      serial: name,
      mark: order.SessionContext,
    };
    sent.push(message);
    onSent(message);
    await receipts.note(message);
    return statusOf(number, order, null, name);
  };

  const pull = (body: string): Reply | ApiError => {
    const parsed = pullRequest.safeParse(parseObject(body));
    if (!parsed.success) return { Code: 'InvalidParameter', Message: 'a required parameter is wrong' };
    const wrong = findAppError(parsed.data.SmsSdkAppId);
    if (wrong) return wrong;
    const phone = DOMESTIC.exec(parsed.data.PhoneNumber)?.[1] ?? '';
    const reports = receipts.list(phone, parsed.data.BeginTime * 1000).slice(0, parsed.data.Limit);
    return jsonReply({ Response: { PullSmsSendStatusSet: reports.map(presentReport), RequestId: 'pulled' } });
  };

  const send = async (body: string): Promise<Reply | ApiError> => {
    const parsed = request.safeParse(parseObject(body));
    if (!parsed.success) return { Code: 'InvalidParameter', Message: 'a required parameter is wrong' };
    const template = templates[parsed.data.TemplateId];
    const refused = findOrderError(parsed.data);
    if (refused || template === undefined) return refused ?? unapproved('Template');
    const SendStatusSet = [];
    for (const number of parsed.data.PhoneNumberSet)
      SendStatusSet.push(await sendOne(number, parsed.data, template));
    return jsonReply({ Response: { SendStatusSet, RequestId: 'sent' } });
  };

  const answer = async (exchange: Exchange, fault: Fault): Promise<Reply> => {
    const action = headerOf(exchange, 'x-tc-action');
    desk.count(`sms ${action}`);
    const RequestId = `sandbox-${String(++serial).padStart(12, '0')}`;
    const fail = (error: ApiError) => jsonReply({ Response: { Error: error, RequestId } });
    const refusal = findSignatureError(exchange, clock()) ?? findActionError(exchange);
    if (refusal) return fail(refusal);
    if (fault.mode === 'error') {
      return fail({
        Code: fault.code ?? 'InternalError.OtherError',
        Message: fault.message ?? 'internal error',
      });
    }
    const reply = action === 'SendSms' ? await send(exchange.body) : pull(exchange.body);
    return 'Code' in reply ? fail(reply) : reply;
  };

  const inbox = (phone?: string) => sent.filter((message) => phone === undefined || message.phone === phone);
  return { answer, inbox, receipts, block: (phone) => void blocked.add(phone) };
}

function statusOf(number: string, order: SendRequest, refusal: ApiError | null, serial: string): object {
  return {
    SerialNo: serial,
    PhoneNumber: number,
    Fee: refusal === null ? 1 : 0,
    SessionContext: order.SessionContext,
    Code: refusal?.Code ?? 'Ok',
    Message: refusal?.Message ?? 'send success',
    IsoCode: 'CN',
  };
}

function presentReport({ phone, serial, mark, at, status, words }: Report): object {
  return {
    UserReceiveTime: Math.floor(at / 1000),
    CountryCode: '86',
    SubscriberNumber: phone,
    PhoneNumber: `+86${phone}`,
    SerialNo: serial,
    ReportStatus: status,
    Description: words,
    SessionContext: mark,
  };
}

function unapproved(what: 'Template' | 'Signature'): ApiError {
  return { Code: `FailedOperation.${what}IncorrectOrUnapproved`, Message: `the ${what} is not approved` };
}

function findActionError(exchange: Exchange): ApiError | null {
  if (!ACTIONS.has(headerOf(exchange, 'x-tc-action'))) {
    return { Code: 'InvalidAction', Message: 'The action is not found.' };
  }
  return headerOf(exchange, 'x-tc-version') === '2021-01-11'
    ? null
    : { Code: 'NoSuchVersion', Message: 'The version is not found.' };
}

function findAppError(appId: string): ApiError | null {
  return appId === credentials.sms.appId
    ? null
    : { Code: 'UnauthorizedOperation.SmsSdkAppIdVerifyFail', Message: 'SmsSdkAppId is not yours' };
}

function findOrderError(order: SendRequest): ApiError | null {
  const wrong = findAppError(order.SmsSdkAppId);
  if (wrong) return wrong;
  if (order.SignName !== credentials.sms.sign) return unapproved('Signature');
  const template = templates[order.TemplateId];
  if (template === undefined) return unapproved('Template');
  const wanted = new Set(template.match(/\{\d+\}/g)).size;
  return order.TemplateParamSet.length === wanted
    ? null
    : {
        Code: 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate',
        Message: `the template has ${wanted} parameters, not ${order.TemplateParamSet.length}`,
      };
}
