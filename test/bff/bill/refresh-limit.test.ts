import { refreshesPerMinute } from '../../../bff/src/bill/bill.route.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { send, sketchPerson, sketchPush } from '../../support/bills.ts';
import { moveIn } from '../../support/residents.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
});
afterAll(() => app.close());

async function residentWithBill(n: number): Promise<() => Promise<number>> {
  const person = sketchPerson({ n });
  app.sandbox.families.people.push(person);
  const setlId = `S-REFRESH-${n}`;
  await send(app, sketchPush(person, { setlId, at: '2026-03-05', total: '1000.00', basic: '600.00' }));
  const token = await moveIn(app, person);
  return async () => (await app.ask('POST', `/api/v1/bills/${setlId}/refresh`, { token })).status;
}

test('an account can have its bills read again so many times a minute, whoever else asks', async () => {
  const [mine, hers] = [await residentWithBill(1), await residentWithBill(2)];
  for (let count = 0; count < refreshesPerMinute; count += 1) expect(await mine()).not.toBe(429);
  expect(await mine()).toBe(429);
  expect(await hers()).not.toBe(429);
});
