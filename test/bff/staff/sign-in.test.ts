// The road of staff to their desk: login, password and authenticator, and everything that shuts the door.
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { hashPassword, verifyPassword } from '../../../bff/src/staff/password.ts';
import { staffAbsoluteLimit, staffIdleLimit } from '../../../bff/src/staff/staff-session.service.ts';
import { findTotpStep } from '../../../bff/src/staff/totp.ts';
import type {
  ErrorReply,
  StaffSessionReply,
  StaffSessionsReply,
  StaffSignInReply,
} from '../../../shared/src/contract/index.ts';
import { totpAt } from '../../sandbox/staff/totp.ts';
import { newKey, startApp, type TestApp } from '../../support/app.ts';
import { codeOf, signInStaff, staffPassword, type SignedInStaff } from '../../support/staff.ts';

type SignIn = Extract<StaffSignInReply, { state: 'signed_in' }> & ErrorReply;

const minute = 60_000;
let app: TestApp;

beforeAll(async () => {
  app = await startApp({
    families: { people: [], settlements: [] },
    env: {
      TRUSTED_PROXIES: '1',
      LIMIT_PER_ADDRESS: '100000',
      LIMIT_PER_ACCOUNT: '100000',
      LIMIT_SMS_PER_ADDRESS: '100000',
    },
  });
});
afterAll(() => app.close());

const officer = () => signInStaff(app, 'township_officer', '510402');

function signIn(given: { login: string; password?: string; code?: string }, address?: string) {
  return app.ask<SignIn>('POST', '/api/v1/staff/sessions', {
    body: { password: staffPassword, ...given },
    ...(address === undefined ? {} : { headers: { 'X-Forwarded-For': address } }),
  });
}
const signInAs = (who: SignedInStaff, steps = 0) =>
  signIn({ login: who.login, code: codeOf(app, who, steps) });
const codeOfReply = ({ status, body }: { status: number; body: ErrorReply }) => [status, body.error.code];
const statusOf = async (token: string) => (await app.ask('GET', '/api/v1/staff/session', { token })).status;

const refused = [422, 'staff_sign_in_refused'];
const locked = [429, 'staff_locked'];

describe('signing in', () => {
  test('with all three opens a session that says who she is', async () => {
    const who = await officer();
    const { status, body } = await signInAs(who);
    expect(status).toBe(201);
    expect(body.token).toMatch(/^staff_[\w-]{43}$/);
    const { body: session } = await app.ask<StaffSessionReply>('GET', '/api/v1/staff/session', body);
    expect(session).toMatchObject({
      staffId: who.publicId,
      login: who.login,
      name: '钱立夏',
      roles: ['township_officer'],
      organisation: { level: 'township', kind: 'township_office', code: who.code },
    });
    expect(Date.parse(session.endsAt) - app.clock.now()).toBe(staffAbsoluteLimit);
  });

  test('is open to the phone whose clock is half a minute off, either way, and to no other', async () => {
    for (const [steps, status] of [
      [-2, 422],
      [-1, 201],
      [1, 201],
      [2, 422],
    ] as const) {
      expect([steps, (await signInAs(await officer(), steps)).status]).toEqual([steps, status]);
    }
  });

  test('takes a code once: not again, and none that is older', async () => {
    const who = await officer();
    const now = codeOf(app, who);
    expect((await signIn({ login: who.login, code: now })).status).toBe(201);
    expect(codeOfReply(await signIn({ login: who.login, code: now }))).toEqual(refused);
    expect(codeOfReply(await signInAs(who, -1))).toEqual(refused);
    expect((await signInAs(who, 1)).status).toBe(201);
  });

  test('takes a code once, however many bring it at the same moment', async () => {
    const who = await officer();
    const code = codeOf(app, who);
    const replies = await Promise.all(Array.from({ length: 4 }, () => signIn({ login: who.login, code })));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test('says the same of a wrong login, password or code, a missing code, and somebody disabled', async () => {
    const who = await officer();
    const disabled = await officer();
    await app.deps.db
      .updateTable('staff')
      .set({ state: 'disabled' })
      .where('staff_id', '=', disabled.staffId)
      .execute();
    const replies = [
      await signIn({ login: 'nobody.at.all', code: '123456' }),
      await signIn({ login: who.login, password: 'another password', code: codeOf(app, who) }),
      await signIn({ login: who.login, code: codeOf(app, who, 9) }),
      await signIn({ login: who.login }),
      await signInAs(disabled),
    ];
    expect(replies.map(codeOfReply)).toEqual(replies.map(() => refused));
    expect(new Set(replies.map(({ body }) => body.error.message)).size).toBe(1);
  });

  test('takes as long for a login that nobody has', async () => {
    const who = await officer();
    const time = async (login: string) => {
      const began = performance.now();
      await signIn({ login, password: 'another password', code: '000000' });
      return performance.now() - began;
    };
    await time('warm.up');
    const pairs: number[] = [];
    for (let turn = 0; turn < 4; turn += 1)
      pairs.push((await time(`nobody.${turn}`)) / (await time(who.login)));
    const middle = pairs.sort((one, other) => one - other)[2] ?? 0;
    expect(middle).toBeGreaterThan(0.4);
    expect(middle).toBeLessThan(2.5);
  });

  test('leaves no password, code or secret in the log', async () => {
    const who = await officer();
    await signIn({ login: who.login, password: 'a wrong password', code: '864209' });
    const { body } = await signInAs(who);
    const log = app.lines.join('\n');
    for (const secret of [staffPassword, 'a wrong password', '864209', who.secret, body.token]) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('being wrong', () => {
  test('five times shuts the door, longer with every further one, and a right one opens it', async () => {
    const who = await officer();
    const wrong = () => signIn({ login: who.login, password: 'another password', code: '000000' });
    const waits: number[] = [];
    for (let time = 1; time <= 8; time += 1) {
      expect([time, ...codeOfReply(await wrong())]).toEqual([time, ...refused]);
      if (time < 5) continue;
      const shut = await signInAs(who);
      expect(codeOfReply(shut)).toEqual(locked);
      const wait = Number(shut.headers.get('retry-after'));
      waits.push(wait);
      app.clock.advance(wait * 1000);
    }
    expect(waits).toEqual([60, 120, 240, 480]);
    expect((await signInAs(who)).status).toBe(201);
    expect(codeOfReply(await wrong())).toEqual(refused);
    expect((await signInAs(who, 1)).status).toBe(201);
  });

  test('shuts the door of where it was guessed, and of everybody when it is guessed from everywhere', async () => {
    const who = await officer();
    const guess = (address: string) =>
      signIn({ login: who.login, password: 'another password', code: '000000' }, address);
    for (let time = 1; time <= 5; time += 1)
      expect(codeOfReply(await guess('198.51.100.7'))).toEqual(refused);
    expect(codeOfReply(await guess('198.51.100.7'))).toEqual(locked);
    expect((await signInAs(who)).status).toBe(201);
    // A right one elsewhere opens no door here.
    expect(codeOfReply(await guess('198.51.100.7'))).toEqual(locked);
    for (let from = 0; from < 100; from += 1) await guess(`198.51.100.${100 + from}`);
    expect(codeOfReply(await signInAs(who, 1))).toEqual(locked);
    app.clock.advance(minute);
    expect((await signInAs(who)).status).toBe(201);
  });

  test('shuts the door for a login that nobody has, too', async () => {
    const wrong = () => signIn({ login: 'a.guess', code: '000000' });
    for (let time = 1; time <= 5; time += 1) expect(codeOfReply(await wrong())).toEqual(refused);
    expect(codeOfReply(await wrong())).toEqual(locked);
  });

  test('many times at once is being wrong many times', async () => {
    const who = await officer();
    const guess = (n: number) => signIn({ login: who.login, code: String(n).padStart(6, '0') });
    const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => guess(n)));
    const told = replies.map(({ body }) => body.error.code);
    expect(told.filter((code) => code === 'staff_sign_in_refused')).toHaveLength(5);
    expect(told.filter((code) => code === 'staff_locked')).toHaveLength(15);
  });

  test('is forgotten after a day', async () => {
    const who = await officer();
    const wrong = () => signIn({ login: who.login, password: 'another password', code: '000000' });
    for (let time = 1; time <= 4; time += 1) await wrong();
    app.clock.advance(24 * 60 * minute);
    expect(codeOfReply(await wrong())).toEqual(refused);
    expect((await signInAs(who)).status).toBe(201);
  });
});

describe('a session', () => {
  const keepBusy = async (token: string, minutes: number) => {
    for (let gone = 0; gone < minutes; gone += 20) {
      app.clock.advance(20 * minute);
      if ((await statusOf(token)) !== 200) return gone + 20;
    }
    return null;
  };

  test('ends when it is left alone, and not before', async () => {
    const { token } = await officer();
    app.clock.advance(staffIdleLimit - minute);
    expect(await statusOf(token)).toBe(200);
    app.clock.advance(staffIdleLimit);
    expect(await statusOf(token)).toBe(401);
  });

  test('ends after a working day, however busy she was', async () => {
    const { token } = await officer();
    expect(await keepBusy(token, 13 * 60)).toBe(staffAbsoluteLimit / minute);
  });

  test('is listed, and ended one by one or all together', async () => {
    const who = await officer();
    const [second, third] = [await signInAs(who), await signInAs(who, 1)];
    const list = async (token: string) =>
      (await app.ask<StaffSessionsReply>('GET', '/api/v1/staff/sessions', { token })).body.sessions;
    const sessions = await list(who.token);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(JSON.stringify(sessions)).not.toContain(who.token);

    const other = (await list(second.body.token)).find(({ current }) => current)!.sessionId;
    const end = (path: string, token: string) => app.ask('DELETE', `/api/v1/staff${path}`, { token });
    expect((await end(`/sessions/${other}`, who.token)).status).toBe(204);
    expect(await Promise.all([second.body.token, third.body.token].map(statusOf))).toEqual([401, 200]);
    const stranger = await officer();
    const foreign = (await list(third.body.token))[0]!.sessionId;
    expect((await end(`/sessions/${foreign}`, stranger.token)).status).toBe(404);
    expect((await end('/sessions', third.body.token)).status).toBe(204);
    expect(await Promise.all([who.token, third.body.token].map(statusOf))).toEqual([401, 401]);
  });

  test('ends with signing out', async () => {
    const { token } = await officer();
    expect((await app.ask('DELETE', '/api/v1/staff/session', { token })).status).toBe(204);
    expect(await statusOf(token)).toBe(401);
  });

  test.each([
    ['she is disabled', 'staff', { state: 'disabled' }],
    ['her organisation is closed', 'organisation', { closed_at: '2026-11-01 00:00:00.000' }],
  ] as const)('ends at once when %s, with the token in use', async (_what, table, change) => {
    const who = await signInStaff(app, 'village_clerk', '510411');
    const { db } = app.deps;
    expect(await statusOf(who.token)).toBe(200);
    if (table === 'staff') {
      await db.updateTable('staff').set(change).where('staff_id', '=', who.staffId).execute();
    } else await db.updateTable('organisation').set(change).where('code', '=', who.code).execute();
    expect(await statusOf(who.token)).toBe(401);
    expect(codeOfReply(await signInAs(who))).toEqual(refused);
    await db.updateTable('organisation').set({ closed_at: null }).execute();
  });

  test('of staff is no session of a resident, and the other way round', async () => {
    const { token } = await officer();
    expect((await app.ask('GET', '/api/v1/session', { token })).status).toBe(403);
    const shapes = [token.slice('staff_'.length), `${token}a`, 'staff_', `staff_${'a'.repeat(43)}`];
    for (const shape of shapes) expect([shape, await statusOf(shape)]).toEqual([shape, 401]);
  });
});

describe('a new password', () => {
  const change = (who: SignedInStaff, given: Record<string, string>) =>
    app.ask<ErrorReply>('PUT', '/api/v1/staff/password', {
      token: who.token,
      body: { password: staffPassword, newPassword: 'nine red lanterns', ...given },
    });

  test('needs the old one and a code, and ends every other session', async () => {
    const who = await officer();
    const { body: other } = await signInAs(who);
    const wrong = await change(who, { password: 'not the password', code: codeOf(app, who, 1) });
    expect(codeOfReply(wrong)).toEqual(refused);
    expect((await change(who, { code: codeOf(app, who, 1) })).status).toBe(204);
    expect(await Promise.all([who.token, other.token].map(statusOf))).toEqual([200, 401]);
    app.clock.advance(minute);
    expect(codeOfReply(await signInAs(who))).toEqual(refused);
    const again = await signIn({
      login: who.login,
      password: 'nine red lanterns',
      code: codeOf(app, who),
    });
    expect(again.status).toBe(201);
  });

  test.each([
    'aaaaaaaaaaaaaaaa',
    'my password for it',
    'zebra 12345 tree',
    'zebra 54321 tree',
    'zebra qwert tree',
    '%LOGIN% is what i am',
    staffPassword,
  ])('is not %s', async (newPassword) => {
    const who = await officer();
    const given = { newPassword: newPassword.replace('%LOGIN%', who.login), code: codeOf(app, who) };
    expect(codeOfReply(await change(who, given))).toEqual([422, 'password_too_weak']);
  });

  test('has twelve signs', async () => {
    const who = await officer();
    const reply = await change(who, { newPassword: 'short green', code: codeOf(app, who) });
    expect(codeOfReply(reply)).toEqual([422, 'invalid_request']);
  });
});

test('the codes are those of RFC 6238, appendix B', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [20_000_000_000, '353130'],
  ] as const) {
    expect(totpAt(secret, seconds * 1000)).toBe(code);
    expect(findTotpStep(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  }
});

describe('argon2id', () => {
  test('has the strength that OWASP asks for, and a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword(staffPassword), hashPassword(staffPassword)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await verifyPassword(one, staffPassword)).toBe(true);
    expect(await verifyPassword(one, `${staffPassword} `)).toBe(false);
    expect(await verifyPassword(undefined, staffPassword)).toBe(false);
  });

  test('leaves the event loop free', async () => {
    const one = async () => {
      const began = performance.now();
      await hashPassword(staffPassword);
      return performance.now() - began;
    };
    const alone = await one();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await Promise.all(Array.from({ length: 16 }, one));
    delay.disable();
    // On the loop itself sixteen would stop it for sixteen times as long as one takes.
    expect(delay.max / 1e6).toBeLessThan(8 * alone);
  });

  test('turns a crowd away instead of letting it wait for ever', async () => {
    const crowd = await Promise.allSettled(Array.from({ length: 80 }, () => verifyPassword(undefined, 'x')));
    const told = crowd.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(told).toHaveLength(14);
    expect(told[0]).toMatchObject({ status: 429, code: 'rate_limited' });
  });
});

test('many sign-ins from one address are slowed down', async () => {
  const narrow = await startApp({
    families: { people: [], settlements: [] },
    env: { LIMIT_SMS_PER_ADDRESS: '3' },
  });
  try {
    const body = { login: 'somebody', password: 'anything', code: '000000' };
    const statuses: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      const reply = await narrow.ask('POST', '/api/v1/staff/sessions', { body, key: newKey() });
      statuses.push(reply.status);
    }
    expect(statuses).toEqual([422, 422, 422, 429, 429]);
  } finally {
    await narrow.close();
  }
});
