// The style guide as a test: what a reader relies on everywhere holds everywhere.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { routes } from '@yijiutong/rules/contract';
import { parseDocument } from '@yijiutong/rules/policy';
import { parse } from 'yaml';

import { listExports } from './support/exports.ts';
import { findLongFunctions } from './support/long-functions.ts';
import { isCode, listFiles, readText, root } from './support/source-files.ts';

const files = listFiles();
const code = files.filter(isCode);
const texts = files.filter((file) => !/\.(png|ico|ttf)$|^pnpm-lock\.yaml$/.test(file));
/** Words are put together, so that this file does not find itself. */
const word = (...parts: string[]) => parts.join('');

/** Every line of `among` that matches, as `file:line text`. */
function findLines(among: string[], pattern: RegExp): string[] {
  return among.flatMap((file) =>
    readText(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
}

describe('a file', () => {
  test('has at most 400 lines', () => {
    const long = code.filter((file) => readText(file).split('\n').length - 1 > 400);
    expect(long).toEqual([]);
  });

  test('has an ASCII kebab-case name, its role after a dot', () => {
    const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
    const conventional = /^(README|CONTRIBUTING|CHANGELOG|DECISIONS|LICENSE|NOTICE)(\.zh-CN)?(\.md)?$/;
    const odd = files.filter(
      (file) => !kebab.test(path.basename(file)) && !conventional.test(path.basename(file)),
    );
    expect(odd).toEqual([]);
  });

  test('is named after what it is about', () => {
    const vague = /(^|[-./])(utils?|helpers?|common|managers?|misc)([-./]|$)/;
    expect(files.filter((file) => vague.test(file))).toEqual([]);
  });

  test('leaves nothing for later, skips no test and hides no lint rule without a reason', () => {
    const later = new RegExp(
      `\\b(${word('TO', 'DO')}|${word('FIX', 'ME')}|${word('X', 'XX')}|${word('HA', 'CK')})\\b`,
    );
    const skipped = new RegExp(
      `\\b(describe|test|it)${word('\\.', '(skip|only|todo)')}\\b|\\b(xit|fit|xdescribe|fdescribe)\\(`,
    );
    const hidden = new RegExp(
      `${word('(es|ox)lint-', 'disable')}(?!.* -- )|${word('@ts-', '(ignore|nocheck)')}`,
    );
    expect(findLines(texts, later)).toEqual([]);
    expect(findLines(code, skipped)).toEqual([]);
    expect(findLines(code, hidden)).toEqual([]);
  });

  test('names no package registry and no place on somebody’s machine', () => {
    const registry = new RegExp(
      word('registry', '\\.[\\w-]+\\.(org|com|io|cn|net)') + '|' + word('npm', 'mirror'),
    );
    const place = new RegExp(word('/(work', '|root|home/[a-z]+|Users)/'));
    expect(findLines([...texts, 'pnpm-lock.yaml'], registry)).toEqual([]);
    expect(findLines(texts, place)).toEqual([]);
  });
});

describe('a function', () => {
  test('does at most 70 lines of work itself', () => {
    const long = code.flatMap((file) => findLongFunctions(file, readText(file), 70));
    expect(long).toEqual([]);
  });

  test('of 71 lines would be found', () => {
    const long = ['function long() {', ...Array<string>(69).fill('  work();'), '}'].join('\n');
    expect(findLongFunctions('long.ts', long, 70)).toEqual(['long.ts:1 long has 71 lines']);
    expect(findLongFunctions('long.ts', long.replace('  work();\n', ''), 70)).toEqual([]);
  });
});

describe('an export', () => {
  // Called by name from outside our code: the migrator, Taro, jest, Stryker.
  const entry =
    /^bff\/migrations\/|^test\/mutation\/runner\.mjs$|^miniapp\/(config|plugin|src\/pages)\/|\.config\.(ts|mjs)$|\.d\.m?ts$/;
  const words = new Map(code.map((file) => [file, new Set(readText(file).match(/[\w$]+/g))]));

  test('is used in another file', () => {
    const used = (name: string, by: string) =>
      code.some((other) => other !== by && words.get(other)?.has(name));
    const unused = code
      .filter((file) => !entry.test(file))
      .flatMap((file) =>
        listExports(file, readText(file))
          .filter((name) => !used(name, file))
          .map((name) => `${file} ${name}`),
      );
    expect(unused).toEqual([]);
  });

  test('that nobody uses would be found', () => {
    const sample = 'export const { a, b: [c] } = x; export function d() {} export type E = 1; const f = 2;';
    expect(listExports('sample.ts', sample)).toEqual(['a', 'c', 'd']);
  });
});

describe('an import', () => {
  const directions = 'import-x/no-restricted-paths';
  const packages = '@typescript-eslint/no-restricted-imports';
  const coreImports = 'no-restricted-imports';
  const wrong: [file: string, imported: string, rule: string][] = [
    ['shared/src/kernel/money.ts', '../policy/index.ts', directions],
    ['shared/src/kernel/money.ts', '../../../bff/src/error.ts', directions],
    ['shared/src/kernel/money.ts', 'zod', coreImports],
    ['shared/src/policy/schema.ts', '../rules/index.ts', directions],
    ['shared/src/rules/index.ts', '../ledger/index.ts', directions],
    ['shared/src/rules/index.ts', '../policy/schema.ts', directions],
    ['shared/src/rules/index.ts', 'zod', coreImports],
    ['shared/src/ledger/index.ts', '../contract/index.ts', directions],
    ['shared/src/rules/index.ts', '../claim/index.ts', directions],
    ['shared/src/ledger/index.ts', '../words/index.ts', directions],
    ['shared/src/words/index.ts', '../contract/index.ts', directions],
    ['shared/src/claim/index.ts', '../ledger/index.ts', directions],
    ['shared/src/claim/index.ts', '../contract/index.ts', directions],
    ['shared/src/contract/index.ts', '../kernel/index.ts', directions],
    ['shared/src/contract/index.ts', '../claim/index.ts', directions],
    ['shared/src/contract/index.ts', 'node:fs', coreImports],
    ['bff/src/app.ts', '../../miniapp/src/services/api.ts', directions],
    ['bff/src/app.ts', '../../test/support/people.ts', directions],
    ['bff/src/app.ts', 'mysql2', packages],
    ['bff/src/app.ts', 'ioredis', packages],
    ['bff/src/session/session.route.ts', './session.store.ts', packages],
    ['bff/src/session/session.route.ts', '../storage/mysql.ts', packages],
    ['bff/src/session/session.route.ts', '../upstream/sms/sms.ts', packages],
    ['bff/src/session/session.route.ts', 'ioredis', packages],
    ['bff/src/session/session.route.ts', 'mysql2/promise', packages],
    ['bff/src/session/session.store.ts', './session.service.ts', packages],
    ['bff/src/session/session.store.ts', 'ioredis', packages],
    ['bff/src/session/session.store.ts', '@yijiutong/rules/ledger', packages],
    ['miniapp/src/services/api.ts', '../../../bff/src/error.ts', directions],
    ['miniapp/src/services/api.ts', '../../../test/support/people.ts', directions],
    ['miniapp/src/services/api.ts', 'zod', packages],
    ['miniapp/src/services/api.ts', '@yijiutong/rules/rules', packages],
  ];
  const right: [file: string, imported: string][] = [
    ['shared/src/rules/index.ts', '../kernel/index.ts'],
    ['shared/src/contract/index.ts', 'zod'],
    ['miniapp/src/services/api.ts', '@yijiutong/rules/words'],
    ['bff/src/session/session.service.ts', './session.store.ts'],
    ['bff/src/session/session.store.ts', 'kysely'],
    ['test/tidy.test.ts', '../bff/src/error.ts'],
  ];

  test('in the wrong direction is a lint error, and one in the right direction is not', () => {
    const snippets = [...wrong, ...right].map(([file, from]) => ({
      file,
      code: `export * from '${from}';\n`,
    }));
    const script = path.join(root, 'test/support/lint-snippets.mjs');
    const output = execFileSync(process.execPath, [script], {
      cwd: root,
      input: JSON.stringify(snippets),
    });
    const reported = JSON.parse(output.toString()) as string[][];
    const missed = wrong.filter(([, , rule], index) => !reported[index]?.includes(rule));
    const refused = right.filter((_, index) => reported[wrong.length + index]?.length !== 0);
    expect({ missed, refused }).toEqual({ missed: [], refused: [] });
  }, 120_000);
});

type Yaml = Record<string, unknown>;
const isYaml = (value: unknown): value is Yaml => typeof value === 'object' && value !== null;

describe('a figure', () => {
  const figureKeys = ['amount', 'share', 'ratio', 'months', 'floor'];
  const documents = listFiles('config/policy').filter(
    (file) => file.endsWith('.yaml') && !/\.(clauses|draft)\.yaml$/.test(file),
  );

  /** The paths of all objects that hold a figure. */
  function findFigures(value: unknown, at: string[] = []): string[][] {
    if (!isYaml(value)) return [];
    const here = figureKeys.some((key) => typeof value[key] === 'string') ? [at] : [];
    return [...here, ...Object.entries(value).flatMap(([key, inner]) => findFigures(inner, [...at, key]))];
  }

  /** A copy of the document without the clauses on the way to `at`, and how many there were. */
  function dropClauses(document: unknown, at: string[]): { copy: unknown; dropped: number } {
    const copy: unknown = structuredClone(document);
    let node = copy;
    let dropped = 0;
    for (const key of [...at, '']) {
      if (!isYaml(node)) break;
      if ('clause' in node) {
        delete node.clause;
        dropped += 1;
      }
      node = node[key];
    }
    return { copy, dropped };
  }

  test.each(documents)('of %s is cited, and would be refused without its clause', (file) => {
    const document: unknown = parse(readText(file));
    expect(() => parseDocument(document, file)).not.toThrow();
    for (const at of findFigures(document)) {
      const { copy, dropped } = dropClauses(document, at);
      expect({ at, dropped }).not.toEqual({ at, dropped: 0 });
      expect(() => parseDocument(copy, file)).toThrow(file);
    }
  });

  test('stands in every document of a city', () => {
    expect(documents.length).toBeGreaterThan(0);
    for (const file of documents.filter((name) => name.includes('major-illness'))) {
      expect(findFigures(parse(readText(file))).length).toBeGreaterThan(10);
    }
  });
});

describe('a rule', () => {
  // The door, and how a figure's statistics are shown: neither decides anything.
  const doors = ['shared/src/rules/index.ts', 'shared/src/rules/relied.ts'];
  const rules = listFiles('shared/src/rules').filter((file) => !doors.includes(file));
  const cities: Record<string, string> = {
    '510400': '攀枝花',
    '420500': '宜昌',
    '450200': '柳州',
    '440000': '广东',
  };
  const cited = new Set(listFiles('test/cases').flatMap(listCited));

  /** Every clause that the cases of a region's file name, as `宜昌 九`. The file's name begins with the region. */
  function listCited(file: string): string[] {
    const city = cities[path.basename(file).slice(0, 6)];
    const cases = JSON.parse(readText(file)) as { clause: string }[];
    return city === undefined
      ? []
      : cases.flatMap(({ clause }) => listArticles(clause).map((one) => `${city} ${one}`));
  }

  /** `第九、十条` is 九 and 十; `二(三)5` and `二、（三）5` are 二（三）5. */
  function listArticles(text: string): string[] {
    const plain = text.replaceAll('(', '（').replaceAll(')', '）').replaceAll('、（', '（');
    const articles = [...plain.matchAll(/第([一二三四五六七八九十百、]+)条/g)].flatMap((match) =>
      match[1]!.split('、'),
    );
    return [...articles, ...(plain.match(/[一二三四五六七八九十]+（[一二三四五六七八九十]+）\d*/g) ?? [])];
  }

  /** What a file's opening comment cites: `攀枝花 第八条 · 宜昌 第九、十四条: …`. */
  function listOpening(file: string): string[] {
    const opening = /^\/\*\*\s*\*? ?([\s\S]*?): /.exec(readText(file))?.[1] ?? '';
    return opening.split('·').flatMap((part) => {
      const city = Object.values(cities).find((name) => part.includes(name));
      return city === undefined ? [] : listArticles(part).map((one) => `${city} ${one}`);
    });
  }

  test.each(rules)('%s opens with its clause and has a worked case that names it', (file) => {
    const opening = listOpening(file);
    expect(opening).not.toEqual([]);
    expect(opening.filter((one) => cited.has(one))).not.toEqual([]);
  });

  test('is there', () => expect(rules.length).toBeGreaterThan(10));
});

describe('a route', () => {
  const matrix = listFiles('test/bff').filter((file) => /permission.*\.ts$/.test(file));

  test('is named in the permission matrix', () => {
    const texts = matrix.map(readText);
    const named = (name: string) => texts.some((text) => new RegExp(`\\b${name}\\b`).test(text));
    expect(Object.keys(routes).filter((name) => !named(name))).toEqual([]);
  });
});

describe('a setting', () => {
  const config = readText('bff/src/config.ts');
  const names = [...config.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map((match) => match[1]!);

  test('is explained in the README', () => {
    const readme = readText('README.md');
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  test('is read from one place', () => {
    expect(names.length).toBeGreaterThan(20);
    const elsewhere = code.filter((file) => /^(bff|shared|miniapp)\/src\//.test(file));
    const allowed = /^bff\/src\/(main|cli\/[\w-]+)\.ts:/;
    // Taro replaces these at build time.
    const atBuild = /process\.env\.(TARO_|NODE_ENV)/;
    const reads = findLines(elsewhere, /process\.env\b/).filter(
      (line) => !allowed.test(line) && !atBuild.test(line),
    );
    expect(reads).toEqual([]);
  });
});
