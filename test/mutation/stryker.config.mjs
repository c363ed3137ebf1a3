// `npm run mutation`: every line of the rules, the ledger and the kernel is changed in turn; some test must notice.
import { fileURLToPath } from 'node:url';

export default {
  mutate: ['shared/src/{kernel,rules,ledger}/**/*.ts', '!**/index.ts'],
  testRunner: 'pure',
  plugins: [fileURLToPath(new URL('runner.mjs', import.meta.url))],
  coverageAnalysis: 'perTest',
  // A constant of a file meets every test anew, minutes for each: tables of names and steps, which the compiler checks.
  ignoreStatic: true,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { reportTests: false, allowColor: false },
  jsonReporter: { fileName: '.local/mutation/report.json' },
  tempDirName: '.local/mutation/sandbox',
  // What the tests of the rules never read is not copied.
  ignorePatterns: ['.local', 'miniapp', 'test/journey', 'test/fault', 'test/bench', 'dist'],
  checkers: [],
  timeoutMS: 10_000,
  concurrency: 2,
  // Of all folders together; what each folder must come to, main.ts asks.
  thresholds: { high: 95, low: 85, break: null },
  allowConsoleColors: false,
};
