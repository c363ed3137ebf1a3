// An app with one of each post of 东区 at work: what the tests of a claim's road begin with.
import { startApp, type TestApp } from './app.ts';
import { openOffice, type Office } from './claim-work.ts';

/** The day on which they play; many ask at once, and none of them is held up for that. */
export const workday = '2026-06-10';

export async function openClaimOffice(): Promise<{ app: TestApp; office: Office }> {
  const env = { LIMIT_SMS_PER_ADDRESS: '100000', LIMIT_PER_ADDRESS: '100000' };
  const app = await startApp({ families: { people: [], settlements: [] }, env });
  app.clock.setToday(workday);
  return { app, office: await openOffice(app) };
}
