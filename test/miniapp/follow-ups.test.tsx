// Calls, visits and mandates at the window: the most urgent door first, the number for the one who has taken it.
import { cleanup, screen } from '@testing-library/react';
import type { FollowUp } from '@yijiutong/rules/contract';

import FollowUpPage from '../../miniapp/src/packages/staff/follow-up/index';
import FollowUpsPage, { byVillage } from '../../miniapp/src/packages/staff/follow-ups/index';
import MandatesPage from '../../miniapp/src/packages/staff/mandates/index';
import { idOf, places, signInAtDesk } from './desk-stage';
import { ok, press, refuse, sentTo, serve, settled, show, type, type Answers } from './stage';
import { phone } from './taro-api';

const followUp = (change: Partial<FollowUp> = {}): FollowUp => ({
  followUpId: idOf('f'),
  version: 1,
  kind: 'call',
  state: 'open',
  name: '安*英',
  phone: null,
  place: '510402',
  village: '510402901001',
  title: '钱没打进去',
  body: '',
  reason: 'number',
  mine: false,
  tries: 0,
  outcome: null,
  openedAt: '2026-11-20T04:00:00.000Z',
  dueAt: '2026-11-21T04:00:00.000Z',
  overdue: true,
  mandateId: null,
  takenBy: null,
  mayGiveBack: false,
  closedAt: null,
  ...change,
});
const taken = (change: Partial<FollowUp> = {}): FollowUp =>
  followUp({
    state: 'taken',
    version: 2,
    mine: true,
    takenBy: { staffId: idOf('s'), name: '李娜' },
    mayGiveBack: true,
    name: '安秀英',
    phone: '14200000077',
    body: '银行没能把钱打进去，请改银行卡。',
    ...change,
  });

const names = { 'GET /places/510402': ok(places) };
const one = `/staff/follow-ups/${idOf('f')}`;

beforeEach(() => signInAtDesk('township_officer'));

describe('the list', () => {
  const open = (followUps: FollowUp[]) => {
    serve({ ...names, 'GET /staff/follow-ups?look=all': ok({ followUps, next: null }) });
    return show(<FollowUpsPage />);
  };

  test('goes village by village, the one with the most urgent first', () => {
    const late = followUp({ dueAt: '2026-11-19T04:00:00.000Z', village: '510402901002' });
    const soon = followUp({ followUpId: idOf('g') });
    const none = followUp({ followUpId: idOf('h'), village: null, dueAt: '2026-11-25T04:00:00.000Z' });
    expect(byVillage([none, soon, late]).map(([code, people]) => [code, people.length])).toEqual([
      ['510402901002', 1],
      ['510402901001', 1],
      ['510402', 1],
    ]);
  });

  test('names the villages, what is to be told, why nobody could, and what is late', async () => {
    await open([followUp(), followUp({ followUpId: idOf('g'), village: null, overdue: false })]);
    expect(screen.getByText('杏林街道 桐湾社区，1 人')).toBeTruthy();
    expect(screen.getByText('东区，没写哪个村，1 人')).toBeTruthy();
    expect(screen.getByText('有 1 件超期了，请先办。')).toBeTruthy();
    expect(screen.getAllByText('要告诉：钱没打进去')).toHaveLength(2);
    expect(screen.getAllByText('手机号打不通、收不到短信。还没有人办')).toHaveLength(2);
  });

  test('is narrowed to visits, and to her own, by the service: each look has pages of its own', async () => {
    const visit = followUp({ followUpId: idOf('g'), kind: 'visit', name: '李*' });
    await open([followUp(), visit]);
    serve({
      ...names,
      'GET /staff/follow-ups?look=visit': ok({ followUps: [visit], next: null }),
      'GET /staff/follow-ups?look=mine': ok({ followUps: [], next: null }),
    });
    await press('上门', 'radio');
    expect(screen.queryByText('安*英')).toBeNull();
    expect(screen.getByText('李*')).toBeTruthy();
    await press('我在办的', 'radio');
    expect(screen.getByText('现在没有要回访的')).toBeTruthy();
  });

  test('goes on where more are waiting than one page has', async () => {
    serve({
      ...names,
      'GET /staff/follow-ups?look=all': ok({ followUps: [followUp()], next: idOf('f') }),
      [`GET /staff/follow-ups?look=all&after=${idOf('f')}`]: ok({
        followUps: [followUp({ followUpId: idOf('g'), name: '李*' })],
        next: null,
      }),
    });
    await show(<FollowUpsPage />);
    await press('再看一些');
    expect(screen.getByText('安*英')).toBeTruthy();
    expect(screen.getByText('李*')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '再看一些' })).toBeNull();
  });

  test('without the names of places it shows their codes', async () => {
    serve({
      'GET /places/510402': 'offline',
      'GET /staff/follow-ups?look=all': ok({ followUps: [followUp()], next: null }),
    });
    await show(<FollowUpsPage />);
    expect(screen.getByText('510402901001，1 人')).toBeTruthy();
  });
});

describe('one of them', () => {
  const open = (answers: Answers) => {
    phone.params = { id: idOf('f') };
    serve({ ...names, ...answers });
    return show(<FollowUpPage />);
  };

  test('shows neither number nor words before it is taken; then she calls', async () => {
    await open({ [`GET ${one}`]: ok(followUp()), [`POST ${one}/take`]: ok(taken()) });
    expect(screen.queryByText('14200000077')).toBeNull();
    await press('我来办');
    expect(sentTo(`POST ${one}/take`)).toEqual([{ version: 1 }]);
    expect(screen.getByText('银行没能把钱打进去，请改银行卡。')).toBeTruthy();
    await press('打电话');
    expect(phone.called).toEqual(['14200000077']);
  });

  test('where a colleague was quicker, what is so now is shown', async () => {
    await open({ [`GET ${one}`]: ok(followUp()), [`POST ${one}/take`]: refuse(409, 'follow_up_taken') });
    serve({
      ...names,
      [`GET ${one}`]: ok(followUp({ state: 'taken', version: 2 })),
      [`POST ${one}/take`]: refuse(409, 'follow_up_taken'),
    });
    await press('我来办');
    expect(screen.getAllByText(/同事在办/).length).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: '我来办' })).toBeNull();
  });

  test('what came of it is chosen and recorded with her words', async () => {
    const done = taken({ state: 'done', outcome: 'not_reached', phone: null });
    await open({ [`GET ${one}`]: ok(taken()), [`POST ${one}/outcome`]: ok(done) });
    await press('没人接', 'radio');
    expect(screen.getByText('会再排一次；打几次都没人接，就排上门。')).toBeTruthy();
    type(/还想写的/, ' 响了很久 ');
    await press('记下来');
    expect(sentTo(`POST ${one}/outcome`)).toEqual([
      { version: 2, outcome: 'not_reached', words: '响了很久' },
    ]);
    expect(screen.getByText('办完了：没人接。')).toBeTruthy();
  });

  test('who cannot do it gives it back, and is asked first', async () => {
    await open({
      [`GET ${one}`]: ok(taken()),
      [`POST ${one}/give-back`]: ok(followUp({ version: 3 })),
    });
    phone.confirms = false;
    await press('我办不了，交回去');
    expect(phone.questions).toEqual(['您不办了，同事都可以领。办完的日子不变。']);
    expect(sentTo(`POST ${one}/give-back`)).toEqual([]);
    phone.confirms = true;
    await press('我办不了，交回去');
    expect(sentTo(`POST ${one}/give-back`)).toEqual([{ version: 2 }]);
    expect(screen.getByRole('button', { name: '我来办' })).toBeTruthy();
    expect(screen.queryByText('14200000077')).toBeNull();
  });

  test('a colleague is named; what she has is put back only where she is away or gone', async () => {
    const hers = { mine: false, phone: null, body: '', name: '安*英' };
    await open({ [`GET ${one}`]: ok(taken({ ...hers, mayGiveBack: false })) });
    expect(screen.getByText('李娜在办。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /放回去/ })).toBeNull();
    cleanup();
    await open({
      [`GET ${one}`]: ok(taken(hers)),
      [`POST ${one}/give-back`]: refuse(409, 'follow_up_changed'),
    });
    await press('放回去，让别人办');
    expect(phone.questions.at(-1)).toBe('李娜现在不在岗。放回去，谁都可以领。');
    expect(screen.getByRole('alert').textContent).toContain('这一条刚刚有了变化');
  });

  test('without a network what was chosen and written stays', async () => {
    await open({ [`GET ${one}`]: ok(taken()), [`POST ${one}/outcome`]: 'offline' });
    await press('告诉本人了', 'radio');
    type(/还想写的/, '都说了');
    await press('记下来');
    expect(screen.getByRole('alert').textContent).toContain('没有连上网');
    expect(screen.getByLabelText<HTMLTextAreaElement>(/还想写的/).value).toBe('都说了');
    expect(screen.getByRole('radio', { name: '告诉本人了' }).getAttribute('aria-checked')).toBe('true');
  });

  test('a visit ends in other ways than a call', async () => {
    await open({ [`GET ${one}`]: ok(taken({ kind: 'visit' })) });
    expect(screen.getAllByRole('radio').map(({ textContent }) => textContent)).toEqual([
      '告诉本人了',
      '没在家',
      '搬走了',
    ]);
  });

  test('about a slip she is asked; where she denies it, nobody acts for her any more and it is done', async () => {
    const asks = taken({ mandateId: idOf('m') });
    const end = `POST /staff/mandates/${idOf('m')}/end`;
    await open({
      [`GET ${one}`]: ok(asks),
      [end]: ok({ mandates: [], next: null }),
      [`POST ${one}/outcome`]: ok({ ...asks, state: 'done', outcome: 'reached' }),
    });
    expect(screen.getByRole('radio', { name: '本人说是自己签的' })).toBeTruthy();
    await press('本人说没签过，停掉代办');
    expect(sentTo(end)).toEqual([{ reason: 'denied' }]);
    expect(sentTo(`POST ${one}/outcome`)).toEqual([{ version: 2, outcome: 'reached' }]);
  });
});

test('a visit about a slip is not over because she has moved', async () => {
  const asks = taken({ kind: 'visit', mandateId: idOf('m') });
  phone.params = { id: idOf('f') };
  serve({ ...names, [`GET ${one}`]: ok(asks) });
  await show(<FollowUpPage />);
  await press('搬走了', 'radio');
  expect(screen.getByText(/本人哪天来窗口/)).toBeTruthy();
});

describe('mandates at the window', () => {
  const mandate = (letter: string, certno: string) => ({
    mandateId: idOf(letter),
    name: `${letter}*`,
    certno,
    organisation: '桐湾社区志愿服务队',
    state: 'live',
    way: 'slip',
    endsOn: '2026-12-20',
  });
  const mine = mandate('a', '990***********1234');
  const other = mandate('b', '990***********567X');
  const end = `POST /staff/mandates/${idOf('a')}/end`;
  const open = (answers: Answers = {}) => {
    serve({ 'GET /staff/mandates': ok({ mandates: [mine, other], next: null }), ...answers });
    return show(<MandatesPage />);
  };

  test('a person is found by the end of the number on her card', async () => {
    await open();
    type(/找一个人/, '567x');
    await press('停掉');
    expect(screen.getByRole('dialog').textContent).toContain('990***********567X');
  });

  test('it ends only for a reason that was chosen', async () => {
    await open({ [end]: ok({ mandates: [other], next: null }) });
    const [first] = screen.getAllByRole('button', { name: '停掉' });
    await settled(() => first?.click());
    await press('先选为什么');
    expect(sentTo(end)).toEqual([]);
    await press('本人说没签过', 'radio');
    expect(screen.getByText(/照这份委托书交的申请，不会批/)).toBeTruthy();
    await settled(() => document.getElementById('end')?.click());
    expect(sentTo(end)).toEqual([{ reason: 'denied' }]);
    expect(screen.getByText('a*（身份证 990***********1234）的代办停了。')).toBeTruthy();
    expect(screen.queryByText('身份证 990***********1234')).toBeNull();
  });

  test('who is not on the first page is on the next', async () => {
    await open({ 'GET /staff/mandates': ok({ mandates: [mine], next: idOf('a') }) });
    type(/找一个人/, '567x');
    expect(screen.getByText('这些人里没有，请再看一些。')).toBeTruthy();
    serve({ [`GET /staff/mandates?after=${idOf('a')}`]: ok({ mandates: [other], next: null }) });
    await press('再看一些');
    expect(screen.getByText('身份证 990***********567X')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '再看一些' })).toBeNull();
  });
});
