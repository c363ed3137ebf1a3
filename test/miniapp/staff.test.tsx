// Signing in at the desk, and the frame that every page of it stands in.
import { cleanup, screen } from '@testing-library/react';
import { routes, type StaffRole } from '@yijiutong/rules/contract';

import { listWaiting } from '../../bff/src/access/waiting';
import DeskMePage from '../../miniapp/src/packages/staff/desk-me/index';
import { StaffPage } from '../../miniapp/src/packages/staff/frame';
import { drawPicture, readKey } from '../../miniapp/src/packages/staff/otpauth';
import { askStaff } from '../../miniapp/src/packages/staff/staff-api';
import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { parts, type Tab } from '../../miniapp/src/packages/staff/tabs';
import { waitingStates } from '../../miniapp/src/packages/staff/waiting-states';
import { rememberClient } from '../../miniapp/src/services/behalf';
import { session } from '../../miniapp/src/services/session';
import { reviewer, staffToken } from './staff-replies';
import { ok, press, refuse, sentRoutes, sentTo, serve, settled, show, type } from './stage';
import { phone } from './taro-api';

const claimId = 'c'.repeat(22);
const uri =
  'otpauth://totp/%E5%8C%BB%E6%95%91%E9%80%9A:xin.ren?issuer=%E5%8C%BB%E6%95%91%E9%80%9A&secret=JBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30';
const signedIn = { state: 'signed_in', token: staffToken, expiresAt: '', endsAt: '' };
const enrolling = { state: 'enrolment', enrolment: 'e'.repeat(43), otpauthUri: uri, expiresAt: '' };

const Content = () => <div>只有工作人员看得到</div>;
const page = (tab: Tab = 'queue', below = false) => (
  <StaffPage title="待办" tab={tab} below={below}>
    <Content />
  </StaffPage>
);
const fillIn = (code = '123456') => {
  type(/登录名/, 'shen.zheng');
  type(/^密码/, 'mumian-hua-2026');
  type(/动态码/, code);
};
const tokens = () => phone.sent.map(({ header }) => header.Authorization);

beforeEach(() => phone.reset());
// After what was drawn is gone: nobody sees it end.
afterEach(() => {
  cleanup();
  staffSession.end();
});

describe('signing in', () => {
  test('stands in the place of the page, and the page goes on after it', async () => {
    serve({ 'POST /staff/sessions': ok(signedIn, 201), 'GET /staff/session': ok(reviewer) });
    await show(page());
    expect(screen.getByRole('heading', { name: '工作人员登录' })).toBeTruthy();
    expect(screen.queryByText('只有工作人员看得到')).toBeNull();
    fillIn();
    await press('登录');
    await settled();
    expect(sentTo('POST /staff/sessions')).toEqual([
      { login: 'shen.zheng', password: 'mumian-hua-2026', code: '123456' },
    ]);
    expect(screen.getByText('只有工作人员看得到')).toBeTruthy();
    expect(screen.getByText('郑谷雨')).toBeTruthy();
    expect(phone.visited).toEqual([]);
  });

  test('keeps the resident’s token and the staff’s apart, and names no mandate', async () => {
    session.begin('t'.repeat(43), true);
    rememberClient({ mandateId: 'm'.repeat(22), name: '张*' }, [claimId], []);
    serve({
      'POST /staff/sessions': ok(signedIn, 201),
      'GET /staff/session': ok(reviewer),
      [`GET /staff/claims/${claimId}`]: ok({}),
    });
    await show(page());
    fillIn();
    await press('登录');
    await settled();
    await askStaff<'getDeskClaim'>('GET /api/v1/staff/claims/:claimId', { params: { claimId } });
    expect(tokens()).toEqual([undefined, `Bearer ${staffToken}`, `Bearer ${staffToken}`]);
    expect(phone.sent.map(({ header }) => header['X-Mandate'])).toEqual([undefined, undefined, undefined]);
    expect(session.token()).toBe('t'.repeat(43));
    await settled(() => staffSession.end());
    expect(session.isSignedIn()).toBe(true);
  });

  test('asks nothing of the server while a field is missing', async () => {
    await show(page());
    type(/登录名/, 'shen.zheng');
    await press('登录');
    expect(screen.getByText('请填密码。')).toBeTruthy();
    type(/^密码/, 'x');
    type(/动态码/, '12');
    await press('登录');
    expect(screen.getByText('动态码是 6 位数字。')).toBeTruthy();
    expect(phone.sent).toEqual([]);
  });

  test('says that it was refused without saying what was wrong, and for how long it is locked', async () => {
    serve({ 'POST /staff/sessions': refuse(422, 'staff_sign_in_refused') });
    await show(page());
    fillIn();
    await press('登录');
    expect(screen.getByRole('alert').textContent).toContain('登录名、密码或动态码不对');
    serve({ 'POST /staff/sessions': refuse(429, 'staff_locked', { retryAfterSeconds: 119 }) });
    await press('登录');
    expect(screen.getByRole('alert').textContent).toContain('2 分钟后可以再试');
  });

  test('hides the password until it is asked to show it', async () => {
    await show(page());
    const field = () => document.querySelector<HTMLInputElement>('#password')?.type;
    expect(field()).toBe('password');
    await press('显示');
    expect(field()).toBe('text');
  });
});

describe('the first sign-in', () => {
  const begin = async () => {
    await show(page());
    fillIn('');
    await press('登录');
  };

  test('shows the key, takes the code and a password of her own', async () => {
    serve({
      'POST /staff/sessions': ok(enrolling, 201),
      'POST /staff/enrolment': ok(signedIn, 201),
      'GET /staff/session': ok(reviewer),
    });
    await begin();
    expect(sentTo('POST /staff/sessions')).toEqual([{ login: 'shen.zheng', password: 'mumian-hua-2026' }]);
    expect(screen.getByText('JBSW Y3DP EHPK 3PXP')).toBeTruthy();
    expect(screen.getByText('医救通:xin.ren')).toBeTruthy();
    type(/动态码/, '654321');
    type(/^新密码/, 'mumian-hua-kai-le');
    type(/再填一遍/, 'mumian-hua-kai-la');
    await press('做好了，登录');
    expect(screen.getByText('两次填的密码不一样。')).toBeTruthy();
    expect(sentTo('POST /staff/enrolment')).toEqual([]);
    type(/再填一遍/, 'mumian-hua-kai-le');
    await press('做好了，登录');
    await settled();
    expect(sentTo('POST /staff/enrolment')).toEqual([
      { enrolment: enrolling.enrolment, code: '654321', newPassword: 'mumian-hua-kai-le' },
    ]);
    expect(screen.getByText('只有工作人员看得到')).toBeTruthy();
  });

  test('that took too long begins anew', async () => {
    serve({
      'POST /staff/sessions': ok(enrolling, 201),
      'POST /staff/enrolment': refuse(422, 'staff_enrolment_expired'),
    });
    await begin();
    type(/动态码/, '654321');
    type(/^新密码/, 'mumian-hua-kai-le');
    type(/再填一遍/, 'mumian-hua-kai-le');
    await press('做好了，登录');
    await press('从头再来');
    expect(screen.getByRole('button', { name: '登录' })).toBeTruthy();
  });

  test('the key is read off its address, and drawn to be scanned', () => {
    expect(readKey(uri)).toEqual({
      secret: 'JBSWY3DPEHPK3PXP',
      account: '医救通:xin.ren',
      groups: 'JBSW Y3DP EHPK 3PXP',
    });
    const picture = decodeURIComponent(drawPicture(uri));
    expect(picture).toMatch(/^data:image\/svg\+xml,<svg [^>]*viewBox/);
    expect(picture).not.toContain('JBSWY3DPEHPK3PXP');
  });
});

describe('the frame', () => {
  test('of a session that the server has ended asks to sign in, says why, and forgets nothing of the resident’s', async () => {
    session.begin('t'.repeat(43), true);
    staffSession.begin(staffToken);
    serve({ 'GET /staff/session': ok(reviewer), 'GET /staff/sessions': refuse(401, 'session_expired') });
    await show(page());
    expect(screen.getByText('只有工作人员看得到')).toBeTruthy();
    await settled(
      () => void askStaff<'listStaffSessions'>('GET /api/v1/staff/sessions').catch(() => undefined),
    );
    expect(screen.getByText(/登录已过期/)).toBeTruthy();
    expect(staffSession.token()).toBeNull();
    expect(session.token()).toBe('t'.repeat(43));
    expect(phone.visited).toEqual([]);
  });

  test('a late answer to a former sign-in does not end this one', async () => {
    staffSession.begin('f'.repeat(43));
    let answer: ((reply: { statusCode: number; data: unknown }) => void) | undefined;
    phone.answer = () => new Promise((resolve) => (answer = resolve));
    const asking = askStaff<'listStaffSessions'>('GET /api/v1/staff/sessions').catch(() => undefined);
    staffSession.begin(staffToken);
    answer?.(refuse(401, 'session_required'));
    await asking;
    expect(staffSession.token()).toBe(staffToken);
  });

  test('leads whoever has no use for a part of the desk to her own', async () => {
    staffSession.begin(staffToken);
    serve({ 'GET /staff/session': ok({ ...reviewer, roles: ['auditor'] }) });
    await show(page());
    expect(screen.queryByText('只有工作人员看得到')).toBeNull();
    expect(phone.visited).toEqual(['/packages/staff/audit/index']);
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['查记录', '我的岗位']);
  });

  test('lets her into a page below it: the server says who may see a case', async () => {
    staffSession.begin(staffToken);
    serve({ 'GET /staff/session': ok({ ...reviewer, roles: ['auditor'] }) });
    await show(page('queue', true));
    expect(screen.getByText('只有工作人员看得到')).toBeTruthy();
  });

  test('without a network says so, and tries again', async () => {
    staffSession.begin(staffToken);
    serve({ 'GET /staff/session': 'offline' });
    await show(page());
    expect(screen.getByText('没有连上网')).toBeTruthy();
    serve({ 'GET /staff/session': ok(reviewer) });
    await press('再试一次');
    expect(screen.getByText('只有工作人员看得到')).toBeTruthy();
  });

  const doors: Record<Exclude<Tab, 'desk-me'>, keyof typeof routes> = {
    queue: 'getQueue',
    rural: 'listRuralCases',
    lane: 'getLane',
    payments: 'listPayments',
    'follow-ups': 'listFollowUps',
    mandates: 'listPlaceMandates',
    volunteers: 'listVolunteers',
    people: 'listMembers',
    audit: 'listAudit',
  };
  test('shows every part of the desk to those whom its route lets in, and to no others', () => {
    const shown = parts.flatMap(({ tab, roles }) =>
      tab === 'desk-me' || roles === 'all' ? [] : [[tab, [...roles].sort()]],
    );
    const open = Object.entries(doors).map(([tab, name]) => {
      const { roles } = routes[name] as { roles: readonly StaffRole[] };
      return [tab, [...roles].sort()];
    });
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(open));
  });

  test.each(Object.keys(waitingStates) as StaffRole[])(
    'the states that wait for %s are those of the table',
    (role) => expect(waitingStates[role]).toEqual(listWaiting([role])),
  );
});

describe('her own page', () => {
  const sessions = {
    sessions: [
      {
        sessionId: 'a'.repeat(22),
        openedAt: '2026-11-22T01:00:00.000Z',
        lastSeenAt: '2026-11-22T01:10:00.000Z',
        expiresAt: '',
        current: true,
      },
      {
        sessionId: 'b'.repeat(22),
        openedAt: '2026-11-21T01:00:00.000Z',
        lastSeenAt: '2026-11-21T02:00:00.000Z',
        expiresAt: '',
        current: false,
      },
    ],
  };
  const answers = {
    'GET /staff/session': ok({ ...reviewer, roles: ['auditor'] }),
    'GET /staff/sessions': ok(sessions),
  };
  beforeEach(() => staffSession.begin(staffToken));

  test('says where she is signed in, and ends one of them', async () => {
    serve({ ...answers, [`DELETE /staff/sessions/${'b'.repeat(22)}`]: ok(null, 204) });
    await show(<DeskMePage />);
    expect(screen.getByText('11月22日 09:00 登录')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: '退出这一处' })).toHaveLength(1);
    await press('退出这一处');
    expect(sentRoutes()).toContain(`DELETE /staff/sessions/${'b'.repeat(22)}`);
    expect(sentTo('GET /staff/sessions')).toHaveLength(2);
  });

  test('ends all of them, this one too', async () => {
    serve({ ...answers, 'DELETE /staff/sessions': ok(null, 204) });
    await show(<DeskMePage />);
    await press('全部退出');
    await settled();
    expect(phone.questions).toHaveLength(1);
    expect(phone.visited).toEqual(['/packages/staff/queue/index']);
    expect(screen.getByRole('heading', { name: '工作人员登录' })).toBeTruthy();
  });

  test('changes the password: the old one and a code with it', async () => {
    serve({ ...answers, 'PUT /staff/password': ok(null, 204) });
    await show(<DeskMePage />);
    await press('换一个密码');
    type(/现在的密码/, 'mumian-hua-2026');
    type(/动态码/, '123456');
    type(/^新密码/, 'mumian-hua-kai-le');
    type(/再填一遍/, 'mumian-hua-kai-le');
    await press('换密码');
    expect(sentTo('PUT /staff/password')).toEqual([
      { password: 'mumian-hua-2026', code: '123456', newPassword: 'mumian-hua-kai-le' },
    ]);
    expect(screen.getByText(/换好了/)).toBeTruthy();
  });

  test('signs out even without a network, and leaves the resident signed in', async () => {
    session.begin('t'.repeat(43), true);
    serve({ ...answers, 'DELETE /staff/session': 'offline' });
    await show(<DeskMePage />);
    await press('退出登录');
    expect(staffSession.token()).toBeNull();
    expect(session.isSignedIn()).toBe(true);
    expect(phone.visited).toEqual(['/packages/staff/queue/index']);
    expect(screen.getByRole('heading', { name: '工作人员登录' })).toBeTruthy();
  });
});
