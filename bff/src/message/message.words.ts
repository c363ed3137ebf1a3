// The words of config/notice/messages.yaml, held against what WeChat and an SMS carrier take before anybody is written to.
import { messageTemplate, type MessageTemplate } from '@yijiutong/rules/contract';
import { parseDay } from '@yijiutong/rules/kernel';
import { z } from 'zod';

import { ConfigError } from '../config.ts';
import { fieldProblem } from './wechat-fields.ts';

/**
 * What a message may be filled with: how many characters at most, and whether a stranger who sees the lock screen may
 * read it. Illnesses and citizen numbers are not among them at all.
 */
const messageParams = {
  /** The number of the claim. */
  number: { most: 17, outward: true },
  /** A day, given as `2026-11-22`. */
  day: { most: 10, outward: true },
  days: { most: 3, outward: true },
  count: { most: 3, outward: true },
  organisation: { most: 14, outward: true },
  /** Yuan, given as `1240.00`. */
  amount: { most: 14, outward: false },
  reason: { most: 200, outward: false },
} as const;
export type MessageParam = keyof typeof messageParams;
export type MessageParams = Readonly<Partial<Record<MessageParam, string>>>;

const paramName = z.enum(Object.keys(messageParams) as [MessageParam, ...MessageParam[]]);
const source = z.enum(['official', 'illustrative']);
const text = z.string().min(1);

const messageWords = z.strictObject({
  code: messageTemplate,
  params: z.array(paramName).min(1),
  /** Somebody has to be told: if nothing brings it, a person goes. */
  follow_up: z.boolean().default(false),
  in_app: z.strictObject({ title: text.max(20), body: text.max(200) }),
  wechat: z.strictObject({ template: text, values: z.record(z.string(), text) }),
  sms: z.strictObject({ id: text.max(20), text }),
});
type Words = z.output<typeof messageWords>;

const file = z.strictObject({
  wechat: z.strictObject({
    status: source,
    page: text,
    // WeChat asks for three templates at once at most.
    templates: z
      .record(z.string(), z.strictObject({ id: text.max(64), fields: z.array(text).min(1) }))
      .refine((templates) => Object.keys(templates).length <= 3, 'three templates at most'),
  }),
  sms: z.strictObject({ status: source }),
  messages: z.array(messageWords),
});
type MessageFile = z.output<typeof file>;

/** One message in its three forms. */
export interface Template {
  code: MessageTemplate;
  params: readonly MessageParam[];
  followUp: boolean;
  wechatId: string;
  inApp(params: MessageParams): { title: string; body: string };
  wechat(params: MessageParams): Record<string, { value: string }>;
  /** The carrier's template and its parameters in order. It is never more than one SMS. */
  sms(params: MessageParams): { templateId: string; params: string[] };
}

export interface MessageWords {
  get(code: MessageTemplate): Template;
  /** The templates of WeChat to ask leave for. */
  subscriptions: readonly string[];
  page: string;
  illustrative: boolean;
}

/** @param sign the signature that the carrier puts before every SMS @throws {ConfigError} naming what cannot be sent */
export function compileWords(value: unknown, where: string, sign: string): MessageWords {
  const parsed = file.safeParse(value);
  if (!parsed.success) throw new ConfigError(`${where} cannot be used:\n${z.prettifyError(parsed.error)}`);
  const problems = [
    ...missing(parsed.data),
    ...parsed.data.messages.flatMap((words) =>
      problemsOf(words, parsed.data, sign).map((problem) => `${words.code}: ${problem}`),
    ),
  ];
  if (problems.length > 0) throw new ConfigError(`${where} cannot be used:\n  ${problems.join('\n  ')}`);
  const { wechat, sms, messages } = parsed.data;
  const templates = new Map(messages.map((words) => [words.code, templateOf(words, parsed.data)]));
  return {
    get: (code) => {
      const template = templates.get(code);
      if (template === undefined) throw new Error(`no words for ${code}`);
      return template;
    },
    subscriptions: Object.values(wechat.templates).map(({ id }) => id),
    page: wechat.page,
    illustrative: wechat.status === 'illustrative' || sms.status === 'illustrative',
  };
}

function missing({ messages }: MessageFile): string[] {
  return messageTemplate.options.flatMap((code) => {
    const count = messages.filter((words) => words.code === code).length;
    return count === 1 ? [] : [`${code}: ${count === 0 ? 'has no words' : 'is there twice'}`];
  });
}

const placeholder = /\{(\w*)\}/g;
const namesIn = (words: string): string[] => [...words.matchAll(placeholder)].map(([, name]) => name ?? '');

function problemsOf(words: Words, { wechat }: MessageFile, sign: string): string[] {
  const declared = new Set<string>(words.params);
  const outward = [...Object.values(words.wechat.values), words.sms.text].flatMap(namesIn);
  const all = [...outward, ...namesIn(words.in_app.title), ...namesIn(words.in_app.body)];
  const fields = wechat.templates[words.wechat.template]?.fields;
  return [
    ...all.filter((name) => !declared.has(name)).map((name) => `{${name}} is not among its params`),
    ...words.params.filter((name) => !all.includes(name)).map((name) => `no text uses {${name}}`),
    ...outward
      .filter((name) => declared.has(name) && !messageParams[name as MessageParam].outward)
      .map((name) => `{${name}} may not be read by a stranger: only the list in the app may show it`),
    ...(fields === undefined ? [`no template ${words.wechat.template} of WeChat is listed`] : []),
    ...(fields === undefined ? [] : fieldProblems(words, fields)),
    ...smsProblems(words, sign),
  ];
}

function fieldProblems({ wechat, params }: Words, fields: readonly string[]): string[] {
  const given = Object.keys(wechat.values);
  const longest = fullest(params);
  return [
    ...fields.filter((field) => !given.includes(field)).map((field) => `wechat: ${field} has no value`),
    ...given
      .filter((field) => !fields.includes(field))
      .map((field) => `wechat: the template has no ${field}`),
    ...given.flatMap((field) => fieldProblem(field, fill(wechat.values[field] ?? '', longest)) ?? []),
  ];
}

const onePart = 70;

function smsProblems({ sms, params }: Words, sign: string): string[] {
  const { length } = Array.from(`【${sign}】${fill(sms.text, fullest(params))}`);
  const repeated = namesIn(sms.text).filter((name, at, all) => all.indexOf(name) !== at);
  return [
    ...(length > onePart
      ? [`sms: up to ${length} characters with the signature; ${onePart} are one SMS`]
      : []),
    ...repeated.map((name) => `sms: {${name}} is there twice; a carrier's template numbers its places`),
  ];
}

/** The longest that a message can become. */
function fullest(params: readonly MessageParam[]): MessageParams {
  const samples: Record<MessageParam, string> = {
    number: 'JZ202612310000019',
    day: '2026-12-31',
    days: '999',
    count: '999',
    organisation: '某'.repeat(messageParams.organisation.most),
    amount: '9000000000.00',
    reason: '某'.repeat(messageParams.reason.most),
  };
  return Object.fromEntries(params.map((name) => [name, samples[name]]));
}

function templateOf(words: Words, { wechat }: MessageFile): Template {
  return {
    code: words.code,
    params: words.params,
    followUp: words.follow_up,
    wechatId: wechat.templates[words.wechat.template]?.id ?? '',
    inApp: (params) => ({ title: fill(words.in_app.title, params), body: fill(words.in_app.body, params) }),
    wechat: (params) => {
      const short = shorten(params);
      return Object.fromEntries(
        Object.entries(words.wechat.values).map(([field, value]) => [field, { value: fill(value, short) }]),
      );
    },
    sms: (params) => {
      const short = shorten(params);
      return {
        templateId: words.sms.id,
        params: namesIn(words.sms.text).map((name) => fill(`{${name}}`, short)),
      };
    },
  };
}

/** What may be longer than a place outside the app has room for is cut there. */
function shorten(params: MessageParams): MessageParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const letters = Array.from(value);
      const { most } = messageParams[name as MessageParam];
      return [name, letters.length <= most ? value : `${letters.slice(0, most - 1).join('')}…`];
    }),
  );
}

function fill(words: string, params: MessageParams): string {
  return words.replaceAll(placeholder, (_whole, name: MessageParam) => {
    const value = params[name] ?? '';
    return name === 'day' ? presentDay(value) : value;
  });
}

function presentDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year ?? ''}年${month ?? ''}月${date ?? ''}日`;
}

/** @throws {Error} when a message is not filled with exactly what its template takes: a mistake in the caller */
export function checkParams({ code, params }: Template, given: MessageParams): void {
  const named = Object.keys(given).sort().join(', ');
  const expected = [...params].sort().join(', ');
  if (named !== expected) throw new Error(`message ${code} takes ${expected}, not ${named}`);
  if (given.day !== undefined) parseDay(given.day);
  const empty = params.find((name) => given[name]?.trim() === '');
  if (empty !== undefined) throw new Error(`message ${code}: ${empty} is empty`);
}
