import { maskPhone } from '../../../bff/src/account/mask.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { send, sketchPerson, sketchPush } from '../../support/bills.ts';
import { agree, moveIn, signInByPhone } from '../../support/residents.ts';

const close = { confirm: 'close my account' };
let app: TestApp;
let serial = 0;

/** Somebody with one bill, signed in and bound. */
async function resident() {
  serial += 1;
  const person = sketchPerson({ n: serial, holds: [['2303', '2026-01-01']] });
  app.sandbox.families.people.push(person);
  const setlId = `S-ACCOUNT-${serial}`;
  const bill = sketchPush(person, { setlId, at: '2026-03-05', total: '1000.00', basic: '600.00' });
  const { status, body } = await send(app, bill);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return { person, setlId, token: await moveIn(app, person) };
}

interface Export {
  account: Record<string, unknown>;
  person: Record<string, unknown> | null;
  settlements: Record<string, unknown>[];
  decisions: Record<string, unknown>[];
  sessions: Record<string, unknown>[];
}
const exportOf = async (token: string) =>
  (await app.ask<Export>('GET', '/api/v1/account/export', { token })).body;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
});
afterAll(() => app.close());

describe('the export', () => {
  test('gives her everything kept about her, unmasked, amounts in yuan', async () => {
    const { person, setlId, token } = await resident();
    const own = await exportOf(token);
    expect(own.account).toMatchObject({ phone: person.phone });
    expect(own.person).toMatchObject({
      name: person.name,
      certno: person.certno,
      psnNo: person.psnNo,
      region: person.region,
    });
    expect(own.settlements).toEqual([
      expect.objectContaining({ setlId, total: '1000.00', basicPaid: '600.00', inScope: '1000.00' }),
    ]);
    expect(own.decisions.length).toBeGreaterThan(0);
    expect(own.decisions[0]).toMatchObject({
      facts: { bill: { total: '1000.00', basicPaid: '600.00' } },
      outcome: { status: 'granted', base: '400.00' },
    });
    expect(own.sessions).toHaveLength(1);
  });

  test('gives what the platform sent and where the year stands', async () => {
    const { setlId, token } = await resident();
    const own = await exportOf(token);
    const [settlement] = own.settlements;
    expect(settlement?.sources).toEqual([
      expect.objectContaining({ revision: 1, origin: 'push', content: expect.any(Object) as object }),
    ]);
    expect(JSON.stringify(settlement?.sources)).toContain(setlId);
    const decision = own.decisions.at(-1)!;
    expect(own.person?.benefitYears).toEqual([
      expect.objectContaining({ year: 2026, calculated: decision.calculated, selfPaid: '400.00' }),
    ]);
    expect(own.person?.reversals).toEqual([]);
  });

  test('says of every moment which zone it is in', async () => {
    const { token } = await resident();
    const own = await exportOf(token);
    expect(own.settlements[0]).toMatchObject({
      settledAt: expect.stringMatching(/^2026-03-05T.*\+08:00$/) as string,
    });
    const text = JSON.stringify({
      ...own,
      settlements: own.settlements.map((row) => ({ ...row, sources: [] })),
    });
    expect(text).not.toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d/);
  });

  test('holds no hash, no key of ours and nothing of anybody else', async () => {
    const [mine, hers] = [await resident(), await resident()];
    const text = JSON.stringify(await exportOf(mine.token));
    expect(text).not.toMatch(/Hash"|Index"|"personId|"accountId|"type":"Buffer"/);
    for (const foreign of [hers.person.certno, hers.person.phone, hers.person.psnNo, hers.setlId]) {
      expect(text).not.toContain(foreign);
    }
  });

  test('before binding there is no person', async () => {
    const token = await signInByPhone(app, sketchPerson({ n: 900 }).phone);
    expect(await exportOf(token)).toMatchObject({ person: null, settlements: [], decisions: [] });
  });
});

describe('closing the account', () => {
  test('needs the words that say so', async () => {
    const { token } = await resident();
    for (const body of [{}, { confirm: 'yes' }]) {
      expect((await app.ask('DELETE', '/api/v1/account', { token, body })).status).toBe(422);
    }
    expect((await app.ask('GET', '/api/v1/session', { token })).status).toBe(200);
  });

  test('ends every session and erases who held it; bills, decisions and consents stay', async () => {
    const { person, token } = await resident();
    app.clock.advance(61_000);
    const tablet = await signInByPhone(app, person.phone);
    const { db } = app.deps;
    const before = await db.selectFrom('account').selectAll().where('closed_at', 'is', null).execute();
    const reply = await app.ask<{ closedOn: string; kept: string[] }>('DELETE', '/api/v1/account', {
      token,
      body: close,
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ closedOn: app.clock.today(), kept: [...app.deps.notices.keptAfterClosing] });
    for (const gone of [token, tablet]) {
      expect((await app.ask('GET', '/api/v1/session', { token: gone })).status).toBe(401);
    }
    const after = await db.selectFrom('account').selectAll().where('closed_at', 'is not', null).execute();
    const closed = after.at(-1)!;
    expect(before.map((row) => row.account_id)).toContain(closed.account_id);
    expect(closed).toMatchObject({
      person_id: null,
      phone: null,
      phone_index: null,
      openid: null,
      openid_index: null,
    });
    const { acts } = await db
      .selectFrom('consent')
      .select((count) => count.fn.countAll<number>().as('acts'))
      .where('account_id', '=', closed.account_id)
      .where('action', '=', 'withdrawn')
      .executeTakeFirstOrThrow();
    expect(acts).toBe(3);
  });

  test('leaves the person free to come back, to the same bills', async () => {
    const { person, setlId, token } = await resident();
    await app.ask('DELETE', '/api/v1/account', { token, body: close });
    app.clock.advance(61_000);
    const again = await moveIn(app, person);
    const { settlements, account } = await exportOf(again);
    expect(settlements).toEqual([expect.objectContaining({ setlId })]);
    expect(account).toMatchObject({ phone: person.phone });
    const { body } = await app.ask('GET', '/api/v1/session', { token: again });
    expect(body).toMatchObject({ phone: maskPhone(person.phone) });
  });

  test('an account that is bound to nobody can be closed too', async () => {
    const token = await signInByPhone(app, sketchPerson({ n: 901 }).phone);
    await agree(app, token, 'medical_records');
    expect((await app.ask('DELETE', '/api/v1/account', { token, body: close })).status).toBe(200);
  });
});
