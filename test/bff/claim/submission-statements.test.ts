// What sending a claim costs the database: whoever sends at the same moment waits for each of these statements.
import type { KyselyPlugin } from 'kysely';

import { startApp, type TestApp } from '../../support/app.ts';
import { askClaim, moveInApplicant, prepareDraft, sketchBill, taken } from '../../support/claims.ts';

let app: TestApp;
let answered = 0;

/** Every statement that the database has answered; what begins and ends a transaction is not among them. */
const counting: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: ({ result }) => {
    answered += 1;
    return Promise.resolve(result);
  },
};

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
  app.deps.db = app.deps.db.withPlugin(counting);
  app.clock.setToday('2026-06-10');
}, 120_000);
afterAll(() => app.close());

test('a claim with one bill, from the request to its answer', async () => {
  const who = await moveInApplicant(app, { n: 1 }, [sketchBill('S-COUNT-1')]);
  const { claimId, version } = await prepareDraft(app, who, ['S-COUNT-1']);
  answered = 0;
  await taken(askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version }));
  expect(answered).toBeGreaterThan(30);
  expect(answered).toBeLessThanOrEqual(45);
});
