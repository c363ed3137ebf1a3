// What the loader refuses of config/notice, and that its words are those which the carriers have approved.
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { ConfigError } from '../../../bff/src/config.ts';
import { readMessageData, type MessageData } from '../../../bff/src/message/message-data.ts';
import { checkParams, compileWords, type MessageParams } from '../../../bff/src/message/message.words.ts';
import { afterQuiet, compileRules } from '../../../bff/src/message/sending-rules.ts';
import { messageTemplate } from '../../../shared/src/contract/index.ts';
import { credentials } from '../../sandbox/credentials.ts';
import { templates } from '../../sandbox/sms/templates.ts';
import { subscribeTemplates } from '../../sandbox/wechat/subscriptions.ts';

const configDir = path.join(__dirname, '../../../config');
const { sign } = credentials.sms;
interface Words {
  code: string;
  params: string[];
  in_app: { title: string; body: string };
  wechat: { template: string; values: Record<string, string> };
  sms: { id: string; text: string };
}
interface WordsFile {
  wechat: { status: string; page: string; templates: Record<string, { id: string; fields: string[] }> };
  sms: { status: string };
  messages: Words[];
}
const read = (name: string): unknown => parse(readFileSync(path.join(configDir, 'notice', name), 'utf8'));
const readWords = () => read('messages.yaml') as WordsFile;

let data: MessageData;
beforeAll(async () => {
  data = await readMessageData(configDir, sign);
});

/** Every parameter as long as it may be. */
const fullest = {
  number: 'JZ202612310000019',
  day: '2026-12-31',
  days: '999',
  count: '999',
  organisation: '某'.repeat(40),
  amount: '9000000000.00',
  reason: '某'.repeat(200),
} as const;
const filled = (names: readonly (keyof typeof fullest)[]): MessageParams =>
  Object.fromEntries(names.map((name) => [name, fullest[name]]));

describe.each(messageTemplate.options)('%s, at its longest', (code) => {
  test('is the SMS that the carrier has approved, and one part of it', () => {
    const template = data.words.get(code);
    const words = readWords().messages.find((one) => one.code === code)!;
    const { templateId, params } = template.sms(filled(template.params));
    const approved = templates[templateId] ?? '';
    let place = 0;
    expect(words.sms.text.replaceAll(/\{\w+\}/g, () => `{${(place += 1)}}`)).toBe(approved);
    expect(params).toHaveLength(place);
    const text = params.reduce((told, value, at) => told.replace(`{${at + 1}}`, value), approved);
    expect(Array.from(`【${sign}】${text}`).length).toBeLessThanOrEqual(70);
  });

  test('fills exactly the fields of its WeChat template, each in its form', () => {
    const template = data.words.get(code);
    const values = template.wechat(filled(template.params));
    expect(Object.keys(values).sort()).toEqual([...(subscribeTemplates[template.wechatId] ?? [])].sort());
    for (const [field, { value }] of Object.entries(values)) {
      expect(value).not.toContain('{');
      if (field.startsWith('thing')) expect(Array.from(value).length).toBeLessThanOrEqual(20);
    }
  });

  test('says neither money nor a reason where a stranger may read it', () => {
    const template = data.words.get(code);
    const given = { ...filled(template.params) };
    const outside = JSON.stringify([template.wechat(given), template.sms(given)]);
    expect(outside).not.toContain(fullest.amount);
    expect(outside).not.toContain(fullest.reason.slice(0, 20));
  });
});

test('the pages and templates are those of the mini-program', () => {
  expect([...data.words.subscriptions].sort()).toEqual(Object.keys(subscribeTemplates).sort());
  const app = readFileSync(path.join(__dirname, '../../../miniapp/src/app.config.ts'), 'utf8');
  const [root, page] = [
    data.words.page.split('/').slice(0, 2).join('/'),
    data.words.page.split('/').slice(2),
  ];
  expect(app).toContain(root);
  expect(app).toContain(page.join('/'));
});

describe('words that cannot be sent', () => {
  const refusal = (change: (file: WordsFile) => void): string => {
    const file = readWords();
    change(file);
    try {
      compileWords(file, 'messages.yaml', sign);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      return (error as Error).message;
    }
    return '';
  };
  const of = (file: WordsFile, code: string) => file.messages.find((one) => one.code === code)!;

  test('as they stand they can', () => {
    expect(refusal(() => undefined)).toBe('');
  });

  test.each<[string, (file: WordsFile) => void, string]>([
    ['an occasion without words', ({ messages }) => void messages.pop(), 'filed_by_you: has no words'],
    [
      'one twice',
      (file) => void file.messages.push(of(file, 'payment_sent')),
      'payment_sent: is there twice',
    ],
    [
      'one that nobody knows',
      (file) => void (of(file, 'payment_sent').code = 'money_sent'),
      'messages.yaml cannot be used',
    ],
    [
      'a place that nothing fills',
      (file) => void (of(file, 'payment_failed').in_app.body += '{day}'),
      'payment_failed: {day} is not among its params',
    ],
    [
      'a parameter that nothing uses',
      (file) => void of(file, 'payment_failed').params.push('day'),
      'payment_failed: no text uses {day}',
    ],
    [
      'money in an SMS',
      (file) => void (of(file, 'payment_sent').sms.text += '{amount}'),
      'payment_sent: {amount} may not be read by a stranger',
    ],
    [
      'the reason in a WeChat message',
      (file) => void (of(file, 'claim_refused').wechat.values.thing3 = '{reason}'),
      'claim_refused: {reason} may not be read by a stranger',
    ],
    [
      'more than one SMS',
      (file) => void (of(file, 'payment_failed').sms.text += '请'.repeat(40)),
      '70 are one SMS',
    ],
    [
      'a place twice in an SMS',
      (file) => void (of(file, 'payment_failed').sms.text = '{number}和{number}'),
      '{number} is there twice',
    ],
    [
      'a field too few',
      (file) => {
        delete of(file, 'payment_failed').wechat.values.thing3;
      },
      'payment_failed: wechat: thing3 has no value',
    ],
    [
      'a field too many',
      (file) => void (of(file, 'payment_failed').wechat.values.thing9 = '请看'),
      'payment_failed: wechat: the template has no thing9',
    ],
    [
      'a phrase of six characters',
      (file) => void (of(file, 'payment_failed').wechat.values.phrase2 = '打款没有成功'),
      'payment_failed: wechat: phrase2 takes at most 5',
    ],
    [
      'a template that is not listed',
      (file) => void (of(file, 'payment_failed').wechat.template = 'other'),
      'no template other of WeChat is listed',
    ],
    [
      'four templates, of which WeChat asks for three',
      ({ wechat }) => void (wechat.templates.fourth = { id: 'fourth', fields: ['thing1'] }),
      'three templates at most',
    ],
    [
      'a status that there is not',
      (file) => void (file.sms.status = 'maybe'),
      'messages.yaml cannot be used',
    ],
  ])('%s', (_name, change, complaint) => {
    expect(refusal(change)).toContain(complaint);
  });

  test('illustrative while either carrier’s part is', () => {
    const file = readWords();
    const illustrative = () => compileWords(file, 'messages.yaml', sign).illustrative;
    expect(illustrative()).toBe(true);
    file.wechat.status = 'official';
    expect(illustrative()).toBe(true);
    file.sms.status = 'official';
    expect(illustrative()).toBe(false);
  });
});

test('a message that is not filled with what it takes is a mistake of the caller', () => {
  const template = data.words.get('payment_sent');
  const number = fullest.number;
  expect(() => checkParams(template, { number, amount: '1.00' })).not.toThrow();
  expect(() => checkParams(template, { number })).toThrow('takes amount, number, not number');
  expect(() => checkParams(template, { number, amount: '1.00', day: '2026-11-22' })).toThrow(
    'not amount, day',
  );
  expect(() => checkParams(template, { number, amount: ' ' })).toThrow('amount is empty');
  const dated = data.words.get('claim_submitted');
  expect(() => checkParams(dated, { number, day: '2026-02-30' })).toThrow();
});

describe('rules of sending', () => {
  type RulesFile = Record<string, Record<string, unknown>>;
  const compile = (change: (file: RulesFile) => void = () => undefined) => {
    const file = read('sending.yaml') as RulesFile;
    change(file);
    return compileRules(file, 'sending.yaml');
  };

  test('money is counted in thousandths of a yuan, by region', () => {
    const rules = compile();
    expect(rules.mostSms('510400')).toBe(111_111);
    expect(rules.mostSms('420500')).toBe(66_666);
    expect(rules.illustrative).toBe(true);
    expect(compile(({ sms }) => void (sms!.status = 'official')).illustrative).toBe(false);
  });

  test.each<[string, (file: RulesFile) => void]>([
    ['an hour that no clock shows', ({ quiet }) => void (quiet!.from = '24:00')],
    ['money as a number', ({ sms }) => void (sms!.price = 0.045)],
    ['an SMS for nothing', ({ sms }) => void (sms!.price = '0.000')],
    [
      'a ceiling of no region',
      ({ sms }) => void (sms!.ceiling = { default: '1.00', regions: { 攀枝花: '1.00' } }),
    ],
    ['a call without an end', ({ follow_up: followUp }) => void (followUp!.call_within_hours = 0)],
    ['no question to the carrier', ({ receipts }) => void (receipts!.ask_after_minutes = [])],
    ['half a message a day', (file) => void (file.per_person!.day = 0.5)],
    ['a rule that nobody reads', (file) => void (file.weekends = {})],
    [
      'a rule that is missing',
      (file) => {
        delete file.follow_up;
      },
    ],
  ])('%s is refused', (_name, change) => {
    expect(() => compile(change)).toThrow(ConfigError);
  });

  test.each([
    ['2026-11-23T12:59:59.000Z', '2026-11-23T12:59:59.000Z'],
    ['2026-11-23T13:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    ['2026-11-23T23:59:59.000Z', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
  ])('from nine in the evening to eight nobody is disturbed: %s', (now, until) => {
    expect(new Date(afterQuiet(compile().quiet, Date.parse(now))).toISOString()).toBe(until);
  });
});
