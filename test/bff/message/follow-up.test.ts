// Calls and visits at an officer's desk: who may take one, what may come of it, and from whom it is kept.
import { getPerson } from '../../../bff/src/account/person.store.ts';
import { insertDraft } from '../../../bff/src/claim/claim.store.ts';
import { openFollowUp } from '../../../bff/src/message/follow-up.opening.ts';
import { queueMessage } from '../../../bff/src/message/message.service.ts';
import { toColumn } from '../../../bff/src/storage/instant.ts';
import { transact } from '../../../bff/src/storage/mysql.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import type { ErrorReply, FollowUp, FollowUpsReply } from '../../../shared/src/contract/index.ts';
import { putAddressee, type Told } from '../../support/addressee.ts';
import { startApp, type Answer, type TestApp } from '../../support/app.ts';
import { inviteSomebody, makeFollowUp, openAccount, villages } from '../../support/callers.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

const noon = '2026-11-23T04:00:00.000Z';
let app: TestApp;
let told = 0;
let officer: SignedInStaff;
let colleague: SignedInStaff;
beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] }, now: noon });
  officer = await signInStaff(app, 'township_officer', '510402901');
  colleague = await signInStaff(app, 'township_officer', '510402901');
});
afterAll(() => app.close());
beforeEach(() => app.clock.set(noon));

/** Writes that her payment failed, and returns what the message is called. */
async function tell(personId: number): Promise<string> {
  told += 1;
  const key = `follow-up:${told}`;
  const params = { number: `JZ20261123${String(told).padStart(7, '0')}` };
  const message = { personId, template: 'payment_failed' as const, params, claimId: null, key };
  await transact(app.deps.db, (trx) => queueMessage(trx, app.deps, message));
  const { public_id: id } = await app.deps.db
    .selectFrom('message')
    .select('public_id')
    .where('message_key', '=', key)
    .executeTakeFirstOrThrow();
  return id;
}

const codeOf = ({ body }: Answer<ErrorReply>): string => body.error.code;

async function open(village: string = villages.own): Promise<{ id: string; told: Told; message: string }> {
  const she = await putAddressee(app.deps, null);
  const message = await tell(she.personId);
  return { id: await makeFollowUp(app, message, village), told: she, message };
}
const get = (id: string, { token }: SignedInStaff = officer) =>
  app.ask<FollowUp & ErrorReply>('GET', `/api/v1/staff/follow-ups/${id}`, { token });
const take = (id: string, version: number, { token }: SignedInStaff = officer) =>
  app.ask<FollowUp & ErrorReply>('POST', `/api/v1/staff/follow-ups/${id}/take`, {
    token,
    body: { version },
  });
const giveBack = (id: string, version: number, { token }: SignedInStaff = officer) =>
  app.ask<FollowUp & ErrorReply>('POST', `/api/v1/staff/follow-ups/${id}/give-back`, {
    token,
    body: { version },
  });
const close = (id: string, body: Record<string, unknown>, { token }: SignedInStaff = officer) =>
  app.ask<FollowUp & ErrorReply>('POST', `/api/v1/staff/follow-ups/${id}/outcome`, { token, body });
const list = async ({ token }: SignedInStaff = officer) =>
  (await app.ask<FollowUpsReply>('GET', '/api/v1/staff/follow-ups', { token })).body.followUps;

test('the number and the whole name are for the one who has taken it, and that look is in the audit', async () => {
  const { id, told: she } = await open();
  expect((await get(id)).body).toMatchObject({
    state: 'open',
    phone: null,
    body: '',
    name: '安*英',
    mine: false,
  });
  expect((await take(id, 1)).body).toMatchObject({
    state: 'taken',
    phone: she.phone,
    name: '安秀英',
    mine: true,
  });
  expect((await get(id, colleague)).body).toMatchObject({
    state: 'taken',
    phone: null,
    body: '',
    mine: false,
  });
  const views = await app.deps.db
    .selectFrom('audit_entry')
    .select('act')
    .where('subject_kind', '=', 'follow_up')
    .where('subject_id', '=', id)
    .orderBy('seq')
    .execute();
  expect(views.map(({ act }) => act)).toEqual(['take_follow_up', 'view_phone']);
});

test('a call is late after a day and a visit after three, as long as they wait', async () => {
  const { id } = await open();
  const dueOf = async (kind: 'call' | 'visit', openedAt: string) => {
    await app.deps.db
      .updateTable('follow_up')
      .set({ kind, opened_at: toColumn(Date.parse(openedAt)) })
      .where('public_id', '=', id)
      .execute();
    const { dueAt, overdue } = (await get(id)).body;
    return [dueAt, overdue];
  };
  expect(await dueOf('call', '2026-11-22T04:00:00.000Z')).toEqual([noon, false]);
  expect(await dueOf('call', '2026-11-22T03:59:59.999Z')).toEqual(['2026-11-23T03:59:59.999Z', true]);
  expect((await list()).find(({ followUpId }) => followUpId === id)?.overdue).toBe(true);
  expect(await dueOf('visit', '2026-11-20T04:00:00.000Z')).toEqual([noon, false]);
  expect(await dueOf('visit', '2026-11-20T03:59:59.999Z')).toEqual(['2026-11-23T03:59:59.999Z', true]);
  await take(id, 1);
  await close(id, { version: 2, outcome: 'reached' });
  expect((await get(id)).body.overdue).toBe(false);
});

test('two who take it at once: one has it', async () => {
  const { id } = await open();
  const answers = await Promise.all([take(id, 1), take(id, 1, colleague)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const late = await take(id, 2, colleague);
  expect([late.status, codeOf(late)]).toEqual([409, 'follow_up_taken']);
});

test('taken by somebody who leaves, or who is away, it waits for the others again', async () => {
  const administrator = await signInStaff(app, 'administrator', '510402901');
  const [leaving, ill] = [
    await signInStaff(app, 'township_officer', '510402901'),
    await signInStaff(app, 'township_officer', '510402901'),
  ];
  const [one, other] = [await open(), await open()];
  await take(one.id, 1, leaving);
  await take(other.id, 1, ill);
  const { token } = administrator;
  const { public_id: organisationId } = await app.deps.db
    .selectFrom('staff')
    .innerJoin('organisation', 'organisation.organisation_id', 'staff.organisation_id')
    .select('organisation.public_id')
    .where('staff.staff_id', '=', leaving.staffId)
    .executeTakeFirstOrThrow();
  const changed = await app.ask('PUT', `/api/v1/staff/members/${leaving.publicId}`, {
    token,
    body: { organisationId, roles: ['township_officer'], state: 'disabled' },
  });
  expect(changed.status).toBe(200);
  const today = app.clock.today();
  await app.ask('PUT', '/api/v1/staff/away', {
    token: ill.token,
    body: { from: today, until: today, handTo: null },
  });
  for (const { id } of [one, other]) {
    expect((await get(id)).body).toMatchObject({ state: 'open', version: 3, mine: false });
    expect((await take(id, 3)).body).toMatchObject({ state: 'taken', mine: true });
  }
});

test('what has changed since it was read is read again first', async () => {
  const { id } = await open();
  const stale = await take(id, 7);
  expect([stale.status, codeOf(stale)]).toEqual([409, 'follow_up_changed']);
  await take(id, 1);
  const early = await close(id, { version: 1, outcome: 'reached' });
  expect([early.status, codeOf(early)]).toEqual([409, 'follow_up_changed']);
  const foreign = await close(id, { version: 2, outcome: 'reached' }, colleague);
  expect([foreign.status, codeOf(foreign)]).toEqual([409, 'follow_up_taken']);
  expect((await close(id, { version: 2, outcome: 'reached' })).body).toMatchObject({
    state: 'done',
    outcome: 'reached',
  });
  expect(codeOf(await close(id, { version: 3, outcome: 'reached' }))).toBe('follow_up_taken');
});

test('who has taken it gives it back: it is open again, its days run on, and the audit says so', async () => {
  const { id } = await open();
  const { dueAt, openedAt } = (await take(id, 1)).body;
  expect((await get(id)).body).toMatchObject({
    takenBy: { staffId: officer.publicId },
    mayGiveBack: true,
  });
  expect((await get(id, colleague)).body).toMatchObject({
    takenBy: { staffId: officer.publicId },
    mayGiveBack: false,
  });
  const foreign = await giveBack(id, 2, colleague);
  expect([foreign.status, codeOf(foreign)]).toEqual([409, 'follow_up_taken']);
  const stale = await giveBack(id, 1);
  expect([stale.status, codeOf(stale)]).toEqual([409, 'follow_up_changed']);
  app.clock.advance(5 * 60_000);
  const back = await giveBack(id, 2);
  expect(back.body).toMatchObject({ state: 'open', version: 3, phone: null, takenBy: null, dueAt, openedAt });
  expect(codeOf(await giveBack(id, 3))).toBe('follow_up_taken');
  expect((await take(id, 3, colleague)).body).toMatchObject({ state: 'taken', mine: true });
  const { detail } = await app.deps.db
    .selectFrom('audit_entry')
    .select('detail')
    .where('subject_id', '=', id)
    .where('act', '=', 'give_back_follow_up')
    .executeTakeFirstOrThrow();
  expect(JSON.parse(detail)).toEqual({ own: true });
});

test('where she who has it cannot do it now, whoever could take it gives it back for her', async () => {
  const gone = await signInStaff(app, 'township_officer', '510402901');
  const { id } = await open();
  await take(id, 1, gone);
  // Past the doors that would have released it: as after a restore from a copy.
  await app.deps.db
    .updateTable('staff')
    .set({ state: 'disabled' })
    .where('staff_id', '=', gone.staffId)
    .execute();
  expect((await get(id)).body.mayGiveBack).toBe(true);
  expect((await giveBack(id, 2)).body).toMatchObject({ state: 'open', takenBy: null });
});

test('a call that reaches nobody comes back once, then somebody goes to her door', async () => {
  const { id, message } = await open();
  await take(id, 1);
  const once = await close(id, { version: 2, outcome: 'not_reached', words: '没人接' });
  expect(once.body).toMatchObject({ state: 'open', tries: 1, version: 3 });
  await take(id, 3, colleague);
  const twice = await close(id, { version: 4, outcome: 'not_reached' }, colleague);
  expect(twice.body).toMatchObject({ state: 'done', tries: 2 });
  const visit = await app.deps.db
    .selectFrom('follow_up')
    .select(['follow_up.public_id', 'kind', 'follow_up.state'])
    .innerJoin('message', 'message.message_id', 'follow_up.message_id')
    .where('message.public_id', '=', message)
    .where('kind', '=', 'visit')
    .executeTakeFirstOrThrow();
  expect(visit.state).toBe('open');
  const clerk = await signInStaff(app, 'county_reviewer', '510402');
  await take(visit.public_id, 1, clerk);
  expect((await close(visit.public_id, { version: 2, outcome: 'not_reached' }, clerk)).status).toBe(422);
  expect((await close(visit.public_id, { version: 2, outcome: 'not_home' }, clerk)).body.state).toBe('open');
  await take(visit.public_id, 3, clerk);
  const gone = await close(visit.public_id, { version: 4, outcome: 'moved_away' }, clerk);
  expect(gone.body).toMatchObject({ state: 'done', outcome: 'moved_away' });
});

test('another place, her own family and who is not of the staff find nothing', async () => {
  const foreign = await open(villages.foreign);
  for (const refused of [
    await get(foreign.id),
    await take(foreign.id, 1),
    await close(foreign.id, { version: 1, outcome: 'reached' }),
  ]) {
    expect([refused.status, codeOf(refused)]).toEqual([404, 'not_found']);
  }
  const own = await open();
  const { certno } = await getPerson(app.deps.db, app.deps.crypto, own.told.personId);
  const herself = await signInStaff(app, 'township_officer', '510402901', certno);
  expect((await get(own.id, herself)).status).toBe(404);
  expect((await take(own.id, 1, herself)).status).toBe(404);
  const shown = (rows: readonly FollowUp[]) => rows.map(({ followUpId }) => followUpId);
  expect(shown(await list())).toContain(own.id);
  expect(shown(await list())).not.toContain(foreign.id);
  expect(shown(await list(herself))).not.toContain(own.id);
  const clerk = await signInStaff(app, 'fund_manager', '510402');
  const refused = await get(own.id, clerk);
  expect([refused.status, codeOf(refused)]).toEqual([403, 'forbidden']);
  const resident = await openAccount(app, inviteSomebody(app));
  const stranger = await app.ask('GET', '/api/v1/staff/follow-ups', { token: resident.token });
  expect([401, 403]).toContain(stranger.status);
});

test('the list shows neither number nor whole name, oldest first', async () => {
  app.clock.set('2026-11-22T04:00:00.000Z');
  const { id } = await open();
  const rows = await list();
  expect(rows[0]).toMatchObject({ followUpId: id, phone: null, name: '安*英', body: '' });
  const times = rows.map(({ openedAt }) => Date.parse(openedAt));
  expect(times).toEqual([...times].sort((one, other) => one - other));
});

test('behind what waits longest there are more, also those opened at the same moment; and each kind by itself', async () => {
  // Before everything else: a front that stays open because nobody is at home.
  app.clock.set('2026-11-01T04:00:00.000Z');
  const she = await putAddressee(app.deps, null);
  const front: string[] = [];
  for (let n = 0; n < 51; n += 1) {
    front.push(await makeFollowUp(app, await tell(she.personId), villages.own));
  }
  const [last = ''] = front.slice(-1);
  const { db } = app.deps;
  await db.updateTable('follow_up').set({ kind: 'visit' }).where('public_id', '=', last).execute();
  app.clock.set(noon);
  const page = async (query: string) =>
    (
      await app.ask<FollowUpsReply>('GET', `/api/v1/staff/follow-ups?${query}`, {
        token: officer.token,
      })
    ).body;
  const first = await page('look=all');
  expect(first.followUps.map(({ followUpId }) => followUpId)).toEqual(front.slice(0, 50));
  const second = await page(`look=all&after=${first.next ?? ''}`);
  expect(second.followUps[0]?.followUpId).toBe(last);
  const visits = (await page('look=visit')).followUps;
  expect(visits[0]?.followUpId).toBe(last);
  expect(visits.every(({ kind }) => kind === 'visit')).toBe(true);
  await take(last, 1);
  const mine = (await page('look=mine')).followUps;
  expect(mine.map(({ followUpId }) => followUpId)).toContain(last);
  expect(mine.every((one) => one.mine && one.state === 'taken')).toBe(true);
  await db.deleteFrom('follow_up').where('public_id', 'in', front).execute();
});

describe('news about no claim', () => {
  const opened = async (personId: number) => {
    const message = await tell(personId);
    const { message_id: messageId } = await app.deps.db
      .selectFrom('message')
      .select('message_id')
      .where('public_id', '=', message)
      .executeTakeFirstOrThrow();
    const now = app.clock.now();
    await openFollowUp(app.deps.db, { message: { messageId, personId, claimId: null }, kind: 'call', now });
    const {
      public_id: id,
      place,
      village,
    } = await app.deps.db
      .selectFrom('follow_up')
      .select(['public_id', 'place', 'village'])
      .where('message_id', '=', messageId)
      .executeTakeFirstOrThrow();
    return { id, place, village };
  };
  const shownTo = async (id: string, who: SignedInStaff) =>
    (await list(who)).some(({ followUpId }) => followUpId === id);

  test('lies before the village and township where she last said that she lives', async () => {
    const she = await putAddressee(app.deps, null);
    const draft = {
      personId: she.personId,
      kind: 'reimbursement',
      region: '510400',
      place: '510402',
    } as const;
    for (const village of [villages.foreign, villages.own]) {
      const now = app.clock.now();
      await insertDraft(
        app.deps.db,
        { ...draft, publicId: newRecordId(), now },
        { village, draft_of: null, state: 'paid' },
      );
    }
    const { id, ...where } = await opened(she.personId);
    expect(where).toEqual({ place: villages.own.slice(0, 6), village: villages.own });
    expect(await shownTo(id, officer)).toBe(true);
    expect(await shownTo(id, await signInStaff(app, 'village_clerk', villages.own))).toBe(true);
  });

  test('of somebody who has said nothing lies before the county where she is insured', async () => {
    const she = await putAddressee(app.deps, null);
    const { id, ...where } = await opened(she.personId);
    expect(where).toEqual({ place: '510402', village: null });
    expect(await shownTo(id, await signInStaff(app, 'county_reviewer', '510402'))).toBe(true);
    expect(await shownTo(id, officer)).toBe(false);
  });
});
