// Invited by her village, in by a code, out at once.
import { maskPhone } from '../../../bff/src/account/mask.ts';
import type {
  ErrorReply,
  InvitationReply,
  VolunteeringReply,
  VolunteersReply,
} from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { inviteSomebody, openAccount, openVolunteer } from '../../support/callers.ts';
import { inventedPhone } from '../../support/people.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';

type VolunteerPhone = { phone: string | null };

let app: TestApp;
let clerk: SignedInStaff;

beforeAll(async () => {
  app = await startApp({
    families: { people: [], settlements: [] },
    env: { LIMIT_PER_ADDRESS: '100000', LIMIT_PER_ACCOUNT: '100000' },
  });
  clerk = await signInStaff(app, 'village_clerk', '510402901001');
});
afterAll(() => app.close());

const told = ({ status, body }: { status: number; body: ErrorReply }) => [status, body.error.code];
const invalid = [422, 'invitation_invalid'];

async function idOf(code: string, kind: 'village_committee' | 'volunteer_body' | 'township_office') {
  const row = await app.deps.db
    .selectFrom('organisation')
    .select('public_id')
    .where('code', '=', code)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  return row.public_id;
}
const invite = (organisationId: string, by = clerk) =>
  app.ask<InvitationReply & ErrorReply>('POST', '/api/v1/staff/volunteer-invitations', {
    token: by.token,
    body: { organisationId },
  });
const newCode = async () => (await invite(await idOf('510402901001', 'village_committee'))).body.code;
const resident = async () => (await openAccount(app, inviteSomebody(app))).token;
const accept = (token: string, code: string) =>
  app.ask<VolunteeringReply & ErrorReply>('POST', '/api/v1/volunteer/membership', { token, body: { code } });
const membership = async (token: string) =>
  (await app.ask<VolunteeringReply>('GET', '/api/v1/volunteer/membership', { token })).body.membership;
const leave = (token: string) => app.ask<ErrorReply>('DELETE', '/api/v1/volunteer/membership', { token });
const list = async (by = clerk) =>
  (await app.ask<VolunteersReply>('GET', '/api/v1/staff/volunteers', { token: by.token })).body.volunteers;

test('a code makes one resident a volunteer, however it is typed, and nobody after her', async () => {
  const code = await newCode();
  const token = await resident();
  expect(await membership(token)).toBeNull();
  const typed = `${code.slice(0, 5)} ${code.slice(5)}`.toLowerCase();
  const { status, body } = await accept(token, typed);
  expect(status).toBe(201);
  expect(body.membership?.organisation).toMatchObject({ code: '510402901001', kind: 'village_committee' });
  expect(await membership(token)).toEqual(body.membership);
  expect(told(await accept(await resident(), code))).toEqual(invalid);
});

test('two who type one code at once are not both in', async () => {
  const code = await newCode();
  const tokens = [await resident(), await resident()];
  const replies = await Promise.all(tokens.map((token) => accept(token, code)));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 422]);
});

test('a code is good for a week; one that nobody gave is none', async () => {
  const code = await newCode();
  const token = await resident();
  expect(told(await accept(token, '7K2M9QX4TD'))).toEqual(invalid);
  app.clock.advance(7 * 24 * 60 * 60_000);
  clerk = await signInStaff(app, 'village_clerk', '510402901001');
  expect(told(await accept(await resident(), code))).toEqual(invalid);
});

test('codes cannot be tried out', async () => {
  const token = await resident();
  const codes: string[] = [];
  for (let time = 0; time < 12; time += 1) {
    codes.push((await accept(token, `7K2M9QX4T${time % 10}`)).body.error.code);
  }
  expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(2);
});

test('somebody belongs to one organisation at a time', async () => {
  const token = await resident();
  await accept(token, await newCode());
  expect(told(await accept(token, await newCode()))).toEqual([409, 'already_volunteer']);
  expect((await leave(token)).status).toBe(204);
  expect((await accept(token, await newCode())).status).toBe(201);
});

test('numbers are masked in the list; one is told whole to her own organisation, and who looked is in the audit', async () => {
  const { volunteerId } = await openVolunteer(app, '510402901001');
  const { db, crypto } = app.deps;
  const { account_id: account } = await db
    .selectFrom('volunteer')
    .select('account_id')
    .where('public_id', '=', volunteerId)
    .executeTakeFirstOrThrow();
  const number = inventedPhone(7654);
  const phone = crypto.seal(number, `account:${account}:phone`);
  await db.updateTable('account').set({ phone }).where('account_id', '=', account).execute();
  const shown = (await list()).find((one) => one.volunteerId === volunteerId)?.phone ?? '';
  expect(shown).toBe(maskPhone(number));
  const look = (by: SignedInStaff) =>
    app.ask<VolunteerPhone & ErrorReply>('GET', `/api/v1/staff/volunteers/${volunteerId}/phone`, {
      token: by.token,
    });
  const { body } = await look(clerk);
  expect(body.phone).toBe(number);
  const looks = await db
    .selectFrom('audit_entry')
    .select(['actor_id', 'place'])
    .where('act', '=', 'view_phone')
    .where('subject_id', '=', volunteerId)
    .execute();
  expect(looks).toEqual([{ actor_id: clerk.publicId, place: '510402901001' }]);
  expect((await look(await signInStaff(app, 'administrator', '510403'))).status).toBe(404);
});

test('leaving holds at once', async () => {
  const { token, volunteerId } = await openVolunteer(app, '510402901001');
  expect((await list()).map((one) => one.volunteerId)).toContain(volunteerId);
  expect((await leave(token)).status).toBe(204);
  expect(await membership(token)).toBeNull();
  expect(told(await leave(token))).toEqual([403, 'forbidden']);
  expect((await list()).map((one) => one.volunteerId)).not.toContain(volunteerId);
});

test('what she was is in her own export', async () => {
  const token = await resident();
  await accept(token, await newCode());
  await leave(token);
  const { body } = await app.ask<{ account: { volunteering: unknown[] } }>('GET', '/api/v1/account/export', {
    token,
  });
  expect(body.account.volunteering).toMatchObject([{ code: '510402901001', state: 'left' }]);
});

test('being removed holds at once, and so does the closing of an account', async () => {
  const removed = await openVolunteer(app, '510402901001');
  const path = `/api/v1/staff/volunteers/${removed.volunteerId}`;
  expect((await app.ask('DELETE', path, { token: clerk.token })).status).toBe(204);
  expect(await membership(removed.token)).toBeNull();
  const closing = await openVolunteer(app, '510402901001');
  const body = { confirm: 'close my account' };
  expect((await app.ask('DELETE', '/api/v1/account', { token: closing.token, body })).status).toBe(200);
  expect((await list()).map((one) => one.volunteerId)).not.toContain(closing.volunteerId);
});

test('whoever invites does it for organisations of her own place that have volunteers', async () => {
  const county = await signInStaff(app, 'administrator', '510402');
  const body = await idOf('510402901', 'volunteer_body');
  expect((await invite(body, county)).status).toBe(201);
  expect(told(await invite(body))).toEqual([404, 'not_found']);
  expect(told(await invite(await idOf('510402901', 'township_office'), county))).toEqual([
    422,
    'role_out_of_place',
  ]);
  expect(told(await invite(await idOf('510403901001', 'village_committee'), county))).toEqual([
    404,
    'not_found',
  ]);
});

test('a volunteer is listed by her surname', async () => {
  const { volunteerId } = await openVolunteer(app, '510402901001');
  const one = (await list()).find((volunteer) => volunteer.volunteerId === volunteerId);
  expect(one?.name).toMatch(/^.\*+.?$/);
});
