/**
 * `npm run mutation [-- GLOB …]`: changes every line of the kernel, the rules and the ledger in turn, and asks whether
 * a test notices. Ends with the scores, file by file and folder by folder, and 1 where a folder is below what the project
 * promises: what one folder has to spare makes up for no other.
 */
import path from 'node:path';

import { Stryker } from '@stryker-mutator/core';

import { main, root } from '../../config/local/main.mjs';

/** Of a hundred changes, in each folder. */
const PROMISED = 85;

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];
type Tally = { caught: number; missed: number; uncounted: number };

await main(async () => {
  process.chdir(root);
  // Its workers are plain Node processes: under tsx they would not find Stryker's plugins.
  process.execArgv = [];
  const mutate = process.argv.slice(2);
  const stryker = new Stryker({
    configFile: 'test/mutation/stryker.config.mjs',
    ...(mutate.length === 0 ? {} : { mutate }),
  });
  const results = await stryker.runMutationTest();
  printAll(tallyBy(results, (file) => file));
  const byFolder = tallyBy(results, (file) => path.dirname(file));
  printAll(byFolder);
  printAll(tallyBy(results, () => 'all'));
  const below = [...byFolder].filter(([, tally]) => scoreOf(tally) < PROMISED);
  for (const [folder] of below) console.error(`✗ ${folder} is below ${PROMISED} %`);
  if (results.length === 0) console.error(`✗ There is nothing to change in ${mutate.join(' ')}`);
  return below.length === 0 && results.length > 0 ? 0 : 1;
});

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
