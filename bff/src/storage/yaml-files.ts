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

/**
 * The files below `config/<folder>`, in the order of their names. `*.clauses.yaml` is no document: it accounts for the clauses
 * of the one that it lies beside.
 */
export async function listYamlFiles(configDir: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(configDir, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter(({ name }) => name.endsWith('.yaml') && !name.endsWith('.clauses.yaml'))
    .filter((entry) => entry.isFile())
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
    throw new InvalidInput('invalid_policy', `${name}: not readable as YAML: ${reason}`, name);
  }
  return check(value, name);
}
