import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Day } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';
import {
  compilePolicy,
  compileYear,
  findArticle,
  findPolicy,
  findPoolingRegion,
  parseDocument,
  parseRegions,
  parseStatistics,
  policyJsonSchema,
} from '@yijiutong/rules/policy';
import { parse } from 'yaml';

import { configDir, readDocuments } from '../law.fixture.ts';

const yamlOf = (name: string): Record<string, unknown> =>
  parse(readFileSync(path.join(configDir, 'policy', name), 'utf8')) as Record<string, unknown>;
const panzhihua = () => yamlOf('510400-panzhihua/panzhihua-2023.yaml');
const change = (edit: (document: Record<string, never>) => void) => () => {
  const document = panzhihua();
  edit(document as Record<string, never>);
  return parseDocument(document, 'city.yaml');
};

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

describe('a document is refused', () => {
  const at = (document: unknown, ...keys: string[]) =>
    keys.reduce((node, key) => (node as Record<string, unknown>)[key], document) as Record<string, unknown>;

  test.each<[string, (document: unknown) => void, RegExp]>([
    ['an unknown key', (d) => (at(d).bonus = 1), /city\.yaml.*bonus/],
    ['an unquoted number', (d) => (at(d, 'tilt_assistance').cap = { amount: 20000 }), /tilt_assistance\.cap/],
    [
      'a ratio that is a float',
      (d) => (at(d, 'critical_illness').deductible_cut = { ratio: 0.5 }),
      /deductible_cut/,
    ],
    ['a section without a clause', (d) => delete at(d, 'assistance', 'cap').clause, /assistance/],
    [
      'a clause without its wording',
      (d) => (at(d, 'assistance', 'cap').clause = '第一百条'),
      /引用了 第一百条/,
    ],
    ['a day that does not exist', (d) => (at(d, 'document', 'effective').to = '2028-02-30'), /2028-02-30/],
    [
      'a class that is not there',
      (d) => (at(d, 'assistance', 'cap', 'by_class').rich = { amount: '1' }),
      /没有类别“rich”/,
    ],
    [
      'a category in two classes',
      (d) => ((at(d) as { classes: { categories: string[] }[] }).classes[1]!.categories = ['特困人员']),
      /特困人员 在两个类别里/,
    ],
    [
      'money with three decimals',
      (d) => (at(d, 'tilt_assistance').cap = { amount: '1.001' }),
      /tilt_assistance\.cap/,
    ],
  ])('for %s', (_, edit, message) => {
    expect(change(edit)).toThrow(message);
  });
});

test('the published JSON Schema is the one of the code (node --import tsx bff/src/cli/schema.ts writes it)', () => {
  const published: unknown = JSON.parse(
    readFileSync(path.join(configDir, 'policy', 'policy.schema.json'), 'utf8'),
  );
  expect(published).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
});

describe('a compiled policy', () => {
  test('is null outside the document, day by day', () => {
    const on = (day: string) => compilePolicy(law, { region: '510400', on: day as Day }) === null;
    expect(['2023-01-31', '2023-02-01', '2028-01-31', '2028-02-01'].map(on)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  test('is frozen and survives JSON', () => {
    const year = compileYear(law, {
      region: '420500',
      year: 2024,
      overrides: { 'criticalIllness.deductible': '12000' },
    });
    expect(Object.isFrozen(year.spans[0]?.policy?.terms[0])).toBe(true);
    expect(JSON.parse(JSON.stringify(year))).toEqual(year);
  });

  test('cuts the year where a document begins', () => {
    const { spans } = compileYear(law, { region: '510400', year: 2023 });
    expect(spans.map(({ from, to, policy }) => [from, to, policy !== null])).toEqual([
      ['2023-01-01', '2023-01-31', false],
      ['2023-02-01', '2023-12-31', true],
    ]);
    expect(findPolicy(compileYear(law, { region: '510400', year: 2023 }), '2023-01-31' as Day)).toBeNull();
  });

  test('names a statistic that nobody gave, with the year it would describe', () => {
    const policy = compilePolicy(law, { region: '510400', on: '2024-05-01' as Day });
    const terms = policy?.terms[policy.classOf.低保边缘家庭成员 ?? -1];
    expect(terms?.assistance?.deductible).toMatchObject({
      what: 'figure',
      name: 'residentIncome',
      region: '510400',
      day: '2024-05-01',
      year: 2023,
      clause: { document: 'panzhihua-2023', article: '第十二条（一）' },
    });
  });

  test('a figure may change by date, and a day between its entries has none', () => {
    const edited = panzhihua();
    (edited.tilt_assistance as Record<string, unknown>).cap = {
      dated: [
        { from: '2023-02-01', to: '2024-06-30', figure: { amount: '20000' } },
        { from: '2024-08-01', figure: { amount: '25000' } },
      ],
    };
    const changed: Law = { ...law, documents: [parseDocument(edited, 'city.yaml')] };
    const capOn = (on: string) =>
      compilePolicy(changed, { region: '510400', on: on as Day })?.terms[0]?.tilt?.cap;
    expect(capOn('2024-06-30')).toBe(2_000_000);
    expect(capOn('2024-08-01')).toBe(2_500_000);
    expect(capOn('2024-07-15')).toMatchObject({ what: 'figure', name: 'tilt.cap', day: '2024-07-15' });
    const { spans } = compileYear(changed, { region: '510400', year: 2024 });
    expect(spans.map(({ from }) => from)).toEqual(['2024-01-01', '2024-07-01', '2024-08-01']);
  });

  test('two documents for one day are an error, not a choice', () => {
    const twin = panzhihua();
    (twin.document as Record<string, unknown>).id = 'panzhihua-twin';
    const doubled: Law = { ...law, documents: [...law.documents, parseDocument(twin, 'twin.yaml')] };
    expect(() => compilePolicy(doubled, { region: '510400', on: '2024-05-01' as Day })).toThrow(
      /given by panzhihua-2023, panzhihua-twin for the same day 2024-05-01/,
    );
  });

  test('what a document leaves to another is deferred, never borrowed', () => {
    const policy = compilePolicy(law, { region: '450200', on: '2024-05-01' as Day });
    expect(policy?.deferred.assistance?.deferredTo).toBe('桂政办发〔2022〕5号');
    expect(policy?.deferred.tilt?.deferredTo).toBe('各县（区）人民政府、新区管委会');
  });
});

test('a region is found by its table, never by prefix', () => {
  const find = (code: string) => findPoolingRegion(law.regions, code)?.code ?? null;
  expect(['510400', '510421', '510499', '510498', '420599', '440699', '999999'].map(find)).toEqual([
    '510400',
    '510400',
    '510400',
    null,
    '420500',
    null,
    null,
  ]);
  const twice = { regions: [{ code: '510400', name: '甲', covers: { '510400': '乙' } }] };
  expect(() => parseRegions(twice, 'regions.yaml')).toThrow(/510400 写了两次/);
});

test('the wording of a clause is found with its document', () => {
  const clause = { document: 'panzhihua-2023', article: '第十条' };
  expect(findArticle(law.documents, clause)).toMatchObject({
    issuer: '攀枝花市人民政府办公室',
    article: '第十条',
  });
  expect(findArticle(law.documents, { ...clause, article: '第二条' })).toBeNull();
});

test('statistics need a source and a status', () => {
  const entry = { amount: '40000', status: 'published', source: '统计公报' };
  const file = (value: unknown) => ({ region: '510400', residentIncome: { by_year: { '2023': value } } });
  expect(parseStatistics(file(entry), 's.yaml').region).toBe('510400');
  expect(() => parseStatistics(file({ ...entry, status: 'guessed' }), 's.yaml')).toThrow(/status/);
  expect(() => parseStatistics(file({ amount: '40000', status: 'published' }), 's.yaml')).toThrow(/source/);
});
