// 乡村振兴: the families that ask for recognition, and on which list each stands.
import { screen } from '@testing-library/react';
import type { RuralCaseReply, RuralCasesReply } from '@yijiutong/rules/contract';

import { findFault } from '../../miniapp/src/packages/staff/rural/family';
import RuralPage from '../../miniapp/src/packages/staff/rural/index';
import { idOf, signInAtDesk } from './desk-stage';
import { ok, press, refuse, sentTo, serve, show, type } from './stage';
import { phone } from './taro-api';

type Case = RuralCasesReply['cases'][number];
const village = { code: '510402901001', name: '桐湾社区' };
const one = (change: Partial<Case> = {}): Case => ({
  claimId: idOf('a'),
  number: '20261120000000001',
  state: 'means_check',
  person: '欧*娜',
  village,
  submittedAt: '2026-11-20T03:00:00.000Z',
  said: null,
  ...change,
});
const family = (change: Partial<RuralCaseReply> = {}): RuralCaseReply => ({
  claimId: idOf('a'),
  number: '20261120000000001',
  state: 'means_check',
  person: { name: '欧阳娜', certno: '990***********0026' },
  village,
  household: {
    alone: false,
    members: [{ memberId: idOf('m'), name: '王*安', certno: '990***********0018', relation: 'child' }],
  },
  words: [],
  open: true,
  ...change,
});
const word: RuralCaseReply['words'][number] = {
  listed: 'monitored',
  since: '2026-03-01',
  words: '突发严重困难户',
  by: { staffId: idOf('s'), name: '陈芒种' },
  at: '2026-11-21T03:00:00.000Z',
};
const path = `/staff/recognitions/${idOf('a')}`;

beforeEach(() => signInAtDesk('rural_affairs'));

test('those of which nothing was said yet stand apart, and each is opened by a tap', async () => {
  serve({ 'GET /staff/recognitions': ok({ cases: [one(), one({ claimId: idOf('b'), said: 'lifted' })] }) });
  await show(<RuralPage />);
  expect(screen.getByText('请对一下名单，1 户')).toBeTruthy();
  expect(screen.getByText('说过了，民政还没认定，1 户')).toBeTruthy();
  expect(screen.getByText('脱贫人口')).toBeTruthy();
  await press(/欧\*娜.*还没说/);
  expect(phone.visited).toEqual([`/packages/staff/rural/index?id=${idOf('a')}`]);
});

test('with nobody who asks it says so, and what it is for', async () => {
  serve({ 'GET /staff/recognitions': ok({ cases: [] }) });
  await show(<RuralPage />);
  expect(screen.getByText('现在没有申请认定的')).toBeTruthy();
  expect(screen.getByText(/没有说，认定也照常办/)).toBeTruthy();
});

describe('one family', () => {
  const open = (shown = family(), said = ok(family({ words: [word] }))) => {
    phone.params = { id: idOf('a') };
    serve({ [`GET ${path}`]: ok(shown), [`POST ${path}/word`]: said });
    return show(<RuralPage />);
  };

  test('is shown with its household, and told of in one step', async () => {
    await open();
    expect(screen.getByText('身份证号 990***********0026')).toBeTruthy();
    expect(screen.getByText('子女')).toBeTruthy();
    await press('告诉民政');
    expect(screen.getByText('请选在哪个名单里。')).toBeTruthy();
    await press('防止返贫监测对象', 'radio');
    type(/^从哪天起/, '20260301');
    type(/^要告诉民政的/, ' 突发严重困难户 ');
    await press('告诉民政');
    expect(sentTo(`POST ${path}/word`)).toEqual([
      { listed: 'monitored', since: '2026-03-01', words: '突发严重困难户' },
    ]);
    expect(screen.getByText('防止返贫监测对象，从2026年3月1日起')).toBeTruthy();
    expect(screen.getByText('说错了，重新说')).toBeTruthy();
  });

  test('of none of the lists there is no day', async () => {
    await open();
    await press('都不在名单里', 'radio');
    expect(screen.queryByLabelText(/^从哪天起/)).toBeNull();
    await press('告诉民政');
    expect(sentTo(`POST ${path}/word`)).toEqual([{ listed: 'none', since: null, words: '' }]);
  });

  test('whoever has helped it is told that another person says it', async () => {
    await open(family(), refuse(403, 'same_hands'));
    await press('脱贫人口', 'radio');
    await press('告诉民政');
    expect(screen.getByRole('alert').textContent).toContain('要换一个人办');
  });

  test('once 民政 has decided it can only be read', async () => {
    await open(family({ open: false, state: 'closed', household: null, words: [word] }));
    expect(screen.getByText('民政已经办过认定，这里只能看。')).toBeTruthy();
    expect(screen.getByText('突发严重困难户')).toBeTruthy();
    expect(screen.queryByText('子女')).toBeNull();
    expect(screen.queryByRole('button', { name: '告诉民政' })).toBeNull();
  });
});

test('what still has to be mended is named', () => {
  const typed = { listed: 'lifted' as const, since: '', words: '' };
  expect(findFault(typed, '2026-11-22')).toBeNull();
  expect(findFault({ ...typed, listed: null }, '2026-11-22')).toMatch(/请选/);
  expect(findFault({ ...typed, since: '2026' }, '2026-11-22')).toMatch(/8 位数字/);
  expect(findFault({ ...typed, since: '20261123' }, '2026-11-22')).toMatch(/还没有到/);
  expect(findFault({ ...typed, listed: 'none', since: '2026' }, '2026-11-22')).toBeNull();
});
