// Which mandates a window reaches, and which of an organisation's are listed: of a volunteer body that acts for a whole
// township, the window of her own village, and wherever somebody is to ask her about her slip.
import { insertDraft } from '../../../bff/src/claim/claim.store.ts';
import { toColumn } from '../../../bff/src/storage/instant.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import type {
  ClientsReply,
  ErrorReply,
  FollowUp,
  PlaceMandatesReply,
} from '../../../shared/src/contract/index.ts';
import { addDays } from '../../../shared/src/kernel/index.ts';
import type { Person } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { makeMandate } from '../../support/mandates.ts';
import { makePhoto } from '../../support/paper-files.ts';
import { seededChance } from '../../support/seeded.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';
import {
  addClient,
  clientsOf,
  newPerson,
  newVolunteer,
  otherVillage,
  personIdOf,
  sendSlip,
  takeOn,
  village,
  type Helper,
} from './proxy.fixture.ts';

jest.setTimeout(60_000);

const township = '510402901';
let app: TestApp;
let helper: Helper;
let slips = 0;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
  app.deps.mandates = { ...app.deps.mandates, callBackInTen: 10 };
});
beforeEach(async () => {
  app.clock.set(new Date().toISOString());
  helper = await newVolunteer(app, township);
});
afterAll(() => app.close());

/** A mandate of the township's volunteers, on a slip that was drawn for a call back. */
async function signSlip(person: Person, home: string | null): Promise<string> {
  const { body } = await addClient(app, helper, person, { way: 'slip', village: home });
  const { mandateId } = body.client;
  const sent = await sendSlip(app, helper, mandateId, makePhoto(seededChance((slips += 1)), 30_000));
  expect(sent.body.client.callBack).toBe('waits');
  return mandateId;
}

const putClaim = async (person: Person, home: string) =>
  insertDraft(
    app.deps.db,
    {
      personId: await personIdOf(app, person),
      kind: 'reimbursement',
      region: '510400',
      place: '510402',
      publicId: newRecordId(),
      now: app.clock.now(),
    },
    { village: home, draft_of: null, state: 'paid' },
  );

const clerkOf = (code: string) => signInStaff(app, 'village_clerk', code);

const end = async ({ token }: SignedInStaff, mandateId: string, reason: 'window' | 'denied') =>
  (await app.ask('POST', `/api/v1/staff/mandates/${mandateId}/end`, { token, body: { reason } })).status;

const page = async ({ token }: SignedInStaff, after?: string) =>
  (
    await app.ask<PlaceMandatesReply>(
      'GET',
      `/api/v1/staff/mandates${after === undefined ? '' : `?after=${after}`}`,
      { token },
    )
  ).body;

const isListed = async (who: SignedInStaff, mandateId: string) =>
  (await page(who)).mandates.some((one) => one.mandateId === mandateId);

const standing = (mandateId: string) =>
  app.deps.db
    .selectFrom('mandate')
    .select(['state', 'ended_by'])
    .where('public_id', '=', mandateId)
    .executeTakeFirstOrThrow();

/** The call back about a mandate's slip. */
const callOf = (mandateId: string) =>
  app.deps.db
    .selectFrom('follow_up')
    .innerJoin('mandate', 'mandate.call_message_id', 'follow_up.message_id')
    .select(['follow_up.public_id', 'follow_up.village', 'follow_up.version'])
    .where('mandate.public_id', '=', mandateId)
    .executeTakeFirstOrThrow();

const closeCall = async ({ token }: SignedInStaff, mandateId: string, outcome: string) => {
  const { public_id: id, version } = await callOf(mandateId);
  const path = `/api/v1/staff/follow-ups/${id}/outcome`;
  return (await app.ask<FollowUp>('POST', path, { token, body: { version, outcome } })).body.state;
};

async function takeCall({ token }: SignedInStaff, mandateId: string): Promise<number> {
  const { public_id: id, version } = await callOf(mandateId);
  const path = `/api/v1/staff/follow-ups/${id}/take`;
  return (await app.ask<ErrorReply>('POST', path, { token, body: { version } })).status;
}

describe('a volunteer body of the whole township', () => {
  test('acts for somebody of a village: its clerk is told to ask her, and stops it when she never signed', async () => {
    const mandateId = await signSlip(newPerson(app), village);
    const [clerk, neighbour] = [await clerkOf(village), await clerkOf(otherVillage)];
    expect((await callOf(mandateId)).village).toBe(village);
    expect([await isListed(clerk, mandateId), await isListed(neighbour, mandateId)]).toEqual([true, false]);
    expect([await takeCall(neighbour, mandateId), await takeCall(clerk, mandateId)]).toEqual([404, 200]);
    expect(await end(neighbour, mandateId, 'denied')).toBe(404);
    expect(await end(clerk, mandateId, 'denied')).toBe(200);
    expect(await standing(mandateId)).toEqual({ state: 'ended', ended_by: 'denied' });
    expect(await isListed(clerk, mandateId)).toBe(false);
  });

  test('she comes to the window of the village that her newest claim names, or to the township', async () => {
    const [one, other] = [newPerson(app), newPerson(app)];
    const mandates = [await signSlip(one, null), await signSlip(other, null)] as const;
    const clerk = await clerkOf(village);
    expect(await end(clerk, mandates[0], 'window')).toBe(404);
    await putClaim(one, otherVillage);
    await putClaim(one, village);
    expect(await isListed(clerk, mandates[0])).toBe(true);
    expect(await end(clerk, mandates[0], 'window')).toBe(200);
    expect(await end(await signInStaff(app, 'township_officer', township), mandates[1], 'window')).toBe(200);
  });

  test('whoever is sent to ask her reaches it, though the mandate names another village', async () => {
    const person = newPerson(app);
    // Of another county than the organisation's.
    const moved = '510403901001';
    const { body } = await addClient(app, helper, person, { way: 'slip', village });
    await putClaim(person, moved);
    const { mandateId } = body.client;
    await sendSlip(app, helper, mandateId, makePhoto(seededChance((slips += 1)), 30_000));
    const clerk = await clerkOf(moved);
    expect(await takeCall(clerk, mandateId)).toBe(200);
    expect(await isListed(clerk, mandateId)).toBe(true);
    expect(await end(clerk, mandateId, 'denied')).toBe(200);
  });
});

test('whoever has moved away is asked when she comes to the window, and until then the call back waits', async () => {
  const mandateId = await signSlip(newPerson(app), village);
  const [clerk, officer] = [await clerkOf(village), await signInStaff(app, 'township_officer', township)];
  await takeCall(clerk, mandateId);
  expect(await closeCall(clerk, mandateId, 'moved_away')).toBe('open');
  const callBack = async () =>
    (await clientsOf(app, helper)).find((one) => one.mandateId === mandateId)?.callBack;
  expect(await callBack()).toBe('waits');
  expect(await takeCall(officer, mandateId)).toBe(200);
  expect(await closeCall(officer, mandateId, 'reached')).toBe('done');
  expect(await callBack()).toBe('confirmed');
});

describe('a list that does not fit', () => {
  /** As many as a page has, each newer than what was there. */
  async function fill(): Promise<string[]> {
    const person = newPerson(app);
    await takeOn(app, helper, person);
    const made: string[] = [];
    for (let n = 0; n < 100; n += 1) made.push(await makeMandate(app, person, township));
    return made;
  }

  test('goes on behind its last one; what has run out, or nobody answered, takes no place in it', async () => {
    const [old, ranOut, unanswered] = [
      await takeOn(app, helper, newPerson(app)),
      await takeOn(app, helper, newPerson(app)),
      (await addClient(app, helper, newPerson(app), { way: 'account' })).body.client.mandateId,
    ];
    const { db, clock } = app.deps;
    const set = (mandateId: string, change: { ends_on: string } | { asked_until: string }) =>
      db.updateTable('mandate').set(change).where('public_id', '=', mandateId).execute();
    await set(ranOut, { ends_on: addDays(clock.today(), -31) });
    await set(unanswered, { asked_until: toColumn(clock.now() - 31 * 86_400_000) });
    await fill();
    const officer = await signInStaff(app, 'township_officer', township);
    const first = await page(officer);
    const second = await page(officer, first.next ?? '');
    expect([first.mandates.length, second.next]).toEqual([100, null]);
    const atWindow = [...first.mandates, ...second.mandates].map((one) => one.mandateId);
    expect(new Set(atWindow).size).toBe(atWindow.length);

    const ask = async (after: string) =>
      (await app.ask<ClientsReply>('GET', `/api/v1/volunteer/clients${after}`, { token: helper.token })).body;
    const front = await ask('');
    const back = await ask(`?after=${front.next ?? ''}`);
    expect([front.clients.length, back.next]).toEqual([100, null]);
    const clients = [...front.clients, ...back.clients].map((one) => one.mandateId);
    expect(new Set(clients).size).toBe(clients.length);

    for (const listed of [atWindow, clients]) {
      expect(listed).toContain(old);
      expect(listed).not.toContain(ranOut);
      expect(listed).not.toContain(unanswered);
    }
  });
});
