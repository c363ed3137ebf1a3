/** A look-up is one person's in one region: the rosters of another region are no answer to it. */
import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import type { Sought } from '../../../bff/src/identity/identity.service.ts';
import { toColumn } from '../../../bff/src/storage/instant.ts';
import type { World } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { sketchPerson } from '../../support/bills.ts';

const world: World = { people: [sketchPerson({ n: 1 }), sketchPerson({ n: 2 })], settlements: [] };
let app: TestApp;

beforeAll(async () => {
  app = await startApp({ families: world });
});
afterAll(() => app.close());

/** On the roster of each region under a category of its own. */
async function enrol(n: 0 | 1): Promise<(region: string) => Sought> {
  const { certno, psnNo } = world.people[n]!;
  const index = certnoIndex(app.deps.crypto, certno);
  const row = (region: string, category: string) => ({
    certno_index: index,
    region,
    category,
    valid_from: '2026-01-01',
    valid_to: null,
    certifier: '民政局',
    created_at: toColumn(app.clock.now()),
  });
  await app.deps.db
    .insertInto('roster_identity')
    .values([row('510400', '低保对象'), row('420500', '特困人员')])
    .execute();
  return (region) => ({ certnoIndex: index, region, numbers: () => Promise.resolve({ certno, psnNo }) });
}

const shown = async (person: Sought) =>
  (await app.deps.identities.getForShow(person)).identities.map(({ category }) => category);

test('one after the other: the second region is not answered from the first one’s look-up', async () => {
  const sought = await enrol(0);
  expect(await shown(sought('510400'))).toEqual(['低保对象']);
  expect(await shown(sought('420500'))).toEqual(['特困人员']);
  expect(await shown(sought('510400'))).toEqual(['低保对象']);
});

test('both at once: neither gets the other’s', async () => {
  const sought = await enrol(1);
  expect(await Promise.all([shown(sought('510400')), shown(sought('420500'))])).toEqual([
    ['低保对象'],
    ['特困人员'],
  ]);
});
