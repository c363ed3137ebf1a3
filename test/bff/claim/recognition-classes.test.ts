// 宜昌 第五条: 因病致贫重病患者 are none of the first three classes, whoever keeps the list that she stands on.
import { certnoIndex } from '../../../bff/src/account/person.store.ts';
import type { RuralList } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { hospitals, sketchPerson } from '../../support/bills.ts';
import { done, work } from '../../support/claim-work.ts';
import { pushBill } from '../../support/claims.ts';
import { askDesk } from '../../support/desk.ts';
import { putAtRecognition } from '../../support/recognition.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

let app: TestApp;
let civil: SignedInStaff;
let rural: SignedInStaff;
let serial = 0;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] }, env: { LIMIT_PER_ADDRESS: '100000' } });
  app.clock.setToday('2026-06-30');
  civil = await signInStaff(app, 'civil_affairs', '420503');
  rural = await signInStaff(app, 'rural_affairs', '420503');
});
afterAll(() => app.close());

async function asked(holds: readonly (readonly [string, string])[] = []) {
  serial += 1;
  const person = sketchPerson({ n: serial, region: '420503', holds });
  app.sandbox.families.people.push(person);
  const bill = { setlId: `YC-CLASS-${serial}`, at: '2025-12-05', total: '21000.00', basic: '1000.00' };
  await pushBill(app, person, { ...bill, hospital: hospitals.yichang });
  const { person_id: personId } = await app.deps.db
    .selectFrom('person')
    .select('person_id')
    .where('certno_index', '=', certnoIndex(app.deps.crypto, person.certno))
    .executeTakeFirstOrThrow();
  return putAtRecognition(app, personId, civil.staffId);
}

const say = ({ claimId }: { claimId: string }, listed: RuralList) =>
  askDesk(app, rural, 'POST', `/recognitions/${claimId}/word`, { listed });

test.each(['relapsed', 'monitored'] as const)(
  'on the list of the %s she is of another class',
  async (listed) => {
    const claim = await asked();
    expect((await say(claim, listed)).status).toBe(200);
    const { status, body } = await work(app, civil, claim, 'recognition');
    expect([status, body.error.code]).toEqual([409, 'not_eligible']);
    expect(body.error.data).toEqual({ why: 'on_rural_list', listed });
    // The newest word counts: the list was wrong, and was put right.
    await say(claim, 'none');
    expect((await done(app, civil, claim, 'recognition')).state).toBe('closed');
  },
);

test('of the lists that give no class, and of silence, nothing is made', async () => {
  const silent = await asked();
  expect((await done(app, civil, silent, 'recognition')).state).toBe('closed');
  const lifted = await asked();
  await say(lifted, 'lifted');
  expect((await done(app, civil, lifted, 'recognition')).state).toBe('closed');
});

test('whom the platform knows in a better class is told that, and not that her costs are too low', async () => {
  const claim = await asked([['2303', '2026-01-01']]);
  await say(claim, 'monitored');
  const { body } = await work(app, civil, claim, 'recognition');
  expect(body.error.data).toEqual({ why: 'in_other_class' });
});
