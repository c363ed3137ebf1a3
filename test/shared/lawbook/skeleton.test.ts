import type { Day } from '@yijiutong/rules/kernel';
import { checkLaw, listFacts, writeSkeleton } from '@yijiutong/rules/lawbook';
import { parseDocument, policyJsonSchema } from '@yijiutong/rules/policy';
import { parse } from 'yaml';

import { LABELS, SECTIONS, SUBJECTS, VALUES } from '../../../shared/src/lawbook/words.ts';
import type { Spoilt } from './keeper.fixture.ts';
import { FRAMEWORK, PANZHIHUA, put, readFile, readYamlFile } from './keeper.fixture.ts';

const skeleton = writeSkeleton({ region: '510400', name: '攀枝花市', id: 'panzhihua-new' });

/** What a keeper writes in place of each kind of placeholder. */
const ANSWERS: readonly (readonly [placeholder: RegExp, answer: string])[] = [
  [/^待填：第几条$/, '第一条'],
  [/^待填：多少元$/, '3000'],
  [/^待填：百分之几/, '50%'],
  [/^待填：几个月$/, '12'],
  [/^待填：(印发|施行)日期/, '2024-01-01'],
  [/^待填：最后一天$/, '2028-12-31'],
  [/^待填：(excluded|kept|in_scope|recompute|inpatient)/, '$1'],
  [/^待填：人员的法定名称$/, '低保对象'],
  [/^待填：(.*)$/, '$1'],
];

function fill(text: string): unknown {
  if (text.startsWith('待填：true')) return true;
  const answer = ANSWERS.find(([placeholder]) => placeholder.test(text));
  return answer === undefined ? text : text.replace(new RegExp(`${answer[0].source}.*`), answer[1]);
}

function fillAll(node: unknown): unknown {
  if (typeof node === 'string') return fill(node);
  if (Array.isArray(node)) return node.map(fillAll);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [String(fill(key)), fillAll(child)]));
}

test('a skeleton has every section of the schema, each with a comment', () => {
  const { properties } = policyJsonSchema() as { properties: object };
  expect(Object.keys(parse(skeleton) as object).sort()).toEqual(Object.keys(properties).sort());
  for (const section of Object.keys(properties).filter((name) => !/^(document|region)$/.test(name))) {
    expect(skeleton).toMatch(new RegExp(`^#.*\\n${section}:`, 'm'));
  }
});

test('a skeleton that is filled is a document', () => {
  const filled = fillAll(parse(skeleton)) as Spoilt;
  put(filled, 'classes.1.categories', ['特困人员']);
  expect(() => parseDocument(filled, 'filled.yaml')).not.toThrow();
});

test('the check names every placeholder of a skeleton, and nothing but them', () => {
  const files = {
    documents: [{ file: 'new.yaml', value: parse(skeleton) as unknown }],
    statistics: [],
    regions: readFile('config/codes/regions.yaml'),
  };
  const { findings } = checkLaw(files, '2026-11-22' as Day);
  expect(findings).toHaveLength(skeleton.match(/'待填/g)!.length - "'待填：第几条':".match(/'待填/g)!.length);
  expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(['to fill']));
});

describe('in Chinese', () => {
  const ascii = /[a-z]{3,}/i;

  test.each([PANZHIHUA, FRAMEWORK, 'config/policy/440000-guangdong/guangdong-2017.yaml'])(
    'everything that %s says has words',
    (file) => {
      const facts = listFacts(parseDocument(readYamlFile(file), file), null);
      expect(facts.filter(({ who, label, value }) => ascii.test(`${who ?? ''}${label}${value}`))).toEqual([]);
    },
  );

  test('every section has words', () => {
    const filled = fillAll(parse(skeleton)) as Spoilt;
    put(filled, 'classes.1.categories', ['特困人员']);
    for (const own of filled.classes as Spoilt[]) own.title = '一类对象';
    const facts = listFacts(parseDocument(filled, 'filled.yaml'), null);
    expect(facts.filter(({ who, label, value }) => ascii.test(`${who ?? ''}${label}${value}`))).toEqual([]);
  });

  /** Every key that an object of the schema may have, and every fixed value of a field. */
  function listNames(node: unknown): { keys: string[]; values: string[] } {
    if (typeof node !== 'object' || node === null) return { keys: [], values: [] };
    const { properties = {}, enum: values = [] } = node as { properties?: object; enum?: string[] };
    const below = Object.values(node).map(listNames);
    return {
      keys: [...Object.keys(properties), ...below.flatMap(({ keys }) => keys)],
      values: [...values, ...below.flatMap((one) => one.values)],
    };
  }

  test('every key and every fixed value of the schema has a word', () => {
    const { keys, values } = listNames(policyJsonSchema());
    // How a figure is written is told as a whole, a document's own data by its first lines, a payer by its name.
    const forms = ['clause', 'of', 'year', 'statistic', 'none', 'choice', 'dated', 'payer', 'id', 'title'];
    const own = [
      'document',
      'region',
      'articles',
      'issuer',
      'subject',
      'issued',
      'revision',
      'effective',
      'undated',
    ];
    const named = new Set([...Object.keys(LABELS), ...Object.keys(SECTIONS), ...forms, ...own]);
    expect(keys.filter((key) => !named.has(key))).toEqual([]);
    const statistics = /^(previous|current)$|^[a-zA-Z]+(Income|Line)$|^premium$|\./;
    const words = { ...VALUES, ...SUBJECTS };
    expect(values.filter((value) => !(value in words) && !statistics.test(value))).toEqual([]);
  });
});
