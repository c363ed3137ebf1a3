/**
 * `npm run mutation [-- GLOB …]`: changes every line of the kernel, the rules and the ledger in turn, and asks whether
 * a test notices. Ends with the score, and 1 where it is below what the project promises.
 */
import path from 'node:path';

import { Stryker } from '@stryker-mutator/core';

import { main, root } from '../../config/local/main.mjs';

type Result = Awaited<ReturnType<Stryker['runMutationTest']>>[number];
type Tally = { caught: number; missed: number };

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
  const byFile = new Map<string, Tally>();
  for (const result of results) count(byFile, result);
  const all = { caught: 0, missed: 0 };
  for (const [file, tally] of [...byFile].sort(([a], [b]) => a.localeCompare(b))) {
    print(file, tally);
    all.caught += tally.caught;
    all.missed += tally.missed;
  }
  print('all', all);
  return Number(process.exitCode ?? 0);
});

/** A change that does not compile or never ran says nothing of the tests. */
function count(byFile: Map<string, Tally>, { status, fileName }: Result): void {
  const file = path.relative(root, fileName);
  const tally = byFile.get(file) ?? { caught: 0, missed: 0 };
  byFile.set(file, tally);
  if (status === 'Killed' || status === 'Timeout') tally.caught += 1;
  else if (status === 'Survived' || status === 'NoCoverage') tally.missed += 1;
}

function print(name: string, { caught, missed }: Tally): void {
  const changes = caught + missed;
  if (changes === 0) return;
  console.log(`${name}: ${caught} of ${changes} changes noticed, ${((100 * caught) / changes).toFixed(1)} %`);
}
