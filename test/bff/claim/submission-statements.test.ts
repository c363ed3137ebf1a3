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
  app = await startApp({
    families: { people: [], settlements: [] },
    env: { LIMIT_PER_ADDRESS: '100000', LIMIT_SMS_PER_ADDRESS: '100000' },
  });
  app.deps.db = app.deps.db.withPlugin(counting);
  app.clock.setToday('2026-06-10');
}, 120_000);
afterAll(() => app.close());

const most = 45;
let serial = 0;

/** Sends as many claims of as many people at one moment. */
async function countSubmissions(people: number): Promise<number> {
  const drafts = [];
  for (let one = 0; one < people; one += 1) {
    const setlId = `S-COUNT-${(serial += 1)}`;
    const who = await moveInApplicant(app, { n: serial }, [sketchBill(setlId)]);
    drafts.push({ who, draft: await prepareDraft(app, who, [setlId]) });
  }
  answered = 0;
  await Promise.all(
    drafts.map(({ who, draft: { claimId, version } }) =>
      taken(askClaim(app, who.token, 'POST', `/${claimId}/submission`, { version })),
    ),
  );
  return answered;
}

test('six at one moment, the first of all: none is begun again because of another', async () => {
  // Each of them may begin the numbers of the day.
  expect(await countSubmissions(6)).toBeLessThanOrEqual(6 * (most + 1));
});

test('a claim with one bill, from the request to its answer; the first of a day begins its numbers', async () => {
  const next = await countSubmissions(1);
  expect(next).toBeGreaterThan(30);
  expect(next).toBeLessThanOrEqual(most);
  app.clock.setToday('2026-06-11');
  expect(await countSubmissions(1)).toBe(next + 1);
});
