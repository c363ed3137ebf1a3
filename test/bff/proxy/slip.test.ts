// Consent on paper: a slip that she signed, photographed, and for some of them a call back.
import { eraseAccount } from '../../../bff/src/account/account.store.ts';
import { cancelFollowUps } from '../../../bff/src/message/follow-up.opening.ts';
import { findFollowUp } from '../../../bff/src/message/follow-up.store.ts';
import { drawOf } from '../../../bff/src/proxy/give.service.ts';
import type { ErrorReply } from '../../../shared/src/contract/index.ts';
import { addDays } from '../../../shared/src/kernel/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { losingCommit } from '../../support/lost-commit.ts';
import { makePhoto } from '../../support/paper-files.ts';
import { seededChance } from '../../support/seeded.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';
import {
  addClient,
  clientsOf,
  consentsOf,
  errorOf,
  newPerson,
  newVolunteer,
  personIdOf,
  sendSlip,
  village,
  type Helper,
} from './proxy.fixture.ts';

jest.setTimeout(60_000);

let app: TestApp;
let helper: Helper;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
});
beforeEach(async () => {
  // The doubles live in the machine's time: whoever asks them does so before she moves the clock.
  app.clock.set(new Date().toISOString());
  helper = await newVolunteer(app);
});
afterAll(() => app.close());

describe('a signed slip', () => {
  const photo = (seed: number) => makePhoto(seededChance(seed), 40_000);

  /** Of ten slips, so many are drawn. */
  function drawnAt(times: number): void {
    const { deps } = app;
    deps.mandates = { ...deps.mandates, callBackInTen: times };
  }

  test('is looked into, kept, and makes the mandate live; the same photograph again changes nothing', async () => {
    drawnAt(0);
    const person = newPerson(app);
    const { body } = await addClient(app, helper, person, {
      way: 'slip',
      signer: { name: '安大山', relation: 'guardian' },
    });
    const { mandateId } = body.client;
    const bytes = photo(1);
    expect(errorOf(await sendSlip(app, helper, mandateId, Buffer.from('no picture at all')))).toEqual([
      422,
      'paper_type_unsupported',
    ]);
    const sent = await sendSlip(app, helper, mandateId, bytes);
    expect(sent.body.client).toMatchObject({ state: 'live', way: 'slip', callBack: 'none' });
    await sendSlip(app, helper, mandateId, bytes);
    const consents = await consentsOf(app, mandateId);
    expect(consents).toHaveLength(1);
    const pages = await app.deps.db
      .selectFrom('paper_page')
      .select(['paper', 'unsent'])
      .where('page_id', '=', consents[0]?.page_id ?? 0)
      .execute();
    expect(pages).toEqual([{ paper: 'authorisation', unsent: null }]);
  });

  test('the answer to its commit is lost: the mandate lives, and the photograph it rests on is there', async () => {
    drawnAt(0);
    const { body } = await addClient(app, helper, newPerson(app), { way: 'slip' });
    const { mandateId } = body.client;
    const bytes = photo(8);
    expect((await losingCommit(app, () => sendSlip(app, helper, mandateId, bytes))).status).toBe(503);
    expect((await sendSlip(app, helper, mandateId, bytes)).body.client.state).toBe('live');
    const [consent] = await consentsOf(app, mandateId);
    const { name } = await app.deps.db
      .selectFrom('paper_page')
      .innerJoin('paper_object', 'paper_object.object_id', 'paper_page.object_id')
      .select('paper_object.name')
      .where('page_id', '=', consent?.page_id ?? 0)
      .executeTakeFirstOrThrow();
    let read = 0;
    for await (const part of app.deps.objects.kept.get(name)) read += part.length;
    expect(read).toBeGreaterThan(0);
  });

  test('drawn, it waits until somebody has reached her, and a delivered SMS does not replace that', async () => {
    drawnAt(10);
    const person = newPerson(app);
    const { body } = await addClient(app, helper, person, { way: 'slip' });
    const { mandateId } = body.client;
    const sent = await sendSlip(app, helper, mandateId, photo(2));
    expect(sent.body.client.callBack).toBe('waits');
    expect(sent.body.client.tasks.map(({ kind }) => kind)).toContain('call_back');
    const followUps = await app.deps.db
      .selectFrom('follow_up')
      .select(['kind', 'state', 'message_id', 'public_id', 'village'])
      .where('person_id', '=', await personIdOf(app, person))
      .execute();
    // She has no claim yet: her village is asked to go there because the mandate names it.
    expect(followUps).toMatchObject([{ kind: 'visit', state: 'open', village }]);
    const asked = await findFollowUp(app.deps.db, app.deps.crypto, followUps[0]?.public_id ?? '');
    expect(asked?.mandateId).toBe(mandateId);
    await cancelFollowUps(app.deps.db, followUps[0]?.message_id ?? 0, app.clock.now());
    const { state } = await app.deps.db
      .selectFrom('follow_up')
      .select('state')
      .where('message_id', '=', followUps[0]?.message_id ?? 0)
      .executeTakeFirstOrThrow();
    expect(state).toBe('open');
    await app.deps.db
      .updateTable('follow_up')
      .set({ state: 'done', outcome: 'reached' })
      .where('message_id', '=', followUps[0]?.message_id ?? 0)
      .execute();
    const [client] = (await clientsOf(app, helper)).filter((one) => one.mandateId === mandateId);
    expect(client?.callBack).toBe('confirmed');
  });

  /** Her post in the office, beside what she does as a volunteer. */
  async function asStaff({ volunteerId }: Helper): Promise<SignedInStaff> {
    const { certno_index } = await app.deps.db
      .selectFrom('volunteer')
      .innerJoin('account', 'account.account_id', 'volunteer.account_id')
      .innerJoin('person', 'person.person_id', 'account.person_id')
      .select('person.certno_index')
      .where('volunteer.public_id', '=', volunteerId)
      .executeTakeFirstOrThrow();
    const herself = await signInStaff(app, 'county_reviewer', '510402');
    await app.deps.db
      .updateTable('staff')
      .set({ certno_index })
      .where('staff_id', '=', herself.staffId)
      .execute();
    return herself;
  }

  const followUpOf = async (mandateId: string) =>
    (
      await app.deps.db
        .selectFrom('follow_up')
        .innerJoin('mandate', 'mandate.call_message_id', 'follow_up.message_id')
        .select('follow_up.public_id')
        .where('mandate.public_id', '=', mandateId)
        .executeTakeFirstOrThrow()
    ).public_id;

  async function take({ token }: Pick<SignedInStaff, 'token'>, mandateId: string): Promise<string> {
    const path = `/api/v1/staff/follow-ups/${await followUpOf(mandateId)}/take`;
    const reply = await app.ask<ErrorReply>('POST', path, { token, body: { version: 1 } });
    return reply.status === 200 ? 'taken' : reply.body.error.code;
  }

  const close = async ({ volunteerId }: Helper) => {
    const { account_id } = await app.deps.db
      .selectFrom('volunteer')
      .select('account_id')
      .where('public_id', '=', volunteerId)
      .executeTakeFirstOrThrow();
    await eraseAccount(app.deps.db, account_id, app.clock.now());
  };

  test('drawn, it is not asked about by the volunteer who took it, signed in as staff, nor once her account is closed', async () => {
    drawnAt(10);
    const { mandateId } = (await addClient(app, helper, newPerson(app), { way: 'slip' })).body.client;
    await sendSlip(app, helper, mandateId, photo(7));
    const herself = await asStaff(helper);
    expect(await take(herself, mandateId)).toBe('same_hands');
    await close(helper);
    expect(await take(herself, mandateId)).toBe('same_hands');
    expect(await take(await signInStaff(app, 'county_reviewer', '510402'), mandateId)).toBe('taken');
  });

  test('drawn, it is asked about neither by who asked for it nor by a colleague of hers who photographed it', async () => {
    drawnAt(10);
    const colleague = await newVolunteer(app);
    const { mandateId } = (await addClient(app, helper, newPerson(app), { way: 'slip' })).body.client;
    const sent = await sendSlip(app, colleague, mandateId, photo(8));
    expect(sent.body.client.callBack).toBe('waits');
    const [asker, taker] = [await asStaff(helper), await asStaff(colleague)];
    await close(colleague);
    await close(helper);
    expect(await take(asker, mandateId)).toBe('same_hands');
    expect(await take(taker, mandateId)).toBe('same_hands');
    const third = await asStaff(await newVolunteer(app));
    expect(await take(third, mandateId)).toBe('taken');
  });

  const messageIdOf = async (mandateId: string) =>
    (
      await app.deps.db
        .selectFrom('mandate')
        .select('call_message_id')
        .where('public_id', '=', mandateId)
        .executeTakeFirstOrThrow()
    ).call_message_id;

  test('drawn, it stays drawn: neither another photograph nor another way spares the call', async () => {
    drawnAt(10);
    const person = newPerson(app);
    const { body } = await addClient(app, helper, person, { way: 'slip' });
    const { mandateId } = body.client;
    await sendSlip(app, helper, mandateId, photo(3));
    drawnAt(0);
    const again = await sendSlip(app, helper, mandateId, photo(4));
    expect(again.body.client.callBack).toBe('waits');
    // Whom somebody has reached is not called once more.
    await app.deps.db
      .updateTable('follow_up')
      .set({ state: 'done', outcome: 'reached' })
      .where('message_id', '=', (await messageIdOf(mandateId)) ?? 0)
      .execute();
    const renewed = await sendSlip(app, helper, mandateId, photo(5));
    expect(renewed.body.client.callBack).toBe('none');
  });

  test('denied when she is called, it counts as denied though the mandate had ended by itself', async () => {
    drawnAt(10);
    const person = newPerson(app);
    const { body } = await addClient(app, helper, person, { way: 'slip' });
    const { mandateId } = body.client;
    await sendSlip(app, helper, mandateId, photo(6));
    const { db, clock } = app.deps;
    await db
      .updateTable('mandate')
      .set({ ends_on: addDays(clock.today(), -1) })
      .where('public_id', '=', mandateId)
      .execute();
    const clerk = await signInStaff(app, 'village_clerk', village);
    const deny = (reason: string) =>
      app.ask('POST', `/api/v1/staff/mandates/${mandateId}/end`, { token: clerk.token, body: { reason } });
    const endedBy = async () =>
      (
        await db
          .selectFrom('mandate')
          .select('ended_by')
          .where('public_id', '=', mandateId)
          .executeTakeFirstOrThrow()
      ).ended_by;
    expect((await deny('window')).status).toBe(200);
    expect(await endedBy()).toBeNull();
    expect((await deny('denied')).status).toBe(200);
    expect(await endedBy()).toBe('denied');
    // A second time it is no second denial.
    const before = (await consentsOf(app, mandateId)).length;
    expect((await deny('denied')).status).toBe(200);
    expect(await consentsOf(app, mandateId)).toHaveLength(before);
  });

  test('the draw can be repeated, and is even', () => {
    const names = Array.from({ length: 4000 }, (_, at) => `consent-${at}`);
    const draws = names.map((name) => drawOf(app.deps, name));
    expect(names.map((name) => drawOf(app.deps, name))).toEqual(draws);
    const low = draws.filter((draw) => draw < 2).length / names.length;
    expect(low).toBeGreaterThan(0.17);
    expect(low).toBeLessThan(0.23);
  });
});
