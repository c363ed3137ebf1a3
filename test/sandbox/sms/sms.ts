/** Tencent Cloud SendSms (2021-01-11). HTTP is 200 whatever happened: each number has its own Code. */
import { z } from 'zod';

import type { Clock } from '../clock.ts';
import type { ControlDesk, Fault } from '../control.ts';
import { credentials } from '../credentials.ts';
import { type Exchange, headerOf, jsonReply, parseObject, type Reply } from '../exchange.ts';
import { openFrequency } from './frequency.ts';
import { type ApiError, findSignatureError } from './tc3.ts';

/** A message that went out. */
export type SentMessage = { phone: string; text: string; params: string[]; at: string };

export type Sms = {
  answer(exchange: Exchange, fault: Fault): Reply;
  /** What was sent, oldest first. */
  inbox(phone?: string): SentMessage[];
};

/** Approved templates: {1} {2} … are filled in order. */
const TEMPLATES: Readonly<Record<string, string>> = {
  [credentials.sms.templateCode]: '验证码{1}，{2}分钟内有效。请勿告诉他人。',
};

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

export function openSms(desk: ControlDesk, clock: Clock, onSent: (message: SentMessage) => void): Sms {
  const frequency = openFrequency();
  const sent: SentMessage[] = [];
  let serial = 0;

  const sendOne = (
    number: string,
    order: SendRequest,
    template: string,
  ): { Code: string; Message: string } => {
    const phone = DOMESTIC.exec(number)?.[1];
    if (phone === undefined) {
      return { Code: 'InvalidParameterValue.IncorrectPhoneNumber', Message: 'incorrect phone number' };
    }
    const now = clock();
    const text = template.replaceAll(
      /\{(\d+)\}/g,
      (_whole, at: string) => order.TemplateParamSet[Number(at) - 1] ?? '',
    );
    const limit = frequency.findLimit(phone, text, now.getTime());
    if (limit !== null)
      return { Code: `LimitExceeded.${limit}`, Message: 'the number has reached its limit' };
    frequency.record(phone, text, now.getTime());
    const message = { phone, text, params: order.TemplateParamSet, at: now.toISOString() };
    sent.push(message);
    onSent(message);
    return { Code: 'Ok', Message: 'send success' };
  };

  const send = (order: SendRequest, template: string) =>
    order.PhoneNumberSet.map((number) => {
      const { Code, Message } = sendOne(number, order, template);
      return {
        SerialNo: Code === 'Ok' ? `2640:${String(++serial).padStart(20, '0')}` : '',
        PhoneNumber: number,
        Fee: Code === 'Ok' ? 1 : 0,
        SessionContext: order.SessionContext,
        Code,
        Message,
        IsoCode: 'CN',
      };
    });

  const answer = (exchange: Exchange, fault: Fault): Reply => {
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
    const parsed = request.safeParse(parseObject(exchange.body));
    if (!parsed.success) return fail({ Code: 'InvalidParameter', Message: 'a required parameter is wrong' });
    const refused = findOrderError(parsed.data);
    const template = TEMPLATES[parsed.data.TemplateId];
    if (refused || template === undefined) return fail(refused ?? unapproved('Template'));
    return jsonReply({ Response: { SendStatusSet: send(parsed.data, template), RequestId } });
  };

  const inbox = (phone?: string) => sent.filter((message) => phone === undefined || message.phone === phone);
  return { answer, inbox };
}

function unapproved(what: 'Template' | 'Signature'): ApiError {
  return { Code: `FailedOperation.${what}IncorrectOrUnapproved`, Message: `the ${what} is not approved` };
}

function findActionError(exchange: Exchange): ApiError | null {
  if (headerOf(exchange, 'x-tc-action') !== 'SendSms') {
    return { Code: 'InvalidAction', Message: 'The action is not found.' };
  }
  return headerOf(exchange, 'x-tc-version') === '2021-01-11'
    ? null
    : { Code: 'NoSuchVersion', Message: 'The version is not found.' };
}

function findOrderError(order: SendRequest): ApiError | null {
  if (order.SmsSdkAppId !== credentials.sms.appId) {
    return { Code: 'UnauthorizedOperation.SmsSdkAppIdVerifyFail', Message: 'SmsSdkAppId is not yours' };
  }
  if (order.SignName !== credentials.sms.sign) return unapproved('Signature');
  const template = TEMPLATES[order.TemplateId];
  if (template === undefined) return unapproved('Template');
  const wanted = new Set(template.match(/\{\d+\}/g)).size;
  return order.TemplateParamSet.length === wanted
    ? null
    : {
        Code: 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate',
        Message: `the template has ${wanted} parameters, not ${order.TemplateParamSet.length}`,
      };
}
