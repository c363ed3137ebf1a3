/** `npm run policy -- check` */
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';

import { InvalidInput } from '@yijiutong/rules/kernel';
import type { Finding, LawFile } from '@yijiutong/rules/lawbook';
import { checkCases, checkClauses, checkLaw, inOneLine, parseClauseTable } from '@yijiutong/rules/lawbook';

import { DRAFT, listDrafts, listYamlFiles, readYaml } from '../storage/yaml-files.ts';
import { readArguments } from './policy-arguments.ts';
import { askCases } from './policy-cases.ts';
import type { Command } from './policy-runner.ts';

export const check: Command = async (args, { root, today }) => {
  readArguments(args, []);
  const config = join(root, 'config');
  const drafts = await listDrafts(config, 'policy');
  const files = {
    documents: await readFiles(config, [...(await listYamlFiles(config, 'policy')), ...drafts]),
    statistics: await readFiles(config, await listYamlFiles(config, 'statistics')),
    regions: await readFiles(config, [join(config, 'codes', 'regions.yaml')]),
  };
  const unreadable = [...files.documents, ...files.statistics, ...files.regions].flatMap(
    ({ findings }) => findings,
  );
  const { findings, documents, law } = checkLaw(
    {
      documents: files.documents.flatMap(({ read }) => read),
      statistics: files.statistics.flatMap(({ read }) => read),
      regions: files.regions.flatMap(({ read }) => read)[0] ?? {
        file: 'config/codes/regions.yaml',
        value: null,
      },
    },
    today,
  );
  const headers = await readRuleHeaders(root);
  const clauses = await Promise.all(
    documents.map(async ({ file, document }) => {
      const beside = join(root, dirname(file), document.document.id);
      return findInClauses(config, file, beside, (text, table) =>
        checkClauses({ document, text, table, ruleHeaders: headers }),
      );
    }),
  );
  const cases = checkCases(documents, await askCases(law, join(root, 'test', 'cases')));
  const unused = drafts.map((path) => asDraft(relative(root, path)));
  const all = [...unreadable, ...findings, ...clauses.flat(), ...cases, ...unused];
  const errors = all.filter(({ severity }) => severity === 'error');
  const warnings = all.filter(({ severity }) => severity === 'warning');
  const counts = `查了 ${documents.length} 份文件：${errors.length} 个错误，${warnings.length} 个提醒`;
  return {
    text: [...[...errors, ...warnings].map(inOneLine), counts].join('\n'),
    code: errors.length === 0 ? 0 : 1,
  };
};

type Read = { readonly read: readonly LawFile[]; readonly findings: readonly Finding[] };

/** Each file by itself: one that is no YAML does not keep the others from being checked. */
async function readFiles(config: string, files: readonly string[]): Promise<Read[]> {
  return Promise.all(
    files.map(async (path) => {
      try {
        return { read: [await readYaml(config, path, (value, file) => ({ file, value }))], findings: [] };
      } catch (cause) {
        if (!(cause instanceof InvalidInput)) throw cause;
        return { read: [], findings: [asFinding('form', cause)] };
      }
    }),
  );
}

function asFinding(kind: Finding['kind'], { field, message }: InvalidInput): Finding {
  const [file = '', ...rest] = message.split(': ');
  return {
    severity: 'error',
    kind,
    file,
    path: field === file ? '' : field,
    what: rest.join(': '),
    todo: '请改正这个文件',
  };
}

/** A draft that nobody remembers would look like law. */
function asDraft(file: string): Finding {
  const name = `${basename(file, DRAFT)}.yaml`;
  const [what, todo] = ['这是草稿，系统还没有用它', `填好以后改名为 ${name}`];
  return { severity: 'warning', kind: 'draft', file, path: '', what, todo };
}

type CheckText = (
  text: string,
  table: ReturnType<typeof parseClauseTable>,
) => readonly { clause: string; message: string }[];

/** What the document's text and its table of clauses say against it. */
async function findInClauses(
  config: string,
  file: string,
  beside: string,
  hold: CheckText,
): Promise<Finding[]> {
  const finding = (path: string, what: string, todo: string): Finding[] => [
    { severity: 'error', kind: 'clauses', file, path, what, todo },
  ];
  const [text, table] = [`${beside}.txt`, `${beside}.clauses.yaml`];
  try {
    const wording = await readFile(text, 'utf8');
    const read = await readYaml(config, table, parseClauseTable);
    return hold(wording, read).flatMap(({ clause, message }) => {
      const [what = '', todo = '对照原文、条款表和文件'] = message.split(/：(?=[^：]*$)/);
      return finding(clause, what, todo);
    });
  } catch (cause) {
    if (cause instanceof InvalidInput) return [asFinding('clauses', cause)];
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    const lacking = relative(dirname(config), (cause as NodeJS.ErrnoException).path ?? text);
    const todo = '请放上文件的原文，和写全每一条的条款表';
    return finding('', `没有 ${lacking}`, todo);
  }
}

/** Opening comments of the rule files, by name: a clause may be cited there instead of in the document. */
async function readRuleHeaders(root: string): Promise<Record<string, string>> {
  const folder = join(root, 'shared', 'src', 'rules');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
  const headers = files.map(async (file) => {
    const source = await readFile(join(folder, file), 'utf8');
    return [basename(file, '.ts'), source.slice(0, source.indexOf('*/'))] as const;
  });
  return Object.fromEntries(await Promise.all(headers));
}
