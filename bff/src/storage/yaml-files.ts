/** The files of `config/` that are held against a schema of the rules package. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { InvalidInput } from '@yijiutong/rules/kernel';
import { parse } from 'yaml';

/** Reads every file below `config/<folder>`, in the order of their names. */
export async function readFolder<T>(
  configDir: string,
  folder: string,
  check: (value: unknown, file: string) => T,
): Promise<T[]> {
  const files = await listYamlFiles(configDir, folder);
  return Promise.all(files.map((file) => readYaml(configDir, file, check)));
}

/** What somebody is still writing: only the check of the law reads it, so that the rest of the law goes on working. */
export const DRAFT = '.draft.yaml';

/**
 * The files below `config/<folder>`, in the order of their names. `*.clauses.yaml` is no document: it accounts for the clauses
 * of the one that it lies beside. A draft is none yet.
 */
export async function listYamlFiles(configDir: string, folder: string): Promise<string[]> {
  const files = await listFiles(configDir, folder, '.yaml');
  return files.filter((file) => !file.endsWith('.clauses.yaml') && !file.endsWith(DRAFT));
}

/** The drafts below `config/<folder>`, in the order of their names. */
export async function listDrafts(configDir: string, folder: string): Promise<string[]> {
  return listFiles(configDir, folder, DRAFT);
}

async function listFiles(configDir: string, folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(join(configDir, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Reads one file and hands it to its check, under the name that a keeper of `config/` knows it by.
 * @throws InvalidInput `invalid_policy` naming the file
 */
export async function readYaml<T>(
  configDir: string,
  file: string,
  check: (value: unknown, file: string) => T,
): Promise<T> {
  const name = join('config', relative(configDir, file));
  const text = await readFile(file, 'utf8');
  let value: unknown;
  try {
    value = parse(text, { uniqueKeys: true });
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new InvalidInput('invalid_policy', `${name}: 不是正确的 YAML：${reason}`, name);
  }
  return check(value, name);
}
