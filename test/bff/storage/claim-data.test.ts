import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { InvalidInput, parseDay } from '@yijiutong/rules/kernel';

import { readClaimData } from '../../../bff/src/storage/claim-data.ts';

const configDir = join(__dirname, '../../../config');
let copy: string;
beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), 'claim-data-'));
  for (const folder of ['papers', 'procedures', 'calendar']) {
    await cp(join(configDir, folder), join(copy, folder), { recursive: true });
  }
});
afterEach(() => rm(copy, { recursive: true }));

async function change(file: string, from: string, to: string) {
  const text = await readFile(join(copy, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  await writeFile(join(copy, file), text.replace(from, to));
}

/** The refusal, in one line. */
async function refusal(): Promise<string> {
  const error: unknown = await readClaimData(copy).then(
    () => new Error('it was taken'),
    (reason: unknown) => reason,
  );
  return error instanceof InvalidInput ? error.message : `not refused: ${String(error)}`;
}

test('the files of the repository are whole: years, regions and holidays', async () => {
  const { calendar, papersOf } = await readClaimData(configDir);
  const counts = [...calendar].map(([year, { status, holidays, workedWeekends }]) => [
    year,
    status,
    holidays.size,
    workedWeekends.size,
  ]);
  expect(counts).toEqual([
    [2025, 'published', 28, 5],
    [2026, 'published', 33, 6],
    [2027, 'provisional', 13, 0],
  ]);
  expect(papersOf('510400', parseDay('2026-11-21')).kinds.size).toBe(15);
});

test.each<[string, string, string, string, RegExp]>([
  [
    'a holiday of another year',
    'calendar/2026.yaml',
    "from: '2026-01-01'",
    "from: '2025-12-31'",
    /^config\/calendar\/2026\.yaml: holidays\.0: 元旦: 2025-12-31 belongs into the file of 2025$/,
  ],
  [
    'a worked day of another year',
    'calendar/2026.yaml',
    "'2026-01-04'",
    "'2025-12-28'",
    /2026\.yaml: holidays\.0: 元旦: 2025-12-28 belongs into the file of 2025$/,
  ],
  [
    'a worked day that is no weekend day',
    'calendar/2026.yaml',
    "'2026-02-28'",
    "'2026-02-27'",
    /2026\.yaml: holidays\.1: 春节: 2026-02-27 is no Saturday or Sunday/,
  ],
  [
    'a day that is free twice',
    'calendar/2026.yaml',
    "to: '2026-09-27'",
    "to: '2026-10-01'",
    /2026\.yaml: holidays\.6: 国庆节: 2026-10-01 stands twice$/,
  ],
  [
    'a day that is both free and worked',
    'calendar/2026.yaml',
    "'2026-02-14'",
    "'2026-02-15'",
    /2026\.yaml: holidays\.1: 春节: 2026-02-15 stands twice$/,
  ],
  [
    'a worked day listed twice',
    'calendar/2026.yaml',
    "'2026-02-28'",
    "'2026-02-14'",
    /holidays\.1: 春节: 2026-02-14 stands twice$/,
  ],
  [
    'a holiday that ends before it begins',
    'calendar/2026.yaml',
    "to: '2026-04-06'",
    "to: '2026-04-03'",
    /holidays\.2: 清明节: it ends on 2026-04-03, before it begins on 2026-04-04$/,
  ],
  [
    'a holiday with a wrong month',
    'calendar/2026.yaml',
    "to: '2026-04-06'",
    "to: '2026-06-04'",
    /holidays\.2: 清明节: it would be longer than two weeks/,
  ],
  [
    'a day that does not exist',
    'calendar/2026.yaml',
    "'2026-02-28'",
    "'2026-02-30'",
    /2026\.yaml: holidays\.1\.work\.1: 日期要加引号/,
  ],
  [
    'a file of one year with the days of another',
    'calendar/2027.yaml',
    "year: '2027'",
    "year: '2026'",
    /2027\.yaml: holidays\.0: 元旦: 2027-01-01 belongs into the file of 2027$/,
  ],
  [
    'a year without a source',
    'calendar/2027.yaml',
    'source: 《全国年节及纪念日放假办法》（2024年修订）第二条',
    '',
    /2027\.yaml: source/,
  ],
  [
    'a year that is made up',
    'calendar/2027.yaml',
    'status: provisional',
    'status: illustrative',
    /2027\.yaml: status/,
  ],
  [
    'a paper that nobody describes',
    'papers/national.yaml',
    '- { paper: bank_card }',
    '- { paper: passbook }',
    /^config\/papers\/national\.yaml: person\.2: there is no paper "passbook"$/,
  ],
  [
    'a paper twice in a list',
    'papers/national.yaml',
    '- { paper: bank_card }',
    '- { paper: identity_card }',
    /national\.yaml: person\.2: identity_card stands twice$/,
  ],
  [
    'a number without quotes',
    'papers/national.yaml',
    "max_pages: '2'",
    'max_pages: 2',
    /national\.yaml: papers\.identity_card\.max_pages/,
  ],
  [
    'a paper without its words',
    'papers/national.yaml',
    'words: 看病交钱的发票，盖章的纸票或电子票据都行。',
    '',
    /national\.yaml: papers\.invoice\.words/,
  ],
  [
    'a kind of bill that is left out',
    'papers/national.yaml',
    '  other:\n',
    '  others:\n',
    /national\.yaml: bills/,
  ],
  [
    'something that the platform cannot hold for a bill on paper',
    'papers/national.yaml',
    '- { paper: cost_list }',
    '- { paper: cost_list, held_when: settled }',
    /national\.yaml: bills\.inpatient\.paper\.2/,
  ],
  [
    'a new paper of a region that is not whole',
    'papers/510400.yaml',
    '  special_drug_form:',
    '  drug_card:',
    /^config\/papers\/510400\.yaml: papers\.drug_card\.words: a paper that national\.yaml does not have/,
  ],
  [
    'a file under the wrong name',
    'papers/510400.yaml',
    "region: '510400'",
    "region: '420500'",
    /510400\.yaml: region: it is 420500$/,
  ],
])('%s is refused with its place', async (_, file, from, to, message) => {
  await change(file, from, to);
  expect(await refusal()).toMatch(message);
});

test('a file that no region is named by is refused', async () => {
  await writeFile(join(copy, 'papers', 'panzhihua.yaml'), 'from: 1');
  expect(await refusal()).toMatch(/papers\/panzhihua\.yaml: named neither national\.yaml nor after a region/);
});

test('a second file of the same year is refused', async () => {
  await cp(join(copy, 'calendar/2026.yaml'), join(copy, 'calendar/2026-again.yaml'));
  expect(await refusal()).toBe('config/calendar/2026.yaml: year: 2026 has a file already');
});

test('two lists from the same day are refused', async () => {
  await cp(join(copy, 'papers/510400.yaml'), join(copy, 'papers/510400-2027.yaml'));
  expect(await refusal()).toMatch(
    /papers\/510400\.yaml: from: config\/papers\/510400-2027\.yaml holds from the same day$/,
  );
});

test('what still waits for a local guide is named, with what it is borrowed from', async () => {
  const { provisional } = await readClaimData(copy);
  expect(provisional.map(({ file }) => file)).toEqual([
    'config/papers/national.yaml',
    'config/papers/510400.yaml',
    'config/procedures/national.yaml',
    'config/procedures/420500.yaml',
  ]);
  expect(provisional[0]?.source).toContain('江苏省');
});

describe('a region’s own file', () => {
  const on = (day: string) => parseDay(day);
  const write = (name: string, from: string, rest: string) =>
    writeFile(
      join(copy, 'papers', name),
      `region: '420500'\nfrom: '${from}'\nstatus: published\nsource: 本地办事指南\n${rest}`,
    );

  test('replaces only what it names', async () => {
    await write(
      '420500.yaml',
      '2024-01-01',
      'bills: { inpatient: { platform: [{ paper: discharge_record }] } }\n',
    );
    const { papersOf } = await readClaimData(copy);
    const own = papersOf('420500', on('2026-11-21'));
    const national = papersOf('450200', on('2026-11-21'));
    expect(own.bills.inpatient.platform).toEqual([{ paper: 'discharge_record', heldWhen: null }]);
    expect(own.bills.inpatient.paper).toEqual(national.bills.inpatient.paper);
    expect(own.person).toEqual(national.person);
  });

  test('holds from its day, and a later one replaces it', async () => {
    const pages = (count: string) => `papers: { invoice: { max_pages: '${count}' } }\n`;
    await write('420500-2024.yaml', '2024-01-01', pages('8'));
    await write('420500-2027.yaml', '2027-01-01', pages('5'));
    const { papersOf } = await readClaimData(copy);
    const at = (day: string) => papersOf('420500', on(day)).kinds.get('invoice')?.maxPages;
    const national = papersOf('450200', on('2026-11-21')).kinds.get('invoice')?.maxPages;
    expect(['2023-12-31', '2024-01-01', '2026-12-31', '2027-01-01'].map(at)).toEqual([national, 8, 8, 5]);
  });

  test('gives nothing before the first list', async () => {
    const { papersOf } = await readClaimData(copy);
    expect(papersOf('420500', on('2022-04-27')).person.length).toBeGreaterThan(0);
    expect(() => papersOf('420500', on('2022-04-26'))).toThrow(
      'config/papers has no list for 420500 on 2022-04-26',
    );
  });
});
