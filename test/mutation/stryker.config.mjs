import { fileURLToPath } from 'node:url';

/**
 * `npm run mutation`: every line of the rules, the ledger and the kernel, and of who may touch whose case, is changed in turn;
 * some test must notice. What both parts share stands below; what each is, in `parts` of main.ts.
 *
 * What no test can notice, because the changed code comes to the same. They count as missed all the same: nothing is disabled.
 * - kernel/money, `readPlain`: whatever the quick reading refuses, the careful one after it reads, to the same fen.
 * - kernel/day, `parseDay`: parts that are not there are no number, and no day exists that has such a part; a month 0 or 13 has
 *   no days. `earlier`, `atMost`, `account-balance`, `identities`: of two that are equal either is right; `null` is before and
 *   above nothing.
 * - kernel/ratio, `formatPercent`: ten parts were written by the line before.
 * - Guards that TypeScript asks for, where the value is always there: `?? ''`, `?? -1` and `?.` at a place in a list that was
 *   just looked up (recognition, retroactive- and second-assistance); `winner === null` of classes that are not none, `first`,
 *   `sums !== undefined` (ledger); `kind !== 'other'`, which is in no list of kinds (admission, base).
 * - Guards against figures that nobody gave, after the decision was left open for them: `difference` and `withinShared`
 *   (ledger/class-years), `visit` (ledger/explain), `dueUnder`, `secondAssistanceTotal`, and its explanation. They lack before and after a bill alike.
 * - What was refused before it is explained: `terms.outpatient` (ledger/explain).
 * - Two ways to say one thing: no fen paid before takes nothing off a maximum (`withinShared`); a rest below what a bill would be
 *   given is never what it was given (`visit`); days after a day up to that same day are none (`settleBeginnings`); below zero is
 *   below any line (fund-alert); an approval that is not known is a fact that is missing (mid-year-enrolment); what is paid is
 *   unknown where the rest is (order-of-payers).
 * - Shortcuts: `first === top` (ledger/bill-decision), `ofTilt.length` (ledger/recognition).
 * - fund-calendar: sorting asks only which of two comes first; a text that is no day lies between no two days.
 */
export default {
  testRunner: 'pure',
  plugins: [fileURLToPath(new URL('runner.mjs', import.meta.url))],
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { reportTests: false, allowColor: false },
  tempDirName: '.local/mutation/sandbox',
  // What the tests never read is not copied.
  ignorePatterns: ['.local', 'miniapp', 'test/journey', 'test/fault', 'test/bench', 'dist'],
  checkers: [],
  timeoutMS: 10_000,
  concurrency: 2,
  // Of all folders together; what each folder must come to, main.ts asks.
  thresholds: { high: 95, low: 85, break: null },
  allowConsoleColors: false,
};
