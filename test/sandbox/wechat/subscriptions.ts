/** subscribeMessage.send: one message for each accept, filled exactly as the template was filed. */
import type { Clock } from '../clock.ts';
import { errorOf } from './errors.ts';

/** The templates of this mini-program, and their fields, as they stand in its console. */
export const subscribeTemplates: Readonly<Record<string, readonly string[]>> = {
  'sandbox-progress-0001': ['character_string1', 'phrase2', 'thing3'],
  'sandbox-mend-0002': ['character_string1', 'thing2', 'date3'],
  'sandbox-trust-0003': ['phrase1', 'thing2'],
};

export type SubscribeMessage = {
  openid: string;
  templateId: string;
  page: string;
  values: Record<string, string>;
  at: string;
};

export type Subscriptions = {
  send(request: Record<string, unknown>): object;
  /** She taps "allow" so many times; how many are open then. */
  allow(openid: string, templateId: string, count?: number): number;
  /** What was delivered, oldest first. */
  messages(openid?: string): SubscribeMessage[];
};

const FORMS: Readonly<Record<string, RegExp>> = {
  thing: /^.{1,20}$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
  character_string: /^[\x21-\x7e]{1,32}$/,
  date: /^\d{4}年\d{1,2}月\d{1,2}日( \d{2}:\d{2})?$/,
};

export function openSubscriptions(clock: Clock): Subscriptions {
  const open = new Map<string, number>();
  const delivered: SubscribeMessage[] = [];
  const keyOf = (openid: string, templateId: string) => `${openid} ${templateId}`;

  return {
    send: (request) => {
      const openid = textOf(request.touser);
      const templateId = textOf(request.template_id);
      const fields = subscribeTemplates[templateId];
      if (openid === '') return errorOf(40003);
      if (fields === undefined) return errorOf(40037);
      const values = valuesOf(request.data);
      if (!isAsFiled(fields, values)) return errorOf(47003);
      const left = open.get(keyOf(openid, templateId)) ?? 0;
      if (left === 0) return errorOf(43101);
      open.set(keyOf(openid, templateId), left - 1);
      const page = textOf(request.page);
      delivered.push({ openid, templateId, page, values, at: clock().toISOString() });
      return { errcode: 0, errmsg: 'ok', msgid: 9_000_000_000 + delivered.length };
    },
    allow: (openid, templateId, count = 1) => {
      const left = (open.get(keyOf(openid, templateId)) ?? 0) + count;
      open.set(keyOf(openid, templateId), left);
      return left;
    },
    messages: (openid) => delivered.filter((message) => openid === undefined || message.openid === openid),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function valuesOf(data: unknown): Record<string, string> {
  if (typeof data !== 'object' || data === null) return {};
  return Object.fromEntries(
    Object.entries(data as Record<string, { value?: unknown }>).map(([field, given]) => [
      field,
      textOf(given.value),
    ]),
  );
}

/** Every field, no other, and each in its form: an empty value is refused too. */
function isAsFiled(fields: readonly string[], values: Record<string, string>): boolean {
  const given = Object.keys(values);
  return (
    given.length === fields.length &&
    fields.every((field) => FORMS[field.replace(/\d+$/, '')]?.test(values[field] ?? '') === true)
  );
}
