/**
 * `npm run mutation [-- GLOB …]`: changes every line of the kernel, the rules and the ledger, and of who may touch whose case,
 * in turn, and asks whether a test notices. Ends with the scores, file by file and folder by folder, and 1 where a folder is
 * below what the project promises: what one folder has to spare makes up for no other.
 */
import path from 'node:path';

import { Stryker } from '@stryker-mutator/core';

import { main, root } from '../../config/local/main.mjs';

/** Of a hundred changes, in each folder. */
const PROMISED = 85;

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];
type Tally = { caught: number; missed: number; uncounted: number };

interface Part {
  name: string;
  mutate: string[];
  /** Which of the files below `test` hold its tests. Random people are no proof: an example that one can read is. */
  tests: string;
  /**
   * Whether constants of a file are left alone. Of the rules they are: each meets every test anew, with all that is read
   * before, an hour for some forty (patterns, tables of names); tried one by one against the tests of their own folder, each
   * is noticed. Who may do what is a handful of tables, and nothing else: there they are changed too.
   */
  ignoreStatic: boolean;
}

const parts: readonly Part[] = [
  {
    name: 'rules',
    mutate: ['shared/src/{kernel,rules,ledger}/**/*.ts', '!**/index.ts'],
    tests: String.raw`^(mutation/.*\.cases|shared/(kernel|rules|ledger)/.*(?<!properties)\.test)\.ts$`,
    ignoreStatic: true,
  },
  {
    name: 'access',
    mutate: ['bff/src/access/**/*.ts'],
    tests: String.raw`^bff/access/.*\.test\.ts$`,
    ignoreStatic: false,
  },
];

await main(async () => {
  process.chdir(root);
  // Its workers are plain Node processes: under tsx they would not find Stryker's plugins.
  process.execArgv = [];
  const wanted = process.argv.slice(2);
  const results: Result[] = [];
  for (const part of parts) {
    const mutate = wanted.length === 0 ? part.mutate : wanted.filter((glob) => isOf(part, glob));
    if (mutate.length > 0) results.push(...(await runPart(part, mutate)));
  }
  printAll(tallyBy(results, (file) => file));
  const byFolder = tallyBy(results, (file) => path.dirname(file));
  printAll(byFolder);
  printAll(tallyBy(results, () => 'all'));
  const below = [...byFolder].filter(([, tally]) => scoreOf(tally) < PROMISED);
  for (const [folder] of below) console.error(`✗ ${folder} is below ${PROMISED} %`);
  if (results.length === 0) console.error(`✗ There is nothing to change in ${wanted.join(' ')}`);
  return below.length === 0 && results.length > 0 ? 0 : 1;
});

/** By the folder of the repository that a glob names. */
function isOf({ mutate }: Part, glob: string): boolean {
  const [top = ''] = glob.replace(/^!/, '').split('/');
  return mutate.some((own) => own.startsWith(`${top}/`));
}

function runPart({ name, tests, ignoreStatic }: Part, mutate: string[]): Promise<Result[]> {
  const stryker = new Stryker({
    configFile: 'test/mutation/stryker.config.mjs',
    mutate,
    ignoreStatic,
    pure: { tests },
    jsonReporter: { fileName: `.local/mutation/${name}.json` },
  });
  return stryker.runMutationTest();
}

function tallyBy(results: readonly Result[], nameOf: (file: string) => string): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { status, fileName } of results) {
    const name = nameOf(path.relative(root, fileName));
    const tally = tallies.get(name) ?? { caught: 0, missed: 0, uncounted: 0 };
    tallies.set(name, tally);
    if (status === 'Killed' || status === 'Timeout') tally.caught += 1;
    else if (status === 'Survived' || status === 'NoCoverage') tally.missed += 1;
    // A change that does not compile or never ran says nothing of the tests.
    else tally.uncounted += 1;
  }
  return tallies;
}

function scoreOf({ caught, missed }: Tally): number {
  return caught + missed === 0 ? 100 : (100 * caught) / (caught + missed);
}

function printAll(tallies: ReadonlyMap<string, Tally>): void {
  for (const [name, tally] of [...tallies].sort(([a], [b]) => a.localeCompare(b))) {
    const changes = tally.caught + tally.missed;
    const uncounted = tally.uncounted === 0 ? '' : `; ${tally.uncounted} not counted`;
    if (changes + tally.uncounted === 0) continue;
    console.log(
      `${name}: ${tally.caught} of ${changes} changes noticed, ${scoreOf(tally).toFixed(1)} %${uncounted}`,
    );
  }
}
