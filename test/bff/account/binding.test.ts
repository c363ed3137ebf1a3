import { bindAttemptsPerHour } from '../../../bff/src/account/account.route.ts';
import { grandmother, neighbour } from '../../sandbox/world.fixture.ts';
import type { Person } from '../../sandbox/world.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { citizenId, inventedPhone, withWrongCheckDigit } from '../../support/people.ts';
import { agree, signInByPhone, signInByWechat } from '../../support/residents.ts';

let serial = 0;
/** Each test has a person of its own: binding is for good. */
function newPerson(): Person {
  serial += 1;
  return {
    ...grandmother,
    psnNo: `5104210000000001${String(serial).padStart(4, '0')}`,
    certno: citizenId('990421', '1960-05-06', serial),
    phone: inventedPhone(2000 + serial),
  };
}

let app: TestApp;
const bind = (token: string, body: object) => app.ask('POST', '/api/v1/binding', { token, body });
const named = ({ name, certno }: Person) => ({ name, certno });

async function signedIn(person: Person): Promise<string> {
  app.sandbox.families.people.push(person);
  const token = await signInByPhone(app, person.phone);
  await agree(app, token, 'identity_verification');
  return token;
}

async function waitFor(met: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !met(); turn += 1) await new Promise((resume) => setTimeout(resume, 10));
  expect(met()).toBe(true);
}

beforeAll(async () => {
  app = await startApp({ families: { people: [neighbour], settlements: [] } });
});
beforeEach(() => app.sandbox.control.reset());
afterAll(() => app.close());

describe('binding by name, number and phone', () => {
  test('shows the person masked, here and in the session', async () => {
    const person = newPerson();
    const token = await signedIn(person);
    const reply = await bind(token, named(person));
    expect(reply.status).toBe(201);
    const shown = {
      name: '安*英',
      certno: `990${'*'.repeat(11)}${person.certno.slice(-4)}`,
      region: '510421',
      regionName: '攀枝花市米易县',
    };
    expect(reply.body).toEqual({ person: shown });
    expect((await app.ask('GET', '/api/v1/session', { token })).body).toMatchObject({ person: shown });
  });

  test('keeps name and numbers sealed', async () => {
    const person = newPerson();
    await bind(await signedIn(person), named(person));
    const rows = await app.deps.db.selectFrom('person').selectAll().execute();
    const stored = rows.flatMap((row) => [row.certno, row.name, row.psn_no, row.certno_index]);
    for (const value of stored) {
      const text = value?.toString('utf8') ?? '';
      for (const secret of [person.name, person.certno, person.psnNo]) expect(text).not.toContain(secret);
    }
  });

  test('accepts a small x', async () => {
    const person = Array.from({ length: 40 }, newPerson).find(({ certno }) => certno.endsWith('X'));
    if (person === undefined) throw new Error('no number ends in X');
    const reply = await bind(await signedIn(person), {
      name: person.name,
      certno: person.certno.toLowerCase(),
    });
    expect(reply.status).toBe(201);
  });

  test('again, as after a lost reply, gives the same answer and asks nobody', async () => {
    const person = newPerson();
    const token = await signedIn(person);
    const first = await bind(token, named(person));
    app.sandbox.control.reset();
    const second = await bind(token, named(person));
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(app.sandbox.control.allCalls()).toEqual({});
  });

  test('the same person from two phones at once: one account has her', async () => {
    const person = newPerson();
    const tokens = [await signedIn(person), await signInByWechat(app, 'openid-binding-race')];
    await agree(app, tokens[1]!, 'identity_verification');
    const faceVerifyResult = app.sandbox.wechat.faceResult('openid-binding-race', person);
    const replies = await Promise.all([
      bind(tokens[0]!, named(person)),
      bind(tokens[1]!, { ...named(person), faceVerifyResult }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    const persons = await app.deps.db
      .selectFrom('account')
      .select('person_id')
      .where('person_id', 'is not', null)
      .execute();
    expect(new Set(persons.map((row) => row.person_id)).size).toBe(persons.length);
  });
});

describe('an account that is closed while its binding is checked', () => {
  test('stays unbound, and the person can bind a new one', async () => {
    const person = newPerson();
    const token = await signedIn(person);
    app.sandbox.control.set('hsa', { mode: 'slow', delayMs: 700 });
    const binding = bind(token, named(person));
    await waitFor(() => app.sandbox.control.calls('realname check') > 0);
    const closing = await app.ask('DELETE', '/api/v1/account', {
      token,
      body: { confirm: 'close my account' },
    });
    expect(closing.status).toBe(200);
    const reply = await binding;
    expect(reply).toMatchObject({ status: 401, body: { error: { code: 'session_expired' } } });

    app.sandbox.control.reset();
    app.clock.advance(61_000);
    const again = await signInByPhone(app, person.phone);
    await agree(app, again, 'identity_verification');
    expect((await bind(again, named(person))).status).toBe(201);
  });
});

describe('binding by face', () => {
  test('is done in the WeChat account whose face was seen', async () => {
    const person = newPerson();
    app.sandbox.families.people.push(person);
    const token = await signInByWechat(app, 'openid-face-1');
    await agree(app, token, 'identity_verification');
    const faceVerifyResult = app.sandbox.wechat.faceResult('openid-face-1', person);
    expect((await bind(token, { ...named(person), faceVerifyResult })).status).toBe(201);
  });

  test.each([
    ['of another WeChat account', 'openid-other', true, (person: Person) => person],
    ['that did not match', 'openid-face-2', false, (person: Person) => person],
    ['of another person', 'openid-face-2', true, () => neighbour],
  ])('a check %s proves nothing', async (_what, openid, passed, whose) => {
    const person = newPerson();
    app.sandbox.families.people.push(person);
    const token = await signInByWechat(app, 'openid-face-2');
    await agree(app, token, 'identity_verification');
    const faceVerifyResult = app.sandbox.wechat.faceResult(openid, whose(person), passed);
    const reply = await bind(token, { ...named(person), faceVerifyResult });
    expect(reply.status).toBe(422);
    expect(reply.body.error).toMatchObject({ code: 'real_name_mismatch' });
  });

  test('an invented check result proves nothing', async () => {
    const person = newPerson();
    const token = await signInByWechat(app, 'openid-face-3');
    await agree(app, token, 'identity_verification');
    const reply = await bind(token, { ...named(person), faceVerifyResult: 'made-up' });
    expect(reply.body.error).toMatchObject({ code: 'real_name_mismatch' });
  });

  test('without a check and without a phone number there is nothing to go by', async () => {
    const token = await signInByWechat(app, 'openid-face-4');
    await agree(app, token, 'identity_verification');
    const reply = await bind(token, named(newPerson()));
    expect(reply.status).toBe(422);
    expect(reply.body.error).toMatchObject({ data: { fields: [{ path: 'body.faceVerifyResult' }] } });
  });
});

describe('binding is refused', () => {
  test.each([
    ['a wrong check digit', { certno: withWrongCheckDigit(neighbour.certno) }, 'body.certno'],
    ['a day that does not exist', { certno: '990101197002300019' }, 'body.certno'],
    ['a birth in the future', { certno: citizenId('990101', '2031-01-01', 1) }, 'body.certno'],
    ['a birth 160 years ago', { certno: citizenId('990101', '1860-01-01', 1) }, 'body.certno'],
    ['too few digits', { certno: '990101' }, 'body.certno'],
    ['digits in the name', { name: '王5' }, 'body.name'],
    ['an unknown field', { nickname: 'x' }, 'body'],
  ])('%s', async (_what, change, path) => {
    const token = await signedIn(newPerson());
    const reply = await bind(token, { ...named(neighbour), ...change });
    expect(reply.status).toBe(422);
    expect(reply.body.error).toMatchObject({ code: 'invalid_request', data: { fields: [{ path }] } });
    expect(JSON.stringify(reply.body)).not.toContain(neighbour.certno.slice(0, 17));
  });

  test('where name and number belong to somebody with another phone', async () => {
    const token = await signedIn(newPerson());
    const reply = await bind(token, named(neighbour));
    expect(reply.status).toBe(422);
    expect(reply.body.error).toMatchObject({ code: 'real_name_mismatch' });
  });

  test('where the platform insures nobody of this number', async () => {
    const person = newPerson();
    const token = await signedIn(person);
    app.sandbox.families.people.pop();
    app.sandbox.control.set('realname', { mode: 'lying' });
    const reply = await bind(token, named(person));
    expect(reply.body.error).toMatchObject({ code: 'person_not_insured' });
  });

  test('where the account has another person', async () => {
    const [mine, hers] = [newPerson(), newPerson()];
    const token = await signedIn(mine);
    await bind(token, named(mine));
    const reply = await bind(token, named(hers));
    expect(reply.status).toBe(409);
    expect(reply.body.error).toMatchObject({ code: 'already_bound' });
  });

  test('where the person has another account, with what to do', async () => {
    const person = newPerson();
    await bind(await signedIn(person), named(person));
    const token = await signInByWechat(app, 'openid-second-account');
    await agree(app, token, 'identity_verification');
    const faceVerifyResult = app.sandbox.wechat.faceResult('openid-second-account', person);
    const reply = await bind(token, { ...named(person), faceVerifyResult });
    expect(reply.status).toBe(409);
    expect(reply.body.error).toMatchObject({
      code: 'person_already_bound',
      message: expect.stringContaining('sign in there') as string,
    });
  });

  test.each(['realname', 'hsa'] as const)('while %s is away: 503, and nothing is written', async (system) => {
    const person = newPerson();
    const token = await signedIn(person);
    app.sandbox.control.set(system, { mode: 'away' });
    const reply = await bind(token, named(person));
    expect(reply.status).toBe(503);
    expect(reply.body.error).toMatchObject({ code: 'upstream_unavailable' });
    app.sandbox.control.reset();
    expect((await app.ask('GET', '/api/v1/session', { token })).body).toMatchObject({ person: null });
  });

  test('after five attempts in an hour', async () => {
    const token = await signedIn(newPerson());
    for (let attempt = 0; attempt < bindAttemptsPerHour; attempt += 1) {
      expect((await bind(token, named(neighbour))).status).toBe(422);
    }
    const reply = await bind(token, named(neighbour));
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(3000);
  });
});
