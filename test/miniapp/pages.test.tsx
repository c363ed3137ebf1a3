import { screen, within } from '@testing-library/react';

import Bill from '../../miniapp/src/pages/bill/index';
import Bills from '../../miniapp/src/pages/bills/index';
import Binding from '../../miniapp/src/pages/binding/index';
import Home from '../../miniapp/src/pages/home/index';
import Me from '../../miniapp/src/pages/me/index';
import SignIn from '../../miniapp/src/pages/sign-in/index';
import { session } from '../../miniapp/src/services/session';
import { keepReply } from '../../miniapp/src/services/storage';
import * as replies from './replies';
import { ok, press, refuse, sentRoutes, sentTo, serve, settled, show, type, type Answers } from './stage';
import { phone } from './taro-api';

beforeEach(() => {
  phone.reset();
  session.agree('p-1');
});

describe('home', () => {
  test('has one big thing to do, by what is known of the person', async () => {
    await show(<Home />);
    await press(/^登录/);
    expect(phone.visited).toEqual(['/pages/sign-in/index']);
  });

  test('who is signed in and not bound is led to the binding', async () => {
    session.begin('t', false);
    serve({ 'GET /session': ok({ ...replies.session, person: null }) });
    await show(<Home />);
    await press(/去认证/);
    expect(phone.visited).toEqual(['/pages/binding/index']);
  });

  test('an unpaid difference comes first', async () => {
    session.begin('t', true);
    serve({ 'GET /session': ok(replies.session), 'GET /status': ok(replies.status) });
    await show(<Home />);
    const big = screen.getByRole('button', { name: /去申请，把钱领回来/ });
    expect(big.textContent).toMatch(/800\.00\s元/);
    expect(screen.getByText('张*兰，很高兴见到您。')).toBeTruthy();
  });

  test('figures that are made up are marked', async () => {
    session.begin('t', true);
    const year = { ...replies.status.year, illustrative: ['居民人均可支配收入'] };
    serve({ 'GET /session': ok(replies.session), 'GET /status': ok({ ...replies.status, year }) });
    await show(<Home />);
    expect(screen.getByText('示例数据')).toBeTruthy();
  });

  test('who has not agreed to the privacy text sees it first', async () => {
    session.disagree();
    await show(<Home />);
    expect(phone.visited).toEqual(['/pages/welcome/index']);
  });
});

describe('signing in by phone', () => {
  test('a number that cannot be one is not sent', async () => {
    await show(<SignIn />);
    type(/手机号/, '123');
    await press('获取验证码');
    expect(screen.getByText('请填 11 位手机号。')).toBeTruthy();
    expect(phone.sent).toHaveLength(0);
  });

  test('code, countdown, a wrong code in words, then in', async () => {
    serve({
      'POST /sms-codes': ok({ resendAfterSeconds: 60, expiresInSeconds: 300 }, 202),
      'POST /sessions/phone': refuse(400, 'sms_code_invalid'),
    });
    await show(<SignIn />);
    type(/手机号/, '14212345678');
    await press('获取验证码');
    expect(screen.getByRole('button', { name: '60 秒后重发' }).className).toContain('is-disabled');
    type(/短信验证码/, '000000');
    await press('登录');
    expect(screen.getByRole('alert').textContent).toContain('验证码不对');
    serve({ 'POST /sessions/phone': ok({ token: 'token-9', expiresAt: '', bound: true }, 201) });
    type(/短信验证码/, '123456');
    await press('登录');
    expect(phone.sent.at(-1)?.data).toEqual({
      phone: '14212345678',
      code: '123456',
      privacyPolicyVersion: 'p-1',
    });
    expect(session.token()).toBe('token-9');
    expect(phone.visited).toEqual(['/pages/home/index']);
  });
});

describe('a code that no longer holds, or never was', () => {
  const codes = { 'POST /sms-codes': ok({ resendAfterSeconds: 0, expiresInSeconds: 300 }, 202) };
  const expired = { ...codes, 'POST /sessions/phone': refuse(422, 'sms_code_expired') };
  const told = () => screen.getByRole('alert').textContent;
  const enter = async (number: string) => {
    type(/手机号/, number);
    type(/短信验证码/, '123456');
    await press('登录');
  };

  test('none was asked for: she is told to, by the name of the button', async () => {
    serve(expired);
    await show(<SignIn />);
    await enter('14212345678');
    expect(told()).toBe('还没有验证码请先点“获取验证码”，再填短信里的数字。');
    expect(screen.getByRole('button', { name: '获取验证码' })).toBeTruthy();
  });

  test('it ran out: she asks for another; for another number there was none, and no wait', async () => {
    serve(expired);
    await show(<SignIn />);
    type(/手机号/, '14212345678');
    await press('获取验证码');
    await enter('14212345678');
    expect(told()).toBe('这个验证码不能用了请点“重新获取”，用新短信里的。');
    expect(screen.getByRole('button', { name: '重新获取' })).toBeTruthy();
    type(/手机号/, '14212345679');
    expect(told()).toContain('还没有验证码');
    expect(screen.getByRole('button', { name: '获取验证码' })).toBeTruthy();
  });
});

describe('binding', () => {
  beforeEach(() => session.begin('t', false));
  const texts = { 'GET /consent-texts': ok({ texts: replies.consentTexts }) };

  test('a slip of the finger is seen before anything is sent', async () => {
    serve(texts);
    await show(<Binding />);
    type(/姓名/, '张桂兰');
    type(/身份证号/, '990101196503150019');
    await press('开始认证');
    expect(screen.getByText('有一位数字填错了，请照身份证核对。')).toBeTruthy();
    expect(screen.getByText('要您同意“核对身份”，我们才能认证。')).toBeTruthy();
    expect(sentRoutes()).toEqual(['GET /consent-texts']);
  });

  test('each consent is given on its own, in the version on screen, before the person is checked', async () => {
    serve({
      ...texts,
      'PUT /consents/identity_verification': ok({}),
      'POST /binding': ok({ person: replies.session.person }, 201),
    });
    await show(<Binding />);
    type(/姓名/, '张桂兰');
    type(/身份证号/, ' 99010119650315000x');
    await settled(() => screen.getByRole('checkbox', { name: '我同意：核对我的身份' }).click());
    await press('开始认证');
    expect(sentRoutes()).toEqual([
      'GET /consent-texts',
      'PUT /consents/identity_verification',
      'POST /binding',
    ]);
    expect(phone.sent[1]?.data).toEqual({ version: 'i-1' });
    expect(phone.sent[2]?.data).toEqual({ name: '张桂兰', certno: '99010119650315000X' });
    expect(phone.visited).toEqual(['/pages/home/index']);
  });

  test('the words of a consent are a tap away', async () => {
    serve(texts);
    await show(<Binding />);
    await press('看说明：查询我的医保账单');
    expect(within(screen.getByRole('dialog')).getByText('给您讲清楚账单。')).toBeTruthy();
    await press('关闭');
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('bills', () => {
  beforeEach(() => session.begin('t', true));

  test('the next page is added to the first', async () => {
    const page = (setlId: string, nextCursor: string | null) =>
      ok({ year: 2026, years: [2026], bills: [{ ...replies.summary, setlId }], nextCursor });
    serve({ 'GET /bills': page('S-1', 'c-1'), 'GET /bills?year=2026&cursor=c-1': page('S-2', null) });
    await show(<Bills />);
    await press('再看一些');
    expect(screen.getAllByText('攀枝花市中心医院')).toHaveLength(2);
    expect(screen.getByText('就这些了')).toBeTruthy();
  });

  test('a year without bills says so', async () => {
    serve({ 'GET /bills': ok({ year: 2026, years: [], bills: [], nextCursor: null }) });
    await show(<Bills />);
    expect(screen.getByText('2026 年没有账单')).toBeTruthy();
  });
});

describe('one bill', () => {
  beforeEach(() => {
    session.begin('t', true);
    phone.params = { id: 'S-1' };
  });
  const open = async (reply: unknown) => {
    serve({ 'GET /bills/S-1': ok(reply) });
    await show(<Bill />);
  };

  test('says what is still to come, line by line, with the clause a tap away', async () => {
    await open(replies.bill);
    expect(screen.getByText('您还能领').parentElement?.textContent).toMatch(/800\.00\s元/);
    await press(/今年一共该帮多少/);
    const sheet = within(screen.getByRole('dialog', { name: '依据：第十二条（二）' }));
    expect(sheet.getByText('对低保对象按70%给予救助。')).toBeTruthy();
  });

  test('the officer’s version has the formula and the statutory names', async () => {
    await open(replies.bill);
    expect(screen.queryByText('年度累计应救助')).toBeNull();
    await settled(() => screen.getByRole('switch', { name: '办事员看的版本' }).click());
    expect(screen.getByText('年度累计应救助')).toBeTruthy();
    expect(screen.getByText('max(2,000.00 − 0.00, 0) × 70%')).toBeTruthy();
  });

  const cause = {
    cause: 'class',
    sentence: '您算的类变了，所以多了 700.00 元。',
    amount: '700.00',
    clause: null,
  };
  const difference = { before: '700.00', after: '1400.00', change: '700.00', causes: [cause] };

  test('another decision than the last one has its causes, one sentence each', async () => {
    await open({ ...replies.bill, difference });
    expect(screen.getByText('和上次为什么不一样')).toBeTruthy();
    expect(screen.getByText('您算的类变了，所以多了 700.00 元。')).toBeTruthy();
    expect(screen.getByText('上次算，该给').parentElement?.textContent).toMatch(/700\.00/);
  });

  test('what a recognition brought is not set beside a last time, and nothing promises it again', async () => {
    const paid = {
      cause: 'top_up',
      sentence: '您被认定以后，一共补 1,846.00 元。',
      amount: null,
      clause: null,
    };
    const again = { ...paid, sentence: '您再被认定以后，一共补 100.00 元。' };
    await open({
      ...replies.bill,
      decision: { status: 'refused', code: 'no_class', clause: null },
      difference: { before: null, after: null, change: '0.00', causes: [paid, again] },
      illustrative: ['residentIncome'],
    });
    expect(screen.getByText('认定以后，补了钱')).toBeTruthy();
    expect(screen.queryByText(/上次/)).toBeNull();
    expect(screen.getAllByText('这张账单也算在里面。')).toHaveLength(1);
    expect(screen.queryByText(/也可能补算/)).toBeNull();
    expect(screen.getByText(/已经一起补算/)).toBeTruthy();
  });

  test('a bill that was decided once, or a reply from before causes were told, has no such section', async () => {
    await open({ ...replies.bill, difference: undefined });
    expect(screen.queryByText('和上次为什么不一样')).toBeNull();
  });

  test('where nothing prints, both voices go into the clipboard', async () => {
    await open({ ...replies.bill, illustrative: ['residentIncome'] });
    expect(screen.queryByRole('button', { name: '打印这份说明' })).toBeNull();
    await press('复制这份说明');
    const [text = ''] = phone.copied;
    expect(text.replaceAll('\u00a0', ' ').split('\n')).toEqual([
      '攀枝花市中心医院，2026年11月5日，住院',
      '按规定该给 1,400.00 元，已经给了 600.00 元，您还能领 800.00 元。',
      '里面有演示用的数字，不是官方公布的。金额只作参考。',
      '',
      '这笔钱是怎么算的',
      '1. 今年一共该帮多少：从年初到这张账单，医保能报的部分里，您自己掏了 2,000.00 元。按您这一类的比例，一共该帮 1,400.00 元。',
      '',
      '给窗口看的',
      '年度累计应救助 1,400.00 元（（累计个人自付 − 起付标准）× 救助比例：max(2,000.00 − 0.00, 0) × 70%）〔第十二条（二）〕',
    ]);
    expect(screen.getByText(/复制好了/)).toBeTruthy();
  });

  test('a refusal has its reason and the next step on one screen', async () => {
    const decision = { status: 'refused', code: 'not_referred', clause: null };
    await open({ ...replies.bill, decision, explanation: [] });
    expect(screen.getByText('这次没有按规定转诊。')).toBeTruthy();
    expect(screen.queryByText('您还能领')).toBeNull();
  });

  test('what is missing is named', async () => {
    const missing = [
      { what: 'fact', name: 'referred', region: '510400', day: '2026-11-05', deferredTo: null },
    ];
    await open({ ...replies.bill, decision: { status: 'incomplete', missing }, explanation: [] });
    expect(screen.getByText('账单上没写：是不是按规定转诊。')).toBeTruthy();
  });

  test('a bill read again takes the place of the older one', async () => {
    await open(replies.bill);
    const newer = { ...replies.bill, bill: { ...replies.summary, difference: '0.00' } };
    serve({ 'POST /bills/S-1/refresh': ok(newer) });
    await press('重新查这张账单');
    expect(screen.getByText('该给的已经给足，您不用再办。')).toBeTruthy();
  });
});

describe('a reply that no page can draw', () => {
  test('is told in words, under the title and with a way on', async () => {
    const silent = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    session.begin('t', true);
    serve({ 'GET /session': ok(replies.session), 'GET /status': ok({ of: 'another version' }) });
    await show(<Home />);
    expect(screen.getByRole('heading')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('不是您的错');
    serve({ 'GET /session': ok(replies.session), 'GET /status': ok(replies.status) });
    await settled(() => phone.showAgain());
    await press('再试一次');
    expect(screen.getByRole('button', { name: /去申请，把钱领回来/ })).toBeTruthy();
    silent.mockRestore();
  });
});

describe('leaving', () => {
  beforeEach(() => {
    session.begin('t', true);
    keepReply('status:now', replies.status);
  });
  const answers: Answers = {
    'GET /session': ok(replies.session),
    'GET /consent-texts': ok({ texts: replies.consentTexts }),
  };

  test.each([['offline' as const], [ok(null, 204)]])(
    'signing out wipes the phone, network or not',
    async (answer) => {
      serve({ ...answers, 'DELETE /session': answer });
      await show(<Me />);
      await press('退出登录');
      await settled();
      expect(sentRoutes()).toContain('DELETE /session');
      expect([...phone.storage.keys()]).toEqual(['privacy-agreed']);
    },
  );

  test('closing the account says so to the server in its own words', async () => {
    serve({ ...answers, 'DELETE /account': ok({ closedOn: '2026-11-21', kept: [] }) });
    await show(<Me />);
    await press('注销账号');
    await settled();
    expect(sentTo('DELETE /account')).toEqual([{ confirm: 'close my account' }]);
    expect([...phone.storage.keys()]).toEqual([]);
  });
});
