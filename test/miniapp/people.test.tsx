// The administrator's pages: who works where, secrets that are shown once, and volunteers.
import { screen } from '@testing-library/react';
import type { MemberReply, OrganisationsReply } from '@yijiutong/rules/contract';

import { listSubstitutes } from '../../miniapp/src/packages/staff/member/away-card';
import MemberPage from '../../miniapp/src/packages/staff/member/index';
import { findGap } from '../../miniapp/src/packages/staff/member/new-member';
import { depthOf, inOrder } from '../../miniapp/src/packages/staff/organisations';
import PeoplePage from '../../miniapp/src/packages/staff/people/index';
import VolunteersPage from '../../miniapp/src/packages/staff/volunteers/index';
import { idOf, organisation, signInAtDesk } from './desk-stage';
import { ok, press, refuse, sentTo, serve, show, type, type Answers } from './stage';
import { phone } from './taro-api';

const certno = '990101196503150026';
type Place = OrganisationsReply['organisations'][number];

const bureau: Place = {
  ...organisation,
  roles: ['county_reviewer', 'county_approver', 'administrator'],
  takesVolunteers: false,
};
const office: Place = {
  organisationId: idOf('t'),
  name: '杏林街道办事处',
  level: 'township',
  kind: 'township_office',
  code: '510402901',
  roles: ['township_officer', 'administrator'],
  takesVolunteers: false,
};
const village: Place = {
  organisationId: idOf('v'),
  name: '桐湾社区居委会',
  level: 'village',
  kind: 'village_committee',
  code: '510402901001',
  roles: ['village_clerk'],
  takesVolunteers: true,
};
const organisations = [village, bureau, office];
const member = (change: Partial<MemberReply> = {}): MemberReply => ({
  staffId: idOf('m'),
  login: 'jie.wu',
  name: '吴立春',
  phone: '142****0077',
  roles: ['township_officer'],
  state: 'active',
  enrolled: true,
  numbered: true,
  lastSignInAt: '2026-11-20T03:00:00.000Z',
  away: null,
  organisation: office,
  ...change,
});
const given = (change: Partial<MemberReply> = {}) => ({
  member: member(change),
  temporaryPassword: 'kuai-le-4-yu',
  expiresAt: '2026-11-25T03:00:00.000Z',
});
const staff = (members: MemberReply[]): Answers => ({
  'GET /staff/organisations': ok({ organisations }),
  'GET /staff/members': ok({ members }),
});

beforeEach(() => signInAtDesk('administrator'));

describe('the staff', () => {
  test('stand below their organisations, from the top down', async () => {
    expect(inOrder(organisations).map(({ code }) => code)).toEqual(['510402', '510402901', '510402901001']);
    expect(organisations.map((place) => depthOf(place, organisations))).toEqual([2, 0, 1]);
    serve(
      staff([
        member(),
        member({ staffId: idOf('s'), name: '蒋惊蛰', organisation: bureau, enrolled: false }),
      ]),
    );
    await show(<PeoplePage />);
    expect(screen.getByText('蒋惊蛰（您自己）')).toBeTruthy();
    expect(screen.getByText('还没有第一次登录')).toBeTruthy();
    expect(screen.queryByText('桐湾社区居委会')).toBeNull();
    await press('没有人的单位也列出来', 'switch');
    expect(screen.getByText('村（社区），没有人')).toBeTruthy();
  });

  test('are found by name, login or organisation', async () => {
    serve(
      staff([
        member(),
        member({ staffId: idOf('n'), name: '郑谷雨', login: 'shen.zheng', organisation: bureau }),
      ]),
    );
    await show(<PeoplePage />);
    type(/找人、找单位/, 'jie');
    expect(screen.getByText('吴立春')).toBeTruthy();
    expect(screen.queryByText('郑谷雨')).toBeNull();
    await press(/吴立春/);
    expect(phone.visited).toEqual([`/packages/staff/member/index?id=${idOf('m')}`]);
  });
});

describe('somebody new', () => {
  const typed = { name: '孙大雪', login: 'sun.daxue', phone: '14200000077', certno };

  test.each<[string, Partial<typeof typed>, RegExp]>([
    ['a login with capitals', { login: 'Sun' }, /登录名要/],
    ['half a phone number', { phone: '1420000' }, /11 位手机号/],
    ['no name', { name: ' ' }, /请填姓名/],
    ['no citizen number', { certno: ' ' }, /请填身份证号/],
    ['a citizen number that cannot be', { certno: '990000199001010000' }, /身份证号不对/],
  ])('%s is named before it is sent', (_, change, words) => {
    expect(findGap({ ...typed, ...change }, office, ['township_officer'])).toMatch(words);
  });
  test('with everything there, nothing is wanting', () => {
    expect(findGap(typed, office, ['township_officer'])).toBeNull();
    expect(findGap(typed, undefined, [])).toBe('请选在哪个单位。');
    expect(findGap(typed, office, [])).toBe('请选岗位。');
  });

  async function fill(): Promise<void> {
    await press(/选一个单位/);
    await press(/杏林街道办事处/);
    await press('乡镇（街道）经办', 'checkbox');
    type(/^姓名/, '孙大雪');
    type(/^登录名/, 'sun.daxue');
    type(/^手机号/, '14200000077');
    type(/^身份证号/, certno);
  }

  test('is sent whole, and the password is shown once', async () => {
    serve({ ...staff([]), 'POST /staff/members': ok(given({ name: '孙大雪', login: 'sun.daxue' }), 201) });
    await show(<MemberPage />);
    await fill();
    await press('加上，给临时密码');
    expect(sentTo('POST /staff/members')).toEqual([
      {
        organisationId: office.organisationId,
        login: 'sun.daxue',
        name: '孙大雪',
        phone: '14200000077',
        certno,
        roles: ['township_officer'],
      },
    ]);
    expect(screen.getByText('kuai-le-4-yu')).toBeTruthy();
    expect([...phone.storage.values()].join()).not.toContain('kuai-le-4-yu');
    await press('交给本人了');
    expect(phone.visited).toEqual(['back']);
    expect(screen.queryByText('kuai-le-4-yu')).toBeNull();
  });

  test('what was typed stays when the login is taken', async () => {
    serve({ ...staff([]), 'POST /staff/members': refuse(409, 'login_taken') });
    await show(<MemberPage />);
    await fill();
    await press('加上，给临时密码');
    expect(screen.getByRole('alert').textContent).toContain('这个登录名有人用了');
    expect(screen.getByLabelText<HTMLInputElement>(/^姓名/).value).toBe('孙大雪');
  });
});

describe('one of the staff', () => {
  const change = `PUT /staff/members/${idOf('m')}`;
  const open = (answers: Answers = {}, members = [member()]) => {
    phone.params = { id: members[0]?.staffId ?? '' };
    serve({ ...staff(members), ...answers });
    return show(<MemberPage />);
  };

  test('is moved: posts that the new place does not have fall away', async () => {
    await open({ [change]: ok(member()) });
    await press(/杏林街道办事处.*换/);
    await press(/桐湾社区居委会/);
    expect(screen.getByText('请至少选一样岗位。')).toBeTruthy();
    await press('村（社区）干部', 'checkbox');
    await press('保存');
    expect(sentTo(change)).toEqual([
      { organisationId: village.organisationId, roles: ['village_clerk'], state: 'active' },
    ]);
  });

  test('is disabled after a confirmation', async () => {
    await open({ [change]: ok(member({ state: 'disabled' })) });
    await press('可以登录', 'switch');
    await press('保存');
    expect(phone.questions[0]).toContain('停用以后马上登不上来');
    expect(sentTo(change)).toEqual([
      { organisationId: office.organisationId, roles: ['township_officer'], state: 'disabled' },
    ]);
  });

  test('gets a new first sign-in, shown once', async () => {
    await open({ [`POST /staff/members/${idOf('m')}/reset`]: ok(given()) });
    await press('重新给临时密码');
    expect(phone.questions[0]).toContain('原来的密码和验证器马上作废');
    expect(screen.getByText('kuai-le-4-yu')).toBeTruthy();
    await press('交给本人了');
    expect(screen.queryByText('kuai-le-4-yu')).toBeNull();
    expect(screen.getByText('吴立春')).toBeTruthy();
  });

  test('who cannot say it herself is said to be away, and to be back', async () => {
    const away = `/staff/members/${idOf('m')}/away`;
    const other = member({ staffId: idOf('n'), name: '钱立夏', login: 'jie.qian' });
    await open({ [`PUT ${away}`]: ok({}) }, [member(), other]);
    type(/^第一天/, '20991201');
    type(/^最后一天/, '20991130');
    await press('登记不在岗');
    expect(screen.getByText('最后一天不能早于第一天。')).toBeTruthy();
    type(/^最后一天/, '20991203');
    await press('钱立夏', 'radio');
    serve({
      ...staff([member({ away: { from: '2099-12-01', until: '2099-12-03' } }), other]),
      [`PUT ${away}`]: ok({}),
      [`DELETE ${away}`]: ok(null, 204),
    });
    await press('登记不在岗');
    expect(sentTo(`PUT ${away}`)).toEqual([{ from: '2099-12-01', until: '2099-12-03', handTo: idOf('n') }]);
    expect(screen.getByText('2099年12月1日到2099年12月3日不在岗，不派新的。')).toBeTruthy();
    await press('又在岗了');
    expect(sentTo(`DELETE ${away}`)).toHaveLength(1);
  });

  test('her substitute has the same post in the same place', () => {
    const others = [
      member({ staffId: idOf('a') }),
      member({ staffId: idOf('b'), state: 'disabled' }),
      member({ staffId: idOf('c'), roles: ['administrator'] }),
      member({ staffId: idOf('d'), organisation: bureau }),
    ];
    const found = listSubstitutes(member(), [member(), ...others]);
    expect(found.map(({ staffId }) => staffId)).toEqual([idOf('a')]);
  });

  test('without a citizen number gets one entered, and is marked until then', async () => {
    const bare = member({ numbered: false });
    await open({ [change]: ok(member()) }, [bare]);
    expect(screen.getByText('还没有登记。登记以前，本人打不开任何申请。')).toBeTruthy();
    type(/^身份证号/, '990101196503150027');
    await press('登记身份证号');
    expect(screen.getByText('身份证号不对，请一位一位核对。')).toBeTruthy();
    expect(sentTo(change)).toEqual([]);
    type(/^身份证号/, certno);
    serve({ ...staff([member()]), [change]: ok(member()) });
    await press('登记身份证号');
    expect(sentTo(change)).toEqual([
      { organisationId: office.organisationId, roles: ['township_officer'], state: 'active', certno },
    ]);
    expect(screen.getByText(/^登记了。/)).toBeTruthy();
    expect(screen.queryByDisplayValue(certno)).toBeNull();
  });

  test('whose number was entered wrongly gets it corrected', async () => {
    await open({ [change]: ok(member()) });
    expect(screen.queryByLabelText(/^身份证号/)).toBeNull();
    await press('登记错了，改正');
    type(/^身份证号/, certno);
    await press('登记身份证号');
    expect(sentTo(change)).toHaveLength(1);
  });

  test('nobody changes her own account', async () => {
    await open({}, [member({ staffId: idOf('s') })]);
    expect(screen.getByText('自己的账号自己不能改，请找另一位管理员。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /保存|没有改动/ })).toBeNull();
  });
});

describe('volunteers', () => {
  const helper = {
    volunteerId: idOf('h'),
    name: '陈*',
    phone: '142****0088',
    organisation: village,
    since: '2026-10-01T03:00:00.000Z',
  };
  const open = (answers: Answers = {}) => {
    serve({
      'GET /staff/organisations': ok({ organisations }),
      'GET /staff/volunteers': ok({ volunteers: [helper] }),
      ...answers,
    });
    return show(<VolunteersPage />);
  };

  test('are called by a tap', async () => {
    await open({ [`GET /staff/volunteers/${idOf('h')}/phone`]: ok({ phone: '14200000088' }) });
    expect(screen.getByText(/手机 142\*\*\*\*0088/)).toBeTruthy();
    await press('打电话');
    expect(phone.called).toEqual(['14200000088']);
  });

  test('are invited by a code that is shown once', async () => {
    const invitation = { code: '0123456789', expiresAt: '2026-11-29T03:00:00.000Z', organisation: village };
    await open({ 'POST /staff/volunteer-invitations': ok(invitation, 201) });
    await press(/请一个志愿者/);
    expect(sentTo('POST /staff/volunteer-invitations')).toEqual([{ organisationId: village.organisationId }]);
    expect(screen.getByText('01234 56789')).toBeTruthy();
    await press('交给本人了');
    expect(screen.queryByText('01234 56789')).toBeNull();
  });

  test('are asked to leave after a confirmation, and not without one', async () => {
    const remove = `DELETE /staff/volunteers/${idOf('h')}`;
    await open({ [remove]: ok(null, 204) });
    phone.confirms = false;
    await press('请他退出');
    expect(sentTo(remove)).toHaveLength(0);
    phone.confirms = true;
    await press('请他退出');
    expect(sentTo(remove)).toHaveLength(1);
    expect(screen.getByText('陈* 退出了。')).toBeTruthy();
  });
});
