// `npm run mutation`: every line of the rules, the ledger and the kernel is changed in turn; some test must notice.
import { fileURLToPath } from 'node:url';

export default {
  mutate: ['shared/src/{kernel,rules,ledger}/**/*.ts', '!**/index.ts'],
  testRunner: 'jest',
  // Under pnpm a plugin is not found by its name.
  plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/jest-runner'))],
  jest: { configFile: 'test/mutation/jest.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'json'],
  clearTextReporter: { reportTests: false, allowColor: false },
  jsonReporter: { fileName: '.local/mutation/report.json' },
  tempDirName: '.local/mutation/sandbox',
  // What the tests of the rules never read is not copied.
  ignorePatterns: ['.local', 'miniapp', 'test/journey', 'test/fault', 'test/bench', 'dist'],
  checkers: [],
  timeoutMS: 10_000,
  concurrency: 2,
  thresholds: { high: 95, low: 85, break: 85 },
  allowConsoleColors: false,
};
