import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import type { ClauseFinding, Lawbook } from '@yijiutong/rules/lawbook';
import { checkClauses, parseClauseTable, parseClauses, readNumeral } from '@yijiutong/rules/lawbook';
import { parseDocument } from '@yijiutong/rules/policy';
import { parse } from 'yaml';

import { configDir } from '../shared/law.fixture.ts';

const policyDir = path.join(configDir, 'policy');
const rulesDir = path.join(configDir, '..', 'shared', 'src', 'rules');

const ruleHeaders = Object.fromEntries(
  readdirSync(rulesDir)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .map((file) => {
      const source = readFileSync(path.join(rulesDir, file), 'utf8');
      return [path.basename(file, '.ts'), source.slice(0, source.indexOf('*/'))];
    }),
);

/** The policy files of config/, each with what lies beside it under its document's id. */
function readLawbooks(): Lawbook[] {
  const files = readdirSync(policyDir, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.yaml') && !/\.(clauses|draft)\.yaml$/.test(file))
    .map((file) => {
      const read = (name: string) => readFileSync(path.join(policyDir, name), 'utf8');
      const document = parseDocument(parse(read(file)), file);
      const beside = path.join(path.dirname(file), document.document.id);
      const table = parseClauseTable(parse(read(`${beside}.clauses.yaml`)), `${beside}.clauses.yaml`);
      return { document, text: read(`${beside}.txt`), table, ruleHeaders };
    });
}

const books = readLawbooks();

describe('no clause of a document is unaccounted for', () => {
  test.each(books.map((book) => [book.document.document.id, book] as const))('%s', (_, book) => {
    expect(checkClauses(book)).toEqual([]);
  });

  test('no text has lost its end: as many clauses as the printed documents have', () => {
    const counts = books.map(({ document, text, table }) => [
      document.document.id,
      parseClauses(text, table.opening).clauses.length,
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      'guangdong-2017': 27,
      'guangdong-2022': 22,
      'liuzhou-task-list': 15,
      'panzhihua-2023': 43,
      'yichang-major-illness-2022': 30,
      'yichang-outpatient-pool-2023': 37,
      'yichang-pooling-2022': 14,
    });
  });

  test('the seven documents are there, and every text and table belongs to one', () => {
    const ids = books.map(({ document }) => document.document.id).sort();
    expect(ids).toEqual([
      'guangdong-2017',
      'guangdong-2022',
      'liuzhou-task-list',
      'panzhihua-2023',
      'yichang-major-illness-2022',
      'yichang-outpatient-pool-2023',
      'yichang-pooling-2022',
    ]);
    const files = readdirSync(policyDir, { recursive: true, encoding: 'utf8' });
    const ends = (end: string) =>
      files
        .filter((file) => file.endsWith(end))
        .map((file) => path.basename(file, end))
        .sort();
    expect(ends('.txt')).toEqual(ids);
    expect(ends('.clauses.yaml')).toEqual(ids);
  });

  test.each(books.map((book) => [book.document.document.id, book] as const))(
    'every line of the text of %s is in a clause or is a title',
    (_, { text, table }) => {
      const list = parseClauses(text, table.opening);
      const kept = list.clauses.reduce((sum, clause) => sum + clause.text.split('\n').length, 0);
      const lines = text.split('\n').filter((line) => line.trim() !== '').length;
      expect(kept + list.headings.length).toBe(lines);
    },
  );
});

describe('a spoilt text or table is found', () => {
  const book = (id: string): Lawbook => {
    const found = books.find(({ document }) => document.document.id === id);
    if (found === undefined) throw new Error(`no document ${id}`);
    return found;
  };
  const sound = book('panzhihua-2023');
  const withText = (from: string, to: string): Lawbook => {
    expect(sound.text).toContain(from);
    return { ...sound, text: sound.text.replace(from, to) };
  };
  const withClauses = (
    change: (clauses: Lawbook['table']['clauses']) => Lawbook['table']['clauses'],
  ): Lawbook => ({
    ...sound,
    table: { ...sound.table, clauses: change(sound.table.clauses) },
  });
  const citing = (clause: string): Lawbook => ({
    ...sound,
    document: { ...sound.document, populations: { categories: ['某类人员'], clause } },
  });

  test.each<[string, Lawbook, ClauseFinding]>([
    [
      'an article that nobody accounts for',
      withText('第三十三条 ', '第三十三条 本条新增。\n第三十四条 '),
      {
        clause: '第三十四条',
        message: '条款表里没有这一条：请写它用在哪条规则，或者写为什么没有可算的',
      },
    ],
    [
      'an entry left out of the table',
      withClauses((clauses) => clauses.filter(({ clause }) => clause !== '第十二条（二）')),
      {
        clause: '第十二条（二）',
        message: '条款表里没有这一条：请写它用在哪条规则，或者写为什么没有可算的',
      },
    ],
    [
      'an entry for a clause that there is not',
      withClauses((clauses) => [
        ...clauses,
        { clause: '第九十条', not_calculable: '没有', kind: 'principle' },
      ]),
      { clause: '第九十条', message: '条款表里有，原文里没有：请改正名称或者删掉' },
    ],
    [
      'an entry given twice',
      withClauses((clauses) => [...clauses, ...clauses.slice(-1)]),
      { clause: '第三十三条', message: '在条款表里写了两次：请留一个' },
    ],
    [
      'a number lost in copying',
      withText('第七条 ', ''),
      {
        clause: '第八条',
        message: '排在 第六条 后面，原文抄漏或抄重了编号：请对照印出来的文件改正',
      },
    ],
    [
      'a number copied twice',
      withText('第七条 ', '第六条 '),
      { clause: '第六条', message: '在原文里出现了两次：请对照印出来的文件改正编号' },
    ],
    [
      'a figure that the text does not have',
      withText('按65%的比例救助', '按66%的比例救助'),
      {
        clause: '第十二条（二）',
        message: 'articles 里的文字和原文不一样：请从原文完整地抄过来',
      },
    ],
    [
      'an article of the policy file that the text does not have',
      {
        ...sound,
        document: { ...sound.document, articles: { ...sound.document.articles, 第九十条: '没有' } },
      },
      {
        clause: '第九十条',
        message: 'articles 里有，原文里没有：请改正名称',
      },
    ],
    [
      'a rule that there is not',
      withClauses((clauses) =>
        clauses.map((entry) => (entry.clause === '第六条' ? { clause: '第六条', rule: 'horoscope' } : entry)),
      ),
      {
        clause: '第六条',
        message: '没有规则“horoscope”：请写文件里的一段，或者 shared/src/rules 里的一个文件',
      },
    ],
    [
      'a rule that says nothing of the clause',
      withClauses((clauses) =>
        clauses.map((entry) => (entry.clause === '第六条' ? { clause: '第六条', rule: 'fund_gap' } : entry)),
      ),
      {
        clause: '第六条',
        message: '规则“fund_gap”没有引用这一条：请在文件里或规则的开头引用',
      },
    ],
    [
      'a clause that the policy file cites and the table calls not calculable',
      citing('第二条'),
      {
        clause: '第二条',
        message: '文件的“populations”引用了这一条：请写进条款表',
      },
    ],
    [
      'a table of another document',
      { ...sound, table: { ...sound.table, document: 'elsewhere' } },
      {
        clause: 'elsewhere',
        message: '条款表写的是 elsewhere，文件是 panzhihua-2023：两边请用同一个 id',
      },
    ],
  ])('%s', (_, spoilt, finding) => {
    expect(checkClauses(spoilt)).toContainEqual(finding);
  });

  test('a table of a wrong form', () => {
    const table = { document: 'x', clauses: [{ clause: '第一条' }] };
    expect(() => parseClauseTable(table, 'x.clauses.yaml')).toThrow(/^x\.clauses\.yaml: clauses\.0/);
  });
});

describe('how a text splits', () => {
  const named = (text: string) => parseClauses(text, '印发通知');

  test('an article keeps what follows its items', () => {
    const { clauses } = named('第一条 下列人员：\n（一）甲；\n（二）乙。\n其他人员照办。');
    expect(clauses).toEqual([
      { clause: '第一条', text: '下列人员：\n其他人员照办。' },
      { clause: '第一条（一）', text: '甲；' },
      { clause: '第一条（二）', text: '乙。' },
    ]);
  });

  test('a sub-clause of an opinion keeps the paragraphs below it; titles are no clauses', () => {
    const { clauses, headings } = named(
      '某市意见\n\n一、任务\n（一）分类\n1.甲。照办。\n2.乙。照办。\n（二）支付\n第一段。\n第二段。\n\n以前的不算。\n某年某月',
    );
    expect(clauses).toEqual([
      { clause: '印发通知', text: '某市意见' },
      { clause: '一（一）1', text: '甲。照办。' },
      { clause: '一（一）2', text: '乙。照办。' },
      { clause: '一（二）', text: '支付\n第一段。\n第二段。' },
      { clause: '结尾', text: '以前的不算。\n某年某月' },
    ]);
    expect(headings).toEqual(['一 任务', '一（一） 分类']);
  });

  test('a title that says until when is a clause although others stand below it', () => {
    const { clauses, headings } = named('一、步骤\n（一）2017年12月底前\n1.甲。\n2.乙。');
    expect(clauses.map(({ clause }) => clause)).toEqual(['一（一）', '一（一）1', '一（一）2']);
    expect(headings).toEqual(['一 步骤']);
  });

  test('a title that says something is a clause although others stand below it', () => {
    expect(named('一、照办，不得迟延。\n（一）甲。').clauses.map(({ clause }) => clause)).toEqual([
      '一',
      '一（一）',
    ]);
  });

  test('a paragraph below a chapter and before its first article is not lost', () => {
    const { clauses } = named('第一条 甲。\n第二章 其他\n没有编号的一段。\n第二条 乙。');
    expect(clauses.map(({ clause }) => clause)).toEqual(['第一条', '第二章 其他', '第二条']);
  });

  test('items may run on through an opinion', () => {
    expect(named('一、甲\n（一）子。\n二、乙\n（二）丑。\n（三）寅。').jumps).toEqual([]);
    expect(named('一、甲\n（一）子。\n二、乙\n（三）丑。').jumps).toEqual([
      { clause: '二（三）', after: '一（一）' },
    ]);
  });

  test.each([
    ['一', 1],
    ['十', 10],
    ['十九', 19],
    ['三十', 30],
    ['三十三', 33],
    ['一百零二', 102],
    ['一百一十', 110],
    ['7', 7],
  ])('%s is %d', (numeral, number) => {
    expect(readNumeral(numeral)).toBe(number);
  });
});
