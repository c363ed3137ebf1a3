/** The law as `config/` holds it: policy documents, statistics and the table of regions. */
import { join } from 'node:path';

import type { Law } from '@yijiutong/rules/policy';
import { parseDocument, parseRegions, parseStatistics } from '@yijiutong/rules/policy';

import { readFolder, readYaml } from './yaml-files.ts';

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
