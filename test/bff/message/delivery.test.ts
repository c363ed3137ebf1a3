// What becomes of a message: by WeChat, by SMS, after failures, at night, over limits, and when nothing brings it.
import { changeAllowance } from '../../../bff/src/message/allowance.store.ts';
import { presentMessages, readMessages } from '../../../bff/src/message/message-list.service.ts';
import { recordSubscriptions, takeReceipts } from '../../../bff/src/message/subscription.service.ts';
import { credentials } from '../../sandbox/credentials.ts';
import type { Told } from '../../support/addressee.ts';
import { hour, minute, noon, setMessageScene, type MessageScene } from './scene.ts';

const progress = 'sandbox-progress-0001';
let scene: MessageScene;

beforeAll(async () => {
  scene = await setMessageScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  scene.sandbox.control.reset();
  scene.renewCarriers();
  scene.sandbox.receipts.set({ url: null, delayMs: 0, copies: 1, early: false, status: 'SUCCESS' });
  scene.set(noon);
  for (const table of ['follow_up', 'message_attempt', 'message', 'sms_spending'] as const) {
    await scene.deps.db.deleteFrom(table).execute();
  }
});

const moveIn = (openid?: string): Promise<Told> => scene.moveIn(openid);
const inbox = ({ phone }: Told) => scene.sandbox.inbox(phone);
const followUps = () =>
  scene.deps.db.selectFrom('follow_up').select(['kind', 'state', 'place']).orderBy('follow_up_id').execute();
const receipt = (told: Told, change: object = {}) => {
  const last = inbox(told).at(-1);
  const given = { report_status: 'SUCCESS' as const, errmsg: 'DELIVRD', sid: last?.serial, ext: last?.mark };
  return takeReceipts(scene.deps, credentials.sms.receiptSecret, [{ ...given, ...change }]);
};

async function allow(told: Told): Promise<void> {
  const openid = told.openid ?? '';
  const change = { openid, templateId: progress, change: 1 as const, now: scene.deps.clock.now() };
  await changeAllowance(scene.deps.db, scene.deps.crypto, change);
}

describe('by WeChat', () => {
  test('while she allows it: one message an accept, then by SMS', async () => {
    const told = await moveIn('openid-a');
    await allow(told);
    scene.sandbox.wechat.allow('openid-a', progress);
    await scene.tell(told.personId);
    await scene.carry();
    expect(scene.sandbox.wechat.messages('openid-a')).toMatchObject([
      { page: 'packages/messages/list/index', values: { phrase2: '打款没成' } },
    ]);
    expect(inbox(told)).toEqual([]);
    await scene.tell(told.personId);
    await scene.carry();
    expect(inbox(told)).toHaveLength(1);
    expect(await scene.states()).toMatchObject([{ state: 'delivered' }, { state: 'sent' }]);
  });

  test('an accept that WeChat does not know of is forgotten, and the SMS goes (43101)', async () => {
    const told = await moveIn('openid-b');
    await allow(told);
    await allow(told);
    await scene.tell(told.personId);
    await scene.carry();
    expect(inbox(told)).toHaveLength(1);
    await scene.tell(told.personId);
    await scene.carry();
    expect(scene.sandbox.control.calls('wechat /cgi-bin/message/subscribe/send')).toBe(1);
  });

  test.each(['47003', '40037', '-1'])('refused with %s: the SMS goes', async (code) => {
    const told = await moveIn(`openid-${code}`);
    await allow(told);
    scene.sandbox.control.set('wechat', { mode: 'error', code });
    await scene.tell(told.personId);
    await scene.carry();
    expect(inbox(told)).toHaveLength(1);
  });

  test('her answers on the phone are counted, and a refusal takes all back', async () => {
    const told = await moveIn('openid-c');
    const { account_id: accountId } = await scene.deps.db
      .selectFrom('account')
      .select('account_id')
      .where('person_id', '=', told.personId)
      .executeTakeFirstOrThrow();
    const answers = (answer: string) => [
      { templateId: progress, answer },
      { templateId: 'of another mini-program', answer },
    ];
    const counted = () =>
      scene.deps.db
        .selectFrom('wechat_allowance')
        .select(['template_id', 'accepted'])
        .where('openid_index', '=', scene.deps.crypto.blindIndex('openid', 'openid-c'))
        .execute();
    for (let tap = 0; tap < 3; tap += 1) await recordSubscriptions(scene.deps, accountId, answers('accept'));
    expect(await counted()).toEqual([{ template_id: progress, accepted: 3 }]);
    await recordSubscriptions(scene.deps, accountId, answers('reject'));
    expect(await counted()).toEqual([{ template_id: progress, accepted: 0 }]);
  });
});

describe('by SMS', () => {
  test('says neither amount nor illness, and one event is told once', async () => {
    const told = await moveIn();
    const message = {
      template: 'payment_sent' as const,
      params: { number: 'JZ202611230000019', amount: '1240.00' },
      key: 'claim:1:9',
    };
    await scene.tell(told.personId, message);
    await scene.tell(told.personId, message);
    await scene.carry();
    expect(inbox(told).map(({ text }) => text)).toEqual([
      '您的申请JZ202611230000019已经打款，请查看您的银行卡。',
    ]);
    const { messages } = await presentMessages(scene.deps, told.personId, undefined);
    expect(messages).toMatchObject([
      { title: '钱已经打了', body: expect.stringContaining('1240.00 元') as string },
    ]);
  });

  test('a receipt settles it, twice or before the answer to the call alike', async () => {
    const told = await moveIn();
    await scene.tell(told.personId);
    await scene.carry();
    await receipt(told);
    await receipt(told);
    await receipt(told, { report_status: 'FAIL' });
    expect(await scene.states()).toMatchObject([{ state: 'delivered' }]);
  });

  test('a carrier that gives no mark back is found by its serial', async () => {
    const told = await moveIn();
    await scene.tell(told.personId);
    await scene.carry();
    await receipt(told, { ext: undefined });
    expect(await scene.states()).toMatchObject([{ state: 'delivered' }]);
  });

  test.each([
    ['is lost', 'lost_reply'],
    ['breaks off', 'cut_reply'],
  ] as const)('the answer %s: the carrier is asked, and nothing is sent twice', async (_what, how) => {
    const told = await moveIn();
    scene.sandbox.control.set('sms', { mode: 'away', how, times: 1 });
    await scene.tell(told.personId);
    await scene.carry();
    expect(await scene.states()).toMatchObject([{ state: 'unknown' }]);
    const { sent } = await scene.deps.db.selectFrom('sms_spending').select('sent').executeTakeFirstOrThrow();
    expect(sent).toBe(1);
    scene.advance(2 * minute);
    await scene.carry();
    expect(await scene.states()).toMatchObject([{ state: 'delivered' }]);
    expect(inbox(told)).toHaveLength(1);
  });

  test('a sign-in code that arrived meanwhile does not pass for the message that never left', async () => {
    const told = await moveIn();
    scene.sandbox.control.set('sms', { mode: 'away', how: 'reset', times: 1 });
    await scene.tell(told.personId);
    await scene.carry();
    await scene.deps.upstreams.sms.sendCode(told.phone, '135790', 5);
    scene.advance(2 * minute);
    await scene.carry();
    expect(await scene.states()).toMatchObject([{ state: 'unknown' }]);
  });

  test('it never left, and no report ever comes: one more, after every question', async () => {
    const told = await moveIn();
    scene.sandbox.control.set('sms', { mode: 'away', how: 'reset', times: 1 });
    await scene.tell(told.personId);
    await scene.carry();
    scene.advance(59 * minute);
    await scene.carry();
    expect(inbox(told)).toEqual([]);
    for (let turn = 0; turn < 6; turn += 1) {
      scene.advance(20 * minute);
      await scene.carry();
    }
    expect(inbox(told)).toHaveLength(1);
  });

  test('limits of the carrier: later, and the money is given back', async () => {
    const told = await moveIn();
    scene.sandbox.control.set('sms', {
      mode: 'error',
      code: 'LimitExceeded.PhoneNumberOneHourLimit',
      times: 1,
    });
    await scene.tell(told.personId);
    await scene.carry();
    const { sent } = await scene.deps.db.selectFrom('sms_spending').select('sent').executeTakeFirstOrThrow();
    expect(sent).toBe(0);
    scene.advance(30 * minute);
    await scene.carry();
    expect(inbox(told)).toEqual([]);
    scene.advance(31 * minute);
    await scene.carry();
    expect(inbox(told)).toHaveLength(1);
  });
});

describe('who is not disturbed', () => {
  test('at night it waits until eight', async () => {
    const told = await moveIn();
    scene.set('2026-11-23T13:00:00.000Z'); // 21:00 in Beijing
    await scene.tell(told.personId);
    await scene.carry();
    scene.set('2026-11-23T23:59:00.000Z');
    await scene.carry();
    expect(inbox(told)).toEqual([]);
    scene.set('2026-11-24T00:00:00.000Z');
    await scene.carry();
    expect(inbox(told)).toHaveLength(1);
  });

  test('three an hour, the fourth an hour after the first', async () => {
    const told = await moveIn();
    for (const number of [1, 2, 3, 4]) {
      await scene.tell(told.personId, { params: { number: `JZ20261123000000${number}` } });
    }
    await scene.carry();
    expect(inbox(told)).toHaveLength(3);
    scene.advance(hour);
    await scene.carry();
    expect(inbox(told)).toHaveLength(4);
  });

  test('after the clock was moved back nothing is stuck', async () => {
    const told = await moveIn();
    scene.set('2026-11-25T13:30:00.000Z');
    await scene.tell(told.personId);
    await scene.carry();
    scene.set(noon); // two days earlier
    await scene.carry();
    expect(inbox(told)).toHaveLength(1);
  });

  test("the month's money is spent: no SMS, the list has it, and who must be told is called", async () => {
    const told = await moveIn();
    const month = '2026-11';
    const most = scene.deps.messages.rules.mostSms('510400');
    await scene.deps.db.insertInto('sms_spending').values({ region: '510400', month, sent: most }).execute();
    await scene.tell(told.personId, {
      template: 'claim_accepted',
    });
    await scene.tell(told.personId);
    await scene.carry();
    expect(inbox(told)).toEqual([]);
    expect(await scene.states()).toEqual([
      { state: 'in_app', reason: 'ceiling' },
      { state: 'in_app', reason: 'ceiling' },
    ]);
    expect(await followUps()).toMatchObject([{ kind: 'call', state: 'open' }]);
    expect((await presentMessages(scene.deps, told.personId, undefined)).unread).toBe(2);
    expect(await scene.deps.metrics.registry.metrics()).toContain('sms_month_spent_ratio{region="510400"} 1');
  });
});

describe('whom nothing reaches', () => {
  test('a number that takes nothing: somebody calls at once', async () => {
    const told = await moveIn();
    scene.sandbox.blockPhone(told.phone);
    await scene.tell(told.personId);
    await scene.carry();
    expect(await followUps()).toEqual([{ kind: 'call', state: 'open', place: '510402' }]);
  });

  test('no receipt for a day: somebody calls; a late receipt takes that back', async () => {
    const told = await moveIn();
    await scene.tell(told.personId);
    await scene.carry();
    scene.advance(23 * hour);
    await scene.carry();
    expect(await followUps()).toEqual([]);
    scene.advance(hour);
    await scene.carry();
    expect(await followUps()).toMatchObject([{ kind: 'call', state: 'open' }]);
    await receipt(told);
    expect(await followUps()).toMatchObject([{ state: 'cancelled' }]);
  });

  test('the carrier is away for a day: somebody calls', async () => {
    const told = await moveIn();
    scene.sandbox.control.set('sms', { mode: 'away', how: 'reset' });
    await scene.tell(told.personId);
    for (let turn = 0; turn < 30; turn += 1) {
      await scene.carry();
      scene.advance(hour);
    }
    expect(await followUps()).toMatchObject([{ kind: 'call' }]);
  });

  test('a failed receipt of the network: somebody calls; who has read it is left alone', async () => {
    const told = await moveIn();
    await scene.tell(told.personId);
    await scene.carry();
    await receipt(told, { report_status: 'FAIL', errmsg: 'MK:0001' });
    await scene.carry();
    expect(await followUps()).toMatchObject([{ kind: 'call', state: 'open' }]);
    const { messages } = await presentMessages(scene.deps, told.personId, undefined);
    await readMessages(scene.deps, told.personId, messages[0]?.messageId ?? '');
    expect(await followUps()).toMatchObject([{ state: 'cancelled' }]);
    await scene.tell(told.personId);
    const later = await presentMessages(scene.deps, told.personId, undefined);
    expect(later.unread).toBe(1);
    await readMessages(scene.deps, told.personId, later.messages[0]?.messageId ?? '');
    await scene.carry();
    expect(inbox(told)).toHaveLength(1);
  });
});
