import path from 'node:path';
import { Readable } from 'node:stream';

import { main } from '../../../bff/src/cli/calc-runner.ts';
import { configDir } from '../../shared/law.fixture.ts';

const root = path.join(configDir, '..');
const bill = { date: '2024-03-01', selfPayInScope: '10000.00', referred: true, inProvince: true };
const asked = { person: { categories: ['低保边缘家庭成员'] }, settlements: [bill] };

async function run(args: string[], input: string): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const keep = (key: 'out' | 'err') => (text: string | Uint8Array) => {
    written[key] += String(text);
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    jest.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
  ];
  const code = await main(args, root, Readable.from([input]));
  for (const spy of spies) spy.mockRestore();
  return { code, ...written };
}

test('a decision is told as a tree of Chinese steps, each with its clause, and says what is only an example', async () => {
  const { code, out } = await run(['--region', '510421', '-'], JSON.stringify(asked));
  expect(code).toBe(0);
  expect(out).toContain('assistanceTotal: 3020.00');
  expect(out).toMatch(
    /年度救助起付标准：3960\.00（居民人均可支配收入 2023年（示例数据）） {2}〔.*第十二条（一）〕/,
  );
  expect(out).toContain('年度累计应救助：3020.00 = max(10000.00 − 3960.00, 0) × 50%');
});

test.each([
  [
    '510400',
    {
      question: 'warning',
      on: '2024-06-01',
      person: { categories: ['低保对象'] },
      input: { yearToDateSelfPay: '1.00' },
    },
    ['年度累计自付医疗费用 1.00', '有没有超过：现在没有超过。'],
  ],
  ['510400', asked, ['本次救助 3,020.00', '这张账单该给您 3,020.00']],
])('in %s it is told to an officer and to the family: %j', async (region, question, words) => {
  const { code, out } = await run(['--region', region, '-'], JSON.stringify(question));
  expect(code).toBe(0);
  const [, officer = '', family = ''] = out.split(/^对工作人员说：$|^对家里人说：$/m);
  expect(officer.replaceAll('\u00a0', ' ')).toContain(words[0]);
  expect(family.replaceAll('\u00a0', ' ')).toContain(words[1]);
});

test('--json gives the same as data', async () => {
  const { out } = await run(['--region', '510400', '--json', '-'], JSON.stringify(asked));
  const came = JSON.parse(out) as { answer: Record<string, unknown>; explanations: { result: string }[] };
  expect(came.answer.assistance).toEqual(['3020.00']);
  expect(came.explanations[0]?.result).toBe('3020.00');
});

test.each([
  [[], '', /^usage: npm run calc/],
  [['--colour', '-'], '', /colour/],
  [['-'], 'not json', /^-: not JSON/],
  [['--region', '999999', '-'], JSON.stringify(asked), /^unknown region "999999"/],
  [['--region', '510400', '-'], '[]', /^a list of cases: calc takes one/],
  [['--region', '510400', '-'], '{}', /^"settlements" is missing/],
  [['--region', '510400', '--on', '2024-02-30', '-'], JSON.stringify(asked), /^--on is not a day/],
  [['config'], '', /^There is no file config$/m],
  [['no-such-file.json'], '', /^There is no file .*no-such-file\.json/],
])('%j is a clear error', async (args, input, message) => {
  const { code, err } = await run(args, input);
  expect([code, err]).toEqual([1, expect.stringMatching(message)]);
});
