// Where the family lives, who belongs to it, why she does not agree, and another account: a page each.
import { screen } from '@testing-library/react';

import Appeal from '../../miniapp/src/packages/apply/appeal/index';
import Begin from '../../miniapp/src/packages/apply/begin/index';
import Home from '../../miniapp/src/packages/apply/home/index';
import HouseholdPage from '../../miniapp/src/packages/apply/household/index';
import Payee from '../../miniapp/src/packages/apply/payee/index';
import Tasks from '../../miniapp/src/packages/apply/tasks/index';
import { session } from '../../miniapp/src/services/session';
import { claimId, claims, complete, draft, listed, submitted } from './claim-replies';
import { ok, press, refuse, sentTo, serve, settled, show, type, type Answers } from './stage';
import { phone } from './taro-api';

const at = `/claims/${claimId}`;
const village = '510402901001';
const son = {
  memberId: 's4Zr0Yw1S2mXb6TnVh8kAg',
  name: '王*安',
  certno: '990***********1012',
  relation: 'child' as const,
};
const open = async (page: React.ReactElement, reply: unknown, more: Answers = {}) => {
  serve({ [`GET ${at}`]: ok(reply), ...more });
  await show(page);
  await settled();
};

beforeEach(() => {
  phone.reset();
  phone.params = { id: claimId };
  session.begin('t', true);
});

const places = {
  region: '510402',
  counties: [
    {
      code: '510402',
      name: '东区',
      townships: [
        { code: '510402901', name: '杏林街道', villages: [{ code: village, name: '桐湾社区' }] },
        { code: '510402902', name: '银江镇', villages: [{ code: '510402902001', name: '沙坝村' }] },
      ],
    },
  ],
  illustrative: true,
};
const unsaid = { ...complete, home: null };

describe('the village', () => {
  const listPlaces = { 'GET /places/510402': ok(places) };

  test('is found by its township, in two taps', async () => {
    await open(<Home />, unsaid, { ...listPlaces, [`PUT ${at}/home`]: ok(complete) });
    expect(screen.queryByText('桐湾社区')).toBeNull();
    await press(/^杏林街道/);
    expect(screen.queryByText('沙坝村')).toBeNull();
    await press(/^桐湾社区/);
    expect(sentTo(`PUT ${at}/home`)).toEqual([{ version: 7, village }]);
    expect(phone.visited).toEqual(['back']);
  });

  test('of another township is a tap away', async () => {
    await open(<Home />, unsaid, listPlaces);
    await press(/^杏林街道/);
    await press('换一个乡镇');
    expect(screen.getByText('银江镇')).toBeTruthy();
  });

  test('who cannot say goes on without', async () => {
    await open(<Home />, unsaid, listPlaces);
    await press('说不清，先空着');
    expect(phone.visited).toEqual([`/packages/apply/check/index?id=${claimId}`]);
  });

  test('that nobody has on a list is asked for by telephone', async () => {
    await open(<Home />, unsaid, { 'GET /places/510402': ok({ ...places, counties: [] }) });
    expect(screen.getByText('这里的村名还没有录进来')).toBeTruthy();
  });

  test('is no longer hers to change once the township has looked', async () => {
    await open(<Home />, { ...submitted, state: 'county_review', maySetHome: false }, listPlaces);
    expect(screen.getByText('现在不能自己改了')).toBeTruthy();
  });

  test('is the last thing that the list asks for, and keeps nobody from sending', async () => {
    await open(<Tasks />, unsaid);
    await press(/^选住在哪个村/);
    expect(phone.visited).toEqual([`/packages/apply/home/index?id=${claimId}`]);
  });
});

describe('the household', () => {
  const asked = {
    ...complete,
    kind: 'recognition' as const,
    open: [{ what: 'household' as const, paper: null, bill: null }],
  };
  const put = `PUT ${at}/household`;
  const withSon = { ...asked, version: 8, open: [], household: { alone: false, members: [son] } };

  test('is asked for before the papers', async () => {
    await open(<Tasks />, asked);
    await press(/^填家里有谁/);
    expect(phone.visited).toEqual([`/packages/apply/household/index?id=${claimId}`]);
  });

  test('who lives alone says so with one tap', async () => {
    const alone = { ...asked, version: 8, open: [], household: { alone: true, members: [] } };
    await open(<HouseholdPage />, asked, { [put]: ok(alone) });
    await press('我一个人住', 'radio');
    expect(sentTo(put)).toEqual([{ version: 7, alone: true, members: [] }]);
    await press('填完了');
    expect(phone.visited).toEqual(['back']);
  });

  test('a slip in a number is seen before anything is sent', async () => {
    await open(<HouseholdPage />, asked, { [put]: ok(withSon) });
    await press('和家里人一起住', 'radio');
    await settled(() => {
      type(/家里人的姓名/, '王小安');
      type(/家里人的身份证号/, '990101200102281012');
    });
    await press('加上这个人');
    expect(screen.getByText('有一位数字填错了，请照身份证核对。')).toBeTruthy();
    expect(screen.getByText('请点一下，是您的什么人。')).toBeTruthy();
    expect(sentTo(put)).toEqual([]);
  });

  test('a member is added, shown masked, and nothing of what was typed stays', async () => {
    await open(<HouseholdPage />, asked, { [put]: ok(withSon) });
    await press('和家里人一起住', 'radio');
    await press('儿女', 'radio');
    await settled(() => {
      type(/家里人的姓名/, '王小安');
      type(/家里人的身份证号/, '990101200102281016');
    });
    await press('加上这个人');
    const [sent] = sentTo(put) as { members: object[] }[];
    expect(sent).toMatchObject({
      version: 7,
      alone: false,
      members: [{ name: '王小安', relation: 'child' }],
    });
    expect(screen.getByText('儿女：王*安')).toBeTruthy();
    expect(screen.queryByDisplayValue('王小安')).toBeNull();
    expect(JSON.stringify([...phone.storage])).not.toContain('王小安');
  });

  test('a member is taken out again; the last one leaves her alone', async () => {
    const alone = { ...asked, version: 9, household: { alone: true, members: [] } };
    await open(<HouseholdPage />, withSon, { [put]: ok(alone) });
    await press('去掉儿女王*安');
    expect(sentTo(put)).toEqual([{ version: 8, alone: true, members: [] }]);
  });
});

describe('an appeal', () => {
  const refusal = {
    reason: 'out_of_scope' as const,
    clause: null,
    words: null,
    next: '可以申请复核。',
    appealUntil: '2027-01-20',
    mayAppeal: true,
  };
  const refused = {
    ...submitted,
    state: 'refused' as const,
    due: null,
    course: { ...submitted.course, refusal },
  };
  const appeal = { ...draft, claimId: 'r4Zr0Yw1S2mXb6TnVh8kAg', kind: 'appeal' as const };

  test('begins with why, in her own words, and goes on to its papers', async () => {
    await open(<Appeal />, refused, { [`POST ${at}/appeal`]: ok(appeal) });
    expect(screen.getByText(/最晚 2027年1月20日交上来/)).toBeTruthy();
    await press('写好了，下一步');
    expect(screen.getByText('请说一说，您觉得哪里不对。')).toBeTruthy();
    await settled(() => void type(/您觉得哪里不对/, '我有转诊单，忘了交'));
    await press('写好了，下一步');
    expect(sentTo(`POST ${at}/appeal`)).toEqual([{ version: 8, words: '我有转诊单，忘了交' }]);
    expect(phone.visited).toEqual([`/packages/apply/tasks/index?id=${appeal.claimId}`]);
  });

  test('that comes too late says so, and what she wrote stays', async () => {
    await open(<Appeal />, refused, { [`POST ${at}/appeal`]: refuse(409, 'appeal_too_late') });
    await settled(() => void type(/您觉得哪里不对/, '不对'));
    await press('写好了，下一步');
    expect(screen.getByRole('alert').textContent).toContain('过了申请复核的时间');
    expect(screen.getByDisplayValue('不对')).toBeTruthy();
  });

  test('has no bills to choose: those of the refused claim are its own', async () => {
    const words = { ...appeal, claimId, course: { ...appeal.course, appealWords: '忘了交转诊单' } };
    await open(<Tasks />, words);
    expect(screen.getByText('复核的是上次的 1 张账单。')).toBeTruthy();
    expect(screen.getByText('忘了交转诊单')).toBeTruthy();
    expect(screen.queryByText('要申请的账单')).toBeNull();
  });
});

describe('another account', () => {
  test('after the bank could not pay, with its reason, is sent as a correction', async () => {
    const failed = {
      ...submitted,
      state: 'payment_failed' as const,
      course: { ...submitted.course, paymentFailure: 'account_unknown' as const },
    };
    const put = `PUT ${at}/payee-correction`;
    await open(<Payee />, failed, { [put]: ok({ ...submitted, version: 9, state: 'payment_due' }) });
    expect(screen.getByText('银行说：没有这个账号。')).toBeTruthy();
    await settled(() => void type(/银行卡号/, '6230000000000000016'));
    await press('改好了，再打一次钱');
    expect(sentTo(put)).toEqual([]);
    await settled(() => void type(/银行卡号/, '6230000000000000015'));
    await press('改好了，再打一次钱');
    expect(sentTo(put)).toEqual([
      { version: 8, bank: '农业银行', kind: 'card', account: '6230000000000000015' },
    ]);
    expect(phone.visited).toEqual(['back']);
  });
});

describe('what else can be applied for', () => {
  test('is begun, or gone on with, from one page', async () => {
    const list = { ...claims, claims: [{ ...listed, kind: 'tilt' as const }] };
    serve({ 'GET /claims': ok(list), 'POST /claims': ok({ ...draft, kind: 'recognition' }) });
    await show(<Begin />);
    await settled();
    await press('申请大病困难认定');
    expect(sentTo('POST /claims')).toEqual([{ kind: 'recognition', bills: [] }]);
    await press('接着填');
    expect(phone.visited).toEqual([
      `/packages/apply/tasks/index?id=${claimId}`,
      `/packages/apply/tasks/index?id=${claimId}`,
    ]);
  });
});
