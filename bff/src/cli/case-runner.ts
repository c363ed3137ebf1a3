/** `npm run cases -- [DIR]`: every worked case in and below a folder, exact to the fen. */
import { readFile, readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { InvalidInput } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';

import { readLaw } from '../storage/documents.ts';
import { answer } from './answer.ts';
import { messageOf } from './outcome.ts';
import { parseCase } from './worked-case.ts';

/** What came of one case: nothing to say, or the line that names it. */
export type Verdict = { readonly passed: boolean; readonly line: string };

/** Runs one case; only the keys of `expect` are compared. */
function runCase(law: Law, value: unknown): Verdict {
  const id = (value as { id?: unknown } | null)?.id;
  const name = typeof id === 'string' ? id : '(no id)';
  try {
    const asked = parseCase(value);
    // A case that expects nothing would pass whatever came.
    const expected = asked.expect ?? {};
    if (Object.keys(expected).length === 0)
      return { passed: false, line: `${name}: "expect" is missing or empty` };
    const came = answer(law, asked, false).answer;
    const differing = Object.keys(expected).filter((key) => !isDeepStrictEqual(expected[key], came[key]));
    if (differing.length === 0) return { passed: true, line: '' };
    const show = (from: Readonly<Record<string, unknown>>) =>
      differing.map((key) => `${key} ${JSON.stringify(from[key])}`).join(', ');
    const why = came.incomplete === true ? ` (missing: ${JSON.stringify(came.missing)})` : '';
    return { passed: false, line: `${name}: expected ${show(expected)}; came ${show(came)}${why}` };
  } catch (error) {
    return { passed: false, line: `${name}: ${messageOf(error)}` };
  }
}

/** Runs every `*.json` in and below a folder against the documents alone: a case brings its own statistics. */
export async function runFolder(configDir: string, folder: string): Promise<readonly Verdict[]> {
  const law: Law = { ...(await readLaw(configDir)), statistics: [] };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.json'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  const verdicts: Verdict[] = [];
  for (const file of files) {
    const cases = parseCases(await readFile(join(folder, file), 'utf8'));
    if (cases === null) verdicts.push({ passed: false, line: `${file}: not a JSON list of cases` });
    else verdicts.push(...cases.map((value) => runCase(law, value)));
  }
  return verdicts;
}

function parseCases(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The command: prints the lines and returns the exit code. */
export async function main(args: readonly string[], root: string): Promise<number> {
  const folder = resolve(root, args[0] ?? join('test', 'cases'));
  let verdicts: readonly Verdict[];
  try {
    verdicts = await runFolder(join(root, 'config'), folder);
  } catch (error) {
    process.stderr.write(`${whyNotRead(error, folder)}\n`);
    return 1;
  }
  if (verdicts.length === 0) {
    process.stderr.write(`There is no worked case in ${folder}\n`);
    return 1;
  }
  const failed = verdicts.filter(({ passed }) => !passed);
  for (const { line } of failed) process.stdout.write(`${line}\n`);
  process.stdout.write(`${verdicts.length - failed.length} passed, ${failed.length} failed\n`);
  return failed.length === 0 ? 0 : 1;
}

/** A folder that is not there, or a law that cannot be read; anything else is a fault of the program and is thrown on. */
function whyNotRead(error: unknown, folder: string): string {
  if (error instanceof InvalidInput) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `There is no folder ${folder}`;
  throw error;
}
