/** What the keeper of the law types, and what is said when it cannot be meant. */
import { parseArgs } from 'node:util';

import type { Day } from '@yijiutong/rules/kernel';
import { InvalidInput, parseDay } from '@yijiutong/rules/kernel';
import type { Regions } from '@yijiutong/rules/policy';
import { findPoolingRegion } from '@yijiutong/rules/policy';

/** Where a command runs: the repository, the day that stands for today, and how wide the terminal is. */
export type Desk = { readonly root: string; readonly today: Day; readonly width: number };

/** A command that nobody could carry out: what is wrong with it, and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `usage: npm run policy -- COMMAND

  check                 hold every document of config/policy against its schema, its text, its statistics, its
                        province's framework and the worked cases; one line a finding; exit 1 when there are errors
  show REGION [--on DAY]
                        the documents in force in a region on a day (today without --on), as tables
  diff A B              what changes from A to B; each is a document's id, or a region on a day: 510400@2024-01-01
  new REGION [--name NAME]
                        write the skeleton of a document, every section explained; NAME is the city's in ASCII and
                        names the folder: --name shenzhen

REGION is a code of config/codes/regions.yaml (a county's stands for its city's); DAY is written 2024-03-05.`;

/** @throws UsageError for options that the command does not have, or another number of words than it takes */
export function readArguments(
  args: readonly string[],
  words: readonly string[],
  options: Readonly<Record<string, { readonly type: 'string' }>> = {},
): { positionals: readonly string[]; values: Readonly<Record<string, string | undefined>> } {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`);
  }
  const { positionals, values } = parsed;
  if (positionals.length !== words.length) {
    const wanted = words.length === 0 ? 'nothing more' : words.join(' and ');
    throw new UsageError(`Say ${wanted}; you said ${positionals.join(' ') || 'nothing'}\n\n${USAGE}`);
  }
  return { positionals, values: values };
}

/** @throws UsageError for a code that is not in the table */
export function getRegion(regions: Regions, code: string): { code: string; name: string } {
  const region = findPoolingRegion(regions, code);
  if (region !== null) return region;
  throw new UsageError(
    `There is no region "${code}" in config/codes/regions.yaml. Add the city there first:\n` +
      `  - { code: '${/^\d{6}$/.test(code) ? code : '510400'}', name: 某某市, covers: {} }`,
  );
}

/** @throws UsageError for a text that is no day */
export function getDay(text: string, name: string): Day {
  try {
    return parseDay(text, name);
  } catch (cause) {
    if (cause instanceof InvalidInput) throw new UsageError(cause.message);
    throw cause;
  }
}
