// What a mandate is asked for with: config/notice/mandate.yaml.
import path from 'node:path';

import { addDays, type Day } from '@yijiutong/rules/kernel';
import { z } from 'zod';

import { ConfigError } from '../config.ts';
import { readYaml } from '../storage/yaml-files.ts';

export interface MandateText {
  version: string;
  title: string;
  body: readonly string[];
}

type Filled = Readonly<Record<'organisation' | 'day' | 'code', string>>;
/** An SMS as the carrier takes it: its template, and the values of its places in order. */
export interface AskingSms {
  lifetime: number;
  fill(values: Filled): { templateId: string; params: string[] };
}

export interface MandateRules {
  text: MandateText;
  /** What it is for, in one line, as every consent keeps it. */
  purpose: string;
  /** How long she may think about it, in milliseconds. */
  answerTime: number;
  /** The last day of a mandate that she gives on this one. */
  lastDay(given: Day): Day;
  /** Of ten slips, how many somebody calls about. */
  callBackInTen: number;
  smsCode: AskingSms;
  smsReply: AskingSms;
  illustrative: boolean;
}

const words = z.string().min(1).max(200);
const template = { id: z.string().min(1).max(20), text: words };
const file = z.strictObject({
  text: z.strictObject({
    version: z.string().min(1).max(40),
    title: words,
    purpose: words,
    body: z.array(words).min(1),
  }),
  days: z.int().min(1).max(365),
  answer_days: z.int().min(1).max(30),
  call_back_in_ten: z.int().min(0).max(10),
  sms: z.strictObject({
    status: z.enum(['official', 'illustrative']),
    code: z.strictObject({ ...template, minutes: z.int().min(1).max(60) }),
    reply: z.strictObject({ ...template, hours: z.int().min(1).max(168) }),
  }),
});

const minute = 60_000;
const hour = 60 * minute;

/** @param sign the signature that the carrier puts before every SMS @throws naming the file and what is wrong with it */
export function readMandateRules(configDir: string, sign: string): Promise<MandateRules> {
  const where = path.join(configDir, 'notice', 'mandate.yaml');
  return readYaml(configDir, where, (value, name) => compile(value, name, sign));
}

function compile(value: unknown, where: string, sign: string): MandateRules {
  const parsed = file.safeParse(value);
  if (!parsed.success) throw new ConfigError(`${where} cannot be used:\n${z.prettifyError(parsed.error)}`);
  const { text, days, answer_days: answerDays, call_back_in_ten: callBackInTen, sms } = parsed.data;
  const problems = [
    ...problemsOf(sms.code.text, sign),
    ...problemsOf(sms.reply.text, sign),
    ...(sms.reply.hours > days * 24 ? ['an SMS may be answered after the last day that it names'] : []),
  ];
  if (problems.length > 0) throw new ConfigError(`${where} cannot be used:\n  ${problems.join('\n  ')}`);
  const { version, title, purpose, body } = text;
  return {
    text: { version, title, body },
    purpose,
    answerTime: answerDays * 24 * hour,
    lastDay: (given) => addDays(given, days),
    callBackInTen,
    smsCode: { lifetime: sms.code.minutes * minute, fill: filling(sms.code) },
    smsReply: { lifetime: sms.reply.hours * hour, fill: filling(sms.reply) },
    illustrative: sms.status === 'illustrative',
  };
}

const placeholder = /\{(\w*)\}/g;
const longestName = 14;
const longest: Filled = { organisation: '某'.repeat(longestName), day: '2026年12月31日', code: '000000' };
const onePart = 70;

const namesIn = (text: string): string[] => [...text.matchAll(placeholder)].map(([, name]) => name ?? '');

/** She has to read who asks, until when, and what to answer with; and it is one SMS. */
function problemsOf(text: string, sign: string): string[] {
  const names = namesIn(text);
  const whole = `【${sign}】${text.replaceAll(placeholder, (_all, name: keyof Filled) => longest[name] ?? '')}`;
  const { length } = Array.from(whole);
  return [
    ...(names.toSorted().join(' ') === 'code day organisation'
      ? []
      : ['an SMS names {organisation}, {day} and {code}, each once']),
    ...(length > onePart
      ? [`an SMS has up to ${length} characters with the signature; ${onePart} are one`]
      : []),
  ];
}

function filling({ id, text }: { id: string; text: string }): AskingSms['fill'] {
  return (values) => ({
    templateId: id,
    params: namesIn(text).map((name) => shorten(values[name as keyof Filled])),
  });
}

function shorten(value: string): string {
  const letters = Array.from(value);
  return letters.length <= longestName ? value : `${letters.slice(0, longestName - 1).join('')}…`;
}
