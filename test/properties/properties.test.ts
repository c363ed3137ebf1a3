import path from 'node:path';

import { Policies, readDocuments } from './engine-year.ts';
import { runYears } from './run-years.ts';

const YEARS = 1500;

/** The command `npm run properties` runs the same over a million. */
test(`the properties hold over ${String(YEARS)} generated years`, async () => {
  const policies = new Policies(await readDocuments(path.join(__dirname, '..', '..')));
  const { passed, compared, failure } = runYears(policies, 4, YEARS, 10);
  expect(failure).toBeNull();
  expect(passed).toBe(YEARS);
  expect(compared).toBeGreaterThan(100);
});
