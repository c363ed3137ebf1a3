/**
 * `npm run properties [-- --years N] [--seed S] [--reference K]`: the properties over N generated years (1,000,000), the
 * decimal.js reference asked for one in K (20). Every core works; a failure prints its seed and its smallest year.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import type { RunOfYears } from './run-years.ts';
import type { Chunk } from './worker.ts';

const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '20261122' },
    reference: { type: 'string', default: '20' },
  },
});
const [years, seed, every] = [values.years, values.seed, values.reference].map(Number) as [
  number,
  number,
  number,
];
if (![years, seed, every].every((value) => Number.isSafeInteger(value) && value > 0)) {
  console.error('--years, --seed and --reference are whole numbers above zero.');
  process.exit(1);
}

const CHUNK = 1000;
/** After so many a rule is plainly broken; more of the same would only fill the screen. */
const MOST_FAILURES = 5;

const waiting: Chunk[] = [];
for (let begun = 0; begun < years; begun += CHUNK) {
  waiting.push({ seed: seed + begun / CHUNK, years: Math.min(CHUNK, years - begun), every });
}

const started = Date.now();
const sums = { passed: 0, compared: 0, failed: 0 };
let told = 0;

function add({ passed, compared, failure }: RunOfYears): void {
  sums.passed += passed;
  sums.compared += compared;
  if (failure !== null) {
    sums.failed += 1;
    console.log(`\n${failure}\n`);
    if (sums.failed >= MOST_FAILURES) waiting.length = 0;
  }
  const tenth = Math.floor((sums.passed * 10) / years);
  if (tenth === told) return;
  told = tenth;
  console.log(`${sums.passed.toLocaleString('en-US')} years hold, ${seconds()} s`);
}

function seconds(): number {
  return Math.round((Date.now() - started) / 1000);
}

/** Resolves when there is nothing left to do. */
function work(): Promise<void> {
  const worker = fork(path.join(import.meta.dirname, 'worker.ts'), { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    worker.on('message', (said: RunOfYears | 'ready') => {
      if (said !== 'ready') add(said);
      const next = waiting.shift();
      if (next === undefined) worker.disconnect();
      else worker.send(next);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a worker ended with ${String(code)}`));
    });
  });
}

await Promise.all(Array.from({ length: Math.min(availableParallelism(), waiting.length) }, work));
const compared = sums.compared.toLocaleString('en-US');
console.log(`${compared} of them compared with the reference, seed ${seed}, ${seconds()} s`);
console.log(`${sums.passed} passed, ${sums.failed} failed`);
process.exitCode = sums.failed === 0 ? 0 : 1;
