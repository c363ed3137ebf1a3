/**
 * The law as `config/` holds it: policy documents, statistics and the table of regions. Together with `codes.ts` the only
 * reader of YAML.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { InvalidInput } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';
import { parseDocument, parseRegions, parseStatistics } from '@yijiutong/rules/policy';
import { parse } from 'yaml';

/**
 * Reads and checks everything under `config/policy`, `config/statistics` and `config/codes/regions.yaml`.
 * @param configDir the repository's `config/`
 * @throws InvalidInput `invalid_policy` naming the file and what is wrong with it
 */
export async function readLaw(configDir: string): Promise<Law> {
  const [documents, statistics, regions] = await Promise.all([
    readFolder(configDir, 'policy', parseDocument),
    readFolder(configDir, 'statistics', parseStatistics),
    readYaml(configDir, join(configDir, 'codes', 'regions.yaml'), parseRegions),
  ]);
  return { documents, statistics, regions };
}

async function readFolder<T>(
  configDir: string,
  folder: string,
  check: (value: unknown, file: string) => T,
): Promise<T[]> {
  const entries = await readdir(join(configDir, folder), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(files.map((file) => readYaml(configDir, file, check)));
}

async function readYaml<T>(
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
