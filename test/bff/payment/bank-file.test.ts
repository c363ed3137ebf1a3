import path from 'node:path';

import { readBankAnswer } from '../../../bff/src/payment/bank-answer.ts';
import { writeBankFile, type OrderLine } from '../../../bff/src/payment/bank-file.ts';
import { readBankFormats, type BankFormat } from '../../../bff/src/payment/bank-format.ts';
import { CsvUnreadable, plainText, readRows, writeRow } from '../../../bff/src/payment/csv.ts';
import { parseDay } from '../../../shared/src/kernel/index.ts';
import { openBank } from '../../sandbox/bank/bank.ts';

const config = path.join(__dirname, '../../../config');
const batch = 'q3Zr0Yw1S2mXb6TnVh8kAg';
const lineOf = (at: number, change: Partial<OrderLine> = {}): OrderLine => ({
  line: at,
  payment: String(at).padStart(22, '-'),
  holder: '欧阳娜',
  bank: '攀枝花农商银行',
  account: '6230000000000000015',
  amount: 124_000,
  ...change,
});
const frameOf = (lines: readonly OrderLine[]) => ({
  batch,
  day: '2026-11-20',
  count: lines.length,
  total: lines.reduce((sum, { amount }) => sum + amount, 0),
});

let formats: Awaited<ReturnType<typeof readBankFormats>>;
let gb: BankFormat;
let utf: BankFormat;
beforeAll(async () => {
  formats = await readBankFormats(config);
  gb = formats.get('510400@2026-01-01');
  utf = formats.get('420500@2026-01-01');
});

async function write(format: BankFormat, lines: readonly OrderLine[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of writeBankFile(format, frameOf(lines), [lines])) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('the format of a region holds from a day, and another region has another', () => {
  expect(formats.find('510400', parseDay('2026-11-20'))?.id).toBe('510400@2026-01-01');
  expect(formats.find('510400', parseDay('2025-12-31'))).toBeNull();
  expect(formats.find('440000', parseDay('2026-11-20'))).toBeNull();
  expect(() => formats.get('510400@2020-01-01')).toThrow('no longer has the edition');
  expect(formats.illustrative).toContain('config/bank/510400.yaml');
});

test('GB18030: every name is written, rare characters too', async () => {
  const file = await write(gb, [lineOf(1, { holder: '𠮷田·䶮' })]);
  const text = new TextDecoder('gb18030', { fatal: true }).decode(file);
  expect(text).toBe(
    [
      `H,B${batch},2026-11-20,1,1240.00`,
      ',序号,业务号,户名,开户行,账号,金额,用途',
      `D,1,P${'-'.repeat(21)}1,𠮷田·䶮,攀枝花农商银行,6230000000000000015,1240.00,医疗救助`,
      'T,1,1240.00',
      '',
    ].join('\r\n'),
  );
});

test('UTF-8 with a mark, where the bank wants one', async () => {
  const file = await write(utf, [lineOf(1)]);
  expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(file.toString('utf8')).toContain('欧阳娜');
});

test.each([
  ['=HYPERLINK("http://x")', 'HYPERLINK("http://x")'],
  ['+8613800000000', '8613800000000'],
  ['-2+3', '2+3'],
  ['@SUM(A1)', 'SUM(A1)'],
  ['＝1+1', '1+1'],
  ['\t=1+1', '1+1'],
  [' = = 1', '1'],
  ['农行\r\nT,0,0.00', '农行  T,0,0.00'],
  ['攀枝花农商银行', '攀枝花农商银行'],
])('%j is written as the plain text %j', (given, written) => {
  expect(plainText(given)).toBe(written);
});

test('what people wrote makes neither a formula nor a row in the file', async () => {
  const nasty = lineOf(1, { holder: '=1+1', bank: '@x"\r\nD,2,P,y' });
  const file = (await write(utf, [nasty])).toString('utf8');
  const rows = [...readRows([file.slice(1)])];
  expect(rows.map(({ cells }) => cells[0])).toEqual(['H', '', 'D', 'T']);
  for (const { cells } of rows) for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
});

test('rows are read as they were written, quotes, commas and breaks within them too', () => {
  const rows = [
    ['a', 'b,c', 'say "no"'],
    ['', 'two\nlines', 'end'],
  ];
  const text = rows.map((row) => `${writeRow(row)}\r\n`).join('\r\n');
  // Cut anywhere: what is read does not depend on how it came.
  for (const size of [1, 2, 5, 1000]) {
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    expect([...readRows(pieces)].map(({ cells }) => cells)).toEqual(rows);
  }
  for (const broken of ['"open', '"a"b', 'x'.repeat(1001), ','.repeat(64)])
    expect(() => [...readRows([broken])]).toThrow(CsvUnreadable);
});

test.each([
  ['gb18030', 'gb18030'],
  ['utf-8-bom', 'utf-8-bom'],
] as const)('the bank’s answer in %s is read row by row', async (_, encoding) => {
  const lines = [1, 2, 3].map((at) => lineOf(at));
  const bank = openBank({ encoding, judge: ({ line }) => (line === '2' ? { code: '1002' } : null) });
  const { rows, problems } = readBankAnswer(gb, batch, bank.take(await write(gb, lines)));
  expect(problems).toEqual([]);
  expect(rows.map(({ payment, amount, outcome, failure }) => [payment, amount, outcome, failure])).toEqual([
    [lines[0]?.payment, 124_000, 'paid', null],
    [lines[1]?.payment, 124_000, 'failed', 'name_differs'],
    [lines[2]?.payment, 124_000, 'paid', null],
  ]);
});

test('a bank that gets a batch twice pays it once, and says the same', async () => {
  const bank = openBank();
  const file = await write(gb, [lineOf(1), lineOf(2)]);
  expect(bank.take(file)).toBe(bank.take(file));
  expect([...bank.paid().values()]).toEqual([1, 1]);
});

const rowOf = (at: number, amount = '1240.00', outcome = 'S', code = '') =>
  `D,P${lineOf(at).payment},${amount},${outcome},${code}`;
const header = `H,B${batch},2026-11-20`;
const good = [header, rowOf(1), rowOf(2, '1240.00', 'F', '1001'), 'T,2,2480.00,1,1240.00'];
const replace = (at: number, row: string) => good.map((one, index) => (index === at ? row : one));

test.each([
  ['as it should be', good, []],
  ['no header', good.slice(1), ['no_header']],
  ['no trailer', good.slice(0, 3), ['no_trailer']],
  ['of another batch', replace(0, `H,B${'x'.repeat(22)},2026-11-20`), ['batch_differs']],
  ['a forged count', replace(3, 'T,3,2480.00,1,1240.00'), ['count_differs']],
  ['a forged total', replace(3, 'T,2,2480.01,1,1240.00'), ['total_differs']],
  ['forged paid sums', replace(3, 'T,2,2480.00,2,2480.00'), ['count_differs', 'total_differs']],
  ['a row cut out', [...good.slice(0, 2), ...good.slice(3)], ['count_differs', 'total_differs']],
  ['a row twice', [...good.slice(0, 3), ...good.slice(1)], ['row_twice', 'row_twice']],
  [
    'a row that is none of ours',
    replace(1, 'D,X,1240.00,S,'),
    ['row_unknown', 'count_differs', 'total_differs', 'count_differs', 'total_differs'],
  ],
  [
    'an outcome of its own',
    replace(2, rowOf(2, '1240.00', '?')),
    ['outcome_unknown', 'count_differs', 'total_differs'],
  ],
  [
    'a negative amount',
    replace(2, rowOf(2, '-1240.00', 'F')),
    ['row_unreadable', 'count_differs', 'total_differs'],
  ],
  ['rows after the end', [...good, rowOf(3)], ['row_unreadable']],
  [
    'a page of something else',
    ['<html>', '</html>'],
    ['row_unreadable', 'row_unreadable', 'no_header', 'no_trailer'],
  ],
  ['nothing', [], ['no_header', 'no_trailer']],
])('a file that is %s: %#', (_, rows, problems) => {
  const answer = readBankAnswer(gb, batch, Buffer.from(rows.join('\r\n')));
  expect(answer.problems.map(({ problem }) => problem).sort()).toEqual([...problems].sort());
});

test('bytes of no encoding are said to be unreadable', () => {
  const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from([0xff, 0xfe, 0x80])]);
  expect(readBankAnswer(gb, batch, bytes).problems).toEqual([{ line: null, problem: 'not_readable' }]);
});

test('ten thousand rows go out and come back in pieces', async () => {
  const lines = Array.from({ length: 10_000 }, (_, at) => lineOf(at + 1));
  const pages = async function* () {
    await Promise.resolve();
    for (let from = 0; from < lines.length; from += 500) yield lines.slice(from, from + 500);
  };
  const pieces: Buffer[] = [];
  for await (const piece of writeBankFile(gb, frameOf(lines), pages())) pieces.push(piece);
  // Each is a page: none holds the file.
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100_000);
  const answer = openBank().take(Buffer.concat(pieces));
  const { rows, problems } = readBankAnswer(gb, batch, answer);
  expect([rows.length, problems]).toEqual([10_000, []]);
});
