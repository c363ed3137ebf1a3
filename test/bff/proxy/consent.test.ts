// How somebody lets an organisation apply for her: four ways to say yes, and every way that is none.
import { addDays } from '../../../shared/src/kernel/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { moveIn } from '../../support/residents.ts';
import { signInStaff } from '../../support/staff.ts';
import {
  addClient,
  answerSms,
  clientsOf,
  codeTo,
  confirm,
  consentsOf,
  errorOf,
  newPerson,
  newVolunteer,
  otherVillage,
  ownMandates,
  takeOn,
  type Helper,
} from './proxy.fixture.ts';

jest.setTimeout(60_000);

let app: TestApp;
let helper: Helper;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] } });
  quietFrom(0, 0);
});

/** Minutes of the day in China: the doubles live in the machine's time, whatever it is. */
function quietFrom(from: number, to: number): void {
  const { messages } = app.deps;
  app.deps.messages = { ...messages, rules: { ...messages.rules, quiet: { from, to } } };
}
beforeEach(async () => {
  // The doubles live in the machine's time: whoever asks them does so before she moves the clock.
  app.clock.set(new Date().toISOString());
  helper = await newVolunteer(app);
});
afterAll(() => app.close());

/** The last day of a mandate that is given today. */
const lastDay = () => addDays(app.clock.today(), 30);

describe('a code that she reads out', () => {
  test('the SMS says who, for what and until when; the consent keeps the words, the purpose and the day', async () => {
    const person = newPerson(app);
    const { body } = await addClient(app, helper, person, { way: 'sms_code' });
    const { mandateId, state, name } = body.client;
    expect(state).toBe('asked');
    expect(name).toMatch(/^安\*/);
    const [year, month, date] = lastDay().split('-').map(Number);
    expect(app.sandbox.inbox(person.phone).at(-1)?.text).toContain(
      `桐湾社区居民委员会要帮您办医疗救助，到${year}年${month}月${date}日为止。同意就把`,
    );
    const given = await confirm(app, helper, mandateId, codeTo(app, person));
    expect(given.body.client).toMatchObject({ state: 'live', endsOn: lastDay(), way: 'sms_code' });
    const [consent] = await consentsOf(app, mandateId);
    expect(consent).toMatchObject({ act: 'given', way: 'sms_code', ends_on: lastDay() });
    expect(consent?.text_version).toBe(app.deps.mandates.text.version);
    expect(consent?.purpose).toContain('代办医疗救助申请');
  });

  test('a wrong code, and one too many of them', async () => {
    const person = newPerson(app);
    const { body } = await addClient(app, helper, person, { way: 'sms_code' });
    const { mandateId } = body.client;
    const code = codeTo(app, person);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(errorOf(await confirm(app, helper, mandateId, wrong))).toEqual([422, 'consent_code_invalid']);
    }
    expect(errorOf(await confirm(app, helper, mandateId, code))).toEqual([422, 'consent_code_expired']);
  });

  test('too late', async () => {
    const person = newPerson(app);
    const { body } = await addClient(app, helper, person, { way: 'sms_code' });
    const { mandateId } = body.client;
    app.clock.advance(10 * 60_000);
    expect(errorOf(await confirm(app, helper, mandateId, codeTo(app, person)))).toEqual([
      422,
      'consent_code_expired',
    ]);
  });

  test('a code works once, and that of one mandate for no other', async () => {
    const [one, two] = [newPerson(app), newPerson(app)];
    const first = await addClient(app, helper, one, { way: 'sms_code' });
    const second = await addClient(app, helper, two, { way: 'sms_code' });
    const code = codeTo(app, one);
    if (code !== codeTo(app, two)) {
      const swapped = await confirm(app, helper, second.body.client.mandateId, code);
      expect(errorOf(swapped)).toEqual([422, 'consent_code_invalid']);
    }
    const { mandateId } = first.body.client;
    expect((await confirm(app, helper, mandateId, code)).status).toBe(200);
    expect(errorOf(await confirm(app, helper, mandateId, code))).toEqual([422, 'consent_code_expired']);
    expect(await consentsOf(app, mandateId)).toHaveLength(1);
  });

  test('a number that is not registered to her proves nothing', async () => {
    const [person, neighbour] = [newPerson(app), newPerson(app)];
    const asked = await addClient(app, helper, person, { way: 'sms_code', phone: neighbour.phone });
    expect(errorOf(asked)).toEqual([422, 'phone_not_hers']);
    expect(app.sandbox.inbox(neighbour.phone)).toEqual([]);
  });
});

describe('finding her', () => {
  test('by name and number together, as in binding', async () => {
    const person = newPerson(app);
    const wrong = await addClient(app, helper, person, { way: 'slip', name: '安某某' });
    expect(errorOf(wrong)).toEqual([422, 'real_name_mismatch']);
  });

  test('a volunteer of another organisation finds no client of this one', async () => {
    const mandateId = await takeOn(app, helper, newPerson(app));
    const other = await newVolunteer(app, otherVillage);
    expect((await clientsOf(app, other)).map((client) => client.mandateId)).not.toContain(mandateId);
    const read = await app.ask('GET', `/api/v1/volunteer/clients/${mandateId}`, { token: other.token });
    expect(read.status).toBe(404);
  });

  test('who is helped already is not asked for anew, and a child needs a guardian who signs', async () => {
    const person = newPerson(app);
    await takeOn(app, helper, person);
    expect(errorOf(await addClient(app, helper, person, { way: 'slip' }))).toEqual([409, 'client_known']);
    const child = newPerson(app, '2015-03-05');
    for (const way of ['sms_code', 'slip'] as const) {
      expect(errorOf(await addClient(app, helper, child, { way }))).toEqual([422, 'guardian_needed']);
    }
    const signer = { name: '安大山', relation: 'parent' };
    expect((await addClient(app, helper, child, { way: 'slip', signer })).status).toBe(201);
  });
});

describe('an answer by SMS', () => {
  test('the code in it agrees; the same again changes nothing', async () => {
    const person = newPerson(app);
    const { body } = await addClient(app, helper, person, { way: 'sms_reply' });
    const { mandateId } = body.client;
    const code = codeTo(app, person);
    expect((await answerSms(app, person, '你好')).body).toEqual({ result: 0, errmsg: 'OK' });
    expect(await consentsOf(app, mandateId)).toHaveLength(0);
    await answerSms(app, person, ` ${code}。`);
    await answerSms(app, person, code);
    expect((await consentsOf(app, mandateId)).map(({ act, way }) => [act, way])).toEqual([
      ['given', 'sms_reply'],
    ]);
  });

  test('days later gives what the SMS named, not what a new one would', async () => {
    const person = newPerson(app);
    const { body } = await addClient(app, helper, person, { way: 'sms_reply' });
    const named = lastDay();
    app.clock.advance(71 * 60 * 60_000);
    expect(lastDay()).not.toBe(named);
    await answerSms(app, person, codeTo(app, person));
    const [consent] = await consentsOf(app, body.client.mandateId);
    expect(consent).toMatchObject({ act: 'given', ends_on: named });
    const late = await newVolunteer(app);
    const client = (await clientsOf(app, late)).find((one) => one.mandateId === body.client.mandateId);
    expect(client).toMatchObject({ state: 'live', endsOn: named });
  });

  test('from another number, to another address, and too late', async () => {
    const [person, neighbour] = [newPerson(app), newPerson(app)];
    const { body } = await addClient(app, helper, person, { way: 'sms_reply' });
    const { mandateId } = body.client;
    const code = codeTo(app, person);
    await answerSms(app, neighbour, code);
    expect((await answerSms(app, person, code, 'x'.repeat(26))).status).toBe(404);
    app.clock.advance(73 * 60 * 60_000);
    await answerSms(app, person, code);
    expect(await consentsOf(app, mandateId)).toHaveLength(0);
  });

  test('取消 ends it at once, whoever it was given to', async () => {
    const person = newPerson(app);
    const mandateId = await takeOn(app, helper, person);
    await answerSms(app, person, '取消');
    const [client] = (await clientsOf(app, helper)).filter((one) => one.mandateId === mandateId);
    expect(client).toMatchObject({ state: 'ended', endedBy: 'sms', mayCall: false, tasks: [] });
  });
});

describe('what an SMS costs, and when it goes out', () => {
  const spent = async () => {
    const rows = await app.deps.db.selectFrom('sms_spending').select(['region', 'sent']).execute();
    return Object.fromEntries(rows.map(({ region, sent }) => [region, sent]));
  };
  const withRoomFor = (most: number) => {
    const { messages } = app.deps;
    app.deps.messages = { ...messages, rules: { ...messages.rules, mostSms: () => most } };
  };

  test('her region pays for it, and for none that the carrier does not take', async () => {
    const { '510400': before = 0 } = await spent();
    const person = newPerson(app);
    await addClient(app, helper, person, { way: 'sms_code' });
    expect(await spent()).toMatchObject({ '510400': before + 1 });
    const blocked = newPerson(app);
    app.sandbox.blockPhone(blocked.phone);
    expect(errorOf(await addClient(app, helper, blocked, { way: 'sms_reply' }))).toEqual([
      422,
      'sms_not_sent',
    ]);
    expect(await spent()).toMatchObject({ '510400': before + 1 });
  });

  test('where its money is spent she is asked in another way', async () => {
    const { messages } = app.deps;
    withRoomFor((await spent())['510400'] ?? 0);
    const person = newPerson(app);
    expect(errorOf(await addClient(app, helper, person, { way: 'sms_code' }))).toEqual([422, 'sms_ceiling']);
    expect(app.sandbox.inbox(person.phone)).toEqual([]);
    app.deps.messages = messages;
    expect((await addClient(app, helper, person, { way: 'account' })).status).toBe(201);
  });

  test('at night a code is for whom somebody sits with; one to be answered waits for the day', async () => {
    quietFrom(0, 24 * 60);
    const person = newPerson(app);
    const known = await clientsOf(app, helper);
    const asleep = await addClient(app, helper, person, { way: 'sms_reply' });
    expect(errorOf(asleep)).toEqual([422, 'sms_quiet_hours']);
    expect(await clientsOf(app, helper)).toHaveLength(known.length);
    expect((await addClient(app, helper, person, { way: 'sms_code' })).status).toBe(201);
    expect(app.sandbox.inbox(person.phone)).toHaveLength(1);
    quietFrom(0, 0);
  });
});

describe('her own account', () => {
  test('she sees who asks, agrees to the newest words, and ends it', async () => {
    const person = newPerson(app);
    const token = await moveIn(app, person);
    const { body } = await addClient(app, helper, person, { way: 'account' });
    const { mandateId } = body.client;
    const { text, mandates } = await ownMandates(app, token);
    expect(mandates).toMatchObject([{ mandateId, state: 'asked', wouldEndOn: lastDay() }]);
    const path = `/api/v1/mandates/${mandateId}`;
    const outdated = await app.ask<{ error: { code: string } }>('PUT', `${path}/consent`, {
      token,
      body: { version: '2020-01-01.1' },
    });
    expect(outdated.body.error.code).toBe('consent_text_outdated');
    await app.ask('PUT', `${path}/consent`, { token, body: { version: text.version } });
    expect((await ownMandates(app, token)).mandates).toMatchObject([{ state: 'live', endsOn: lastDay() }]);
    await app.ask('DELETE', path, { token });
    expect((await ownMandates(app, token)).mandates).toMatchObject([{ state: 'ended', endedBy: 'resident' }]);
    expect((await consentsOf(app, mandateId)).map(({ act }) => act)).toEqual(['given', 'ended']);
  });

  test('somebody else can neither agree nor end it', async () => {
    const mandateId = await takeOn(app, helper, newPerson(app));
    const token = await moveIn(app, newPerson(app));
    const ended = await app.ask('DELETE', `/api/v1/mandates/${mandateId}`, { token });
    expect(ended.status).toBe(404);
  });

  test('a question that nobody answers for a week has been answered', async () => {
    const person = newPerson(app);
    const { body } = await addClient(app, helper, person, { way: 'account' });
    app.clock.advance(7 * 24 * 60 * 60_000 + 1000);
    const late = await newVolunteer(app);
    const [client] = (await clientsOf(app, late)).filter((one) => one.mandateId === body.client.mandateId);
    expect(client).toMatchObject({ state: 'ended', endedBy: 'unanswered' });
  });
});

describe('at the window', () => {
  test('staff of the place end it, others do not see it', async () => {
    const mandateId = await takeOn(app, helper, newPerson(app));
    const clerk = await signInStaff(app, 'village_clerk', '510402901001');
    const elsewhere = await signInStaff(app, 'village_clerk', '510403901001');
    const path = `/api/v1/staff/mandates/${mandateId}/end`;
    const body = { reason: 'window' };
    expect((await app.ask('POST', path, { token: elsewhere.token, body })).status).toBe(404);
    expect((await app.ask('POST', path, { token: clerk.token, body })).status).toBe(200);
    const [client] = (await clientsOf(app, helper)).filter((one) => one.mandateId === mandateId);
    expect(client).toMatchObject({ state: 'ended', endedBy: 'window' });
  });
});

describe('its last day', () => {
  test('ends at midnight in China, and asking again goes on from there', async () => {
    const person = newPerson(app);
    const mandateId = await takeOn(app, helper, person);
    const find = async () => {
      const late = await newVolunteer(app);
      return (await clientsOf(app, late)).find((one) => one.mandateId === mandateId);
    };
    const last = lastDay();
    app.clock.set(`${last}T15:59:59Z`);
    const before = await find();
    expect(before).toMatchObject({ state: 'live' });
    expect(before?.tasks).toMatchObject([{ kind: 'renew', due: last }]);
    app.clock.set(`${last}T16:00:00Z`);
    expect(await find()).toMatchObject({ state: 'ended', endedBy: 'expired' });
  });

  test('past, she can be asked anew: another mandate', async () => {
    const person = newPerson(app);
    const mandateId = await takeOn(app, helper, person);
    const yesterday = addDays(app.clock.today(), -1);
    await app.deps.db
      .updateTable('mandate')
      .set({ ends_on: yesterday })
      .where('public_id', '=', mandateId)
      .execute();
    const { status, body } = await addClient(app, helper, person, { way: 'slip' });
    expect([status, body.client.mandateId === mandateId]).toEqual([201, false]);
  });

  test('renewed before it, by a new consent, it is the same mandate', async () => {
    const person = newPerson(app);
    const mandateId = await takeOn(app, helper, person);
    app.clock.advance(28 * 24 * 60 * 60_000);
    const late = await newVolunteer(app);
    const path = `/api/v1/volunteer/clients/${mandateId}/consent-asks`;
    const asked = await app.ask('POST', path, { token: late.token, body: { way: 'sms_code' } });
    expect(asked.status).toBe(200);
    const given = await confirm(app, late, mandateId, codeTo(app, person));
    expect(given.body.client).toMatchObject({ mandateId, state: 'live', endsOn: lastDay() });
    expect((await consentsOf(app, mandateId)).map(({ act }) => act)).toEqual(['given', 'renewed']);
  });
});
