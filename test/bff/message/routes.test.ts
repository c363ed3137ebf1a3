// The routes of messages as a phone, an officer's desk and the SMS carrier knock at them.
import { recordAgreement } from '../../../bff/src/consent/consent.service.ts';
import { queueMessage } from '../../../bff/src/message/message.service.ts';
import { startRelay, type Relay } from '../../../bff/src/message/relay.ts';
import { createSessions } from '../../../bff/src/session/session.service.ts';
import { transact } from '../../../bff/src/storage/mysql.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import type { ErrorReply, MessagesReply, SubscriptionsReply } from '../../../shared/src/contract/index.ts';
import { credentials } from '../../sandbox/credentials.ts';
import { putAddressee, type Told } from '../../support/addressee.ts';
import { newKey, startApp, type Answer, type TestApp } from '../../support/app.ts';
import { inviteSomebody, openAccount } from '../../support/callers.ts';

const noon = '2026-11-23T04:00:00.000Z';
let app: TestApp;
let relay: Relay;
let told = 0;

beforeAll(async () => {
  app = await startApp({ families: { people: [], settlements: [] }, now: noon });
  relay = startRelay(app.deps, 0);
});
afterAll(async () => {
  await relay.stop();
  await app.close();
});
beforeEach(() => app.clock.set(noon));

interface Resident {
  token: string;
  personId: number;
}

async function moveIn(): Promise<Resident> {
  const { accountId, token } = await openAccount(app, inviteSomebody(app));
  const { person_id: personId } = await app.deps.db
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return { token, personId: personId ?? 0 };
}

/** Tells somebody that her payment failed, and returns what the message is called. */
async function tell(personId: number): Promise<string> {
  told += 1;
  const number = `JZ20261123${String(told).padStart(7, '0')}`;
  const key = `routes:${told}`;
  const message = { personId, template: 'payment_failed' as const, params: { number }, claimId: null, key };
  await transact(app.deps.db, (trx) => queueMessage(trx, app.deps, message));
  const row = await app.deps.db
    .selectFrom('message')
    .select('public_id')
    .where('message_key', '=', key)
    .executeTakeFirstOrThrow();
  return row.public_id;
}

const codeOf = ({ body }: Answer<unknown>): string => (body as ErrorReply).error.code;
const stateOf = async (message: string) =>
  (
    await app.deps.db
      .selectFrom('message')
      .select('state')
      .where('public_id', '=', message)
      .executeTakeFirstOrThrow()
  ).state;

describe('her list', () => {
  const list = (token: string, query = '') =>
    app.ask<MessagesReply>('GET', `/api/v1/messages${query}`, { token });

  test('newest first, a page at a time, and nothing of anybody else', async () => {
    const [she, other] = [await moveIn(), await moveIn()];
    const hers: string[] = [];
    for (let n = 0; n < 23; n += 1) hers.unshift(await tell(she.personId));
    const foreign = await tell(other.personId);
    const { body: first } = await list(she.token);
    expect(first.messages.map(({ messageId }) => messageId)).toEqual(hers.slice(0, 20));
    expect(first).toMatchObject({ unread: 23, more: true });
    expect(first.messages[0]).toMatchObject({ title: '钱没有打成', read: false, claimId: null });
    const { body: second } = await list(she.token, `?before=${hers[19]!}`);
    expect(second.messages.map(({ messageId }) => messageId)).toEqual(hers.slice(20));
    expect(second.more).toBe(false);
    // Somebody else's message is no place to go on from: it begins at the newest again.
    const { body: third } = await list(she.token, `?before=${foreign}`);
    expect(third.messages[0]?.messageId).toBe(hers[0]);
  });

  test('what she has read stays read, up to where she read', async () => {
    const she = await moveIn();
    const unread = async () =>
      (await app.ask<{ unread: number }>('GET', '/api/v1/messages/unread', { token: she.token })).body.unread;
    const [, second, third] = [await tell(she.personId), await tell(she.personId), await tell(she.personId)];
    expect(await unread()).toBe(3);
    const read = (id: string, token = she.token) => app.ask('PUT', `/api/v1/messages/${id}/read`, { token });
    expect((await read(second)).body).toEqual({ unread: 1 });
    expect((await read(second)).body).toEqual({ unread: 1 });
    const { body } = await list(she.token);
    expect(body.messages.map(({ read: seen }) => seen)).toEqual([false, true, true]);
    const stranger = await moveIn();
    for (const id of [third, newRecordId()]) {
      const refused = await read(id, stranger.token);
      expect([refused.status, codeOf(refused)]).toEqual([404, 'not_found']);
    }
    expect(await unread()).toBe(1);
  });

  test('a name that can be none is refused', async () => {
    const { token } = await moveIn();
    expect((await list(token, '?before=%27%20OR%201%3D1')).status).toBe(422);
    expect((await list(token, '?page=2')).status).toBe(422);
  });
});

describe('leave to send', () => {
  const path = '/api/v1/subscriptions';

  test('three templates are asked for, of who has WeChat; of who has none, none', async () => {
    const she = await moveIn();
    const { body } = await app.ask<SubscriptionsReply>('GET', path, { token: she.token });
    expect(body.templateIds).toEqual(['sandbox-progress-0001', 'sandbox-mend-0002', 'sandbox-trust-0003']);
    const { personId } = await putAddressee(app.deps, null);
    const { account_id: accountId } = await app.deps.db
      .selectFrom('account')
      .select('account_id')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    for (const kind of ['privacy_policy', 'identity_verification', 'medical_records'] as const) {
      const { version } = app.deps.notices.texts[kind];
      await recordAgreement(app.deps, app.deps.db, { accountId, channel: 'weapp', kind, version });
    }
    const { token } = await createSessions(app.deps).open(app.deps.db, accountId, 'weapp');
    expect((await app.ask('GET', path, { token })).body).toEqual({ templateIds: [] });
    const answers = [{ templateId: 'sandbox-progress-0001', answer: 'accept' }];
    expect((await app.ask('POST', path, { token, body: { answers } })).status).toBe(204);
  });

  test('her taps are counted, once however often the phone repeats them', async () => {
    const she = await moveIn();
    const allowed = async () => {
      const { accepted } = await app.deps.db
        .selectFrom('wechat_allowance')
        .innerJoin('account', 'account.openid_index', 'wechat_allowance.openid_index')
        .select('accepted')
        .where('person_id', '=', she.personId)
        .executeTakeFirstOrThrow();
      return accepted;
    };
    const report = (answer: string, key?: string) =>
      app.ask('POST', path, {
        token: she.token,
        body: { answers: [{ templateId: 'sandbox-mend-0002', answer }] },
        ...(key === undefined ? {} : { key }),
      });
    const key = newKey();
    for (let repeat = 0; repeat < 2; repeat += 1) expect((await report('accept', key)).status).toBe(204);
    expect(await allowed()).toBe(1);
    await report('filter');
    expect(await allowed()).toBe(1);
    await report('ban');
    expect(await allowed()).toBe(0);
    expect((await report('maybe')).status).toBe(422);
    const none = await app.ask('POST', path, { token: she.token, body: { answers: [] } });
    expect(none.status).toBe(422);
  });
});

describe('receipts of the carrier', () => {
  const push = (body: unknown, secret: string = credentials.sms.receiptSecret) =>
    app.ask('POST', `/api/v1/sms-receipts/${secret}`, { body });

  /** An SMS that left: what it is called here, and what the carrier pushes of it. */
  async function sent(): Promise<{ message: string; receipt: Record<string, string> }> {
    const she: Told = await putAddressee(app.deps, null);
    const message = await tell(she.personId);
    await relay.round();
    expect(await stateOf(message)).toBe('sent');
    const sms = app.sandbox.inbox(she.phone).at(-1)!;
    const receipt = {
      user_receive_time: '2026-11-23 12:00:03',
      nationcode: '86',
      mobile: she.phone,
      report_status: 'SUCCESS',
      errmsg: 'DELIVRD',
      description: '用户短信送达成功',
      sid: sms.serial,
      ext: sms.mark,
    };
    return { message, receipt };
  }

  test('who does not know the address finds nothing there, and changes nothing', async () => {
    const { message, receipt } = await sent();
    for (const secret of ['wrong', `${credentials.sms.receiptSecret}x`, 'x'.repeat(27)]) {
      const refused = await push([receipt], secret);
      expect([refused.status, codeOf(refused)]).toEqual([404, 'not_found']);
    }
    expect(await stateOf(message)).toBe('sent');
  });

  test('twice, and a failure after the success: taken, and nothing moves', async () => {
    const { message, receipt } = await sent();
    const failed = { ...receipt, report_status: 'FAIL', errmsg: 'MK:0001' };
    for (const one of [receipt, receipt, failed]) {
      expect(await push([one])).toMatchObject({ status: 200, body: { result: 0, errmsg: 'OK' } });
      expect(await stateOf(message)).toBe('delivered');
    }
    const attempts = await app.deps.db
      .selectFrom('message_attempt')
      .select('message_attempt.state')
      .innerJoin('message', 'message.message_id', 'message_attempt.message_id')
      .where('message.public_id', '=', message)
      .execute();
    expect(attempts).toEqual([{ state: 'delivered' }]);
  });

  test('before the carrier has answered the call', async () => {
    app.sandbox.receipts.set({
      url: `${app.url}/api/v1/sms-receipts/${credentials.sms.receiptSecret}`,
      early: true,
      copies: 2,
    });
    const before = app.sandbox.receipts.pushes();
    const she = await putAddressee(app.deps, null);
    const message = await tell(she.personId);
    await relay.round();
    app.sandbox.receipts.set({ url: null, early: false, copies: 1 });
    expect(app.sandbox.receipts.pushes()).toEqual({ taken: before.taken + 2, refused: before.refused });
    expect(await stateOf(message)).toBe('delivered');
    expect(app.sandbox.inbox(she.phone)).toHaveLength(1);
  });

  test('of SMS that are none of ours: taken, so that they are not pushed for ever', async () => {
    const { message, receipt } = await sent();
    const foreign = { ...receipt, sid: 'of another system', ext: 'of another system' };
    const nameless = { report_status: 'SUCCESS', errmsg: 'DELIVRD' };
    expect((await push([foreign, nameless])).status).toBe(200);
    expect((await push([])).status).toBe(200);
    expect(await stateOf(message)).toBe('sent');
    expect((await push([foreign, receipt])).status).toBe(200);
    expect(await stateOf(message)).toBe('delivered');
  });

  test.each([
    ['no JSON', '[{"report_status":'],
    ['no list', { report_status: 'SUCCESS' }],
    ['no status that there is', [{ report_status: 'PERHAPS', sid: '1' }]],
    ['a serial without end', [{ report_status: 'SUCCESS', sid: 'x'.repeat(65) }]],
    ['numbers for words', [{ report_status: 'SUCCESS', ext: 7 }]],
    ['more than are ever pushed', Array.from({ length: 1001 }, () => ({ report_status: 'SUCCESS' }))],
  ])('garbage is refused: %s', async (_name, body) => {
    expect((await push(body)).status).toBe(typeof body === 'string' ? 400 : 422);
  });
});
