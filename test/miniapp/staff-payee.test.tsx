// The bank could not pay and she has no phone: the window photographs her card, and the fund's manager is told to look.
import { screen } from '@testing-library/react';

import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { desk, deskWith, may } from './staff-case-replies';
import { at, choose, expectSent, openCase, signInToCase } from './staff-case-stage';
import { ok, press, sentTo, type } from './stage';
import { phone } from './taro-api';

const { version } = desk.claim;
const [first] = desk.history;
const failed = {
  ...first!,
  kind: 'payment_failed' as const,
  reason: 'account_unknown' as const,
  words: null,
};
const put = `PUT ${at}/brought-payee`;

beforeEach(signInToCase);
afterEach(() => staffSession.end());

const cardAt = (arrivedAt: string) => ({
  tasks: desk.claim.tasks.map((task, place) =>
    place === 0
      ? { ...task, paper: 'bank_card', title: '银行卡（账户）', pages: [{ ...task.pages[0]!, arrivedAt }] }
      : task,
  ),
});

const fill = (account: string) => {
  type(/^银行卡号/, account);
  type(/^哪家银行/, '农业银行');
  type(/^谁来的/, '本人来的，看过身份证');
};

test('nothing is sent without a photograph of the card, a whole number, and who brought it', async () => {
  await openCase(deskWith({ acts: may('bring_payee'), history: [failed] }), { [put]: ok(desk.claim) });
  await press('改收款账户');
  expect(screen.getByText('上次没付成：账号不存在')).toBeTruthy();
  await press('改收款账户');
  expect(screen.getByText('请先拍下银行卡或存折。')).toBeTruthy();
  expect(screen.getByText('请写清楚谁来的、怎么核对的。')).toBeTruthy();
  expect(sentTo(put)).toEqual([]);
});

test('the page that came since the bank failed is enough; an older one is not', async () => {
  const newer = deskWith({ acts: may('bring_payee'), history: [failed] }, cardAt('2026-11-22T06:00:00.000Z'));
  await openCase(newer, { [put]: ok(desk.claim) });
  await press('改收款账户');
  expect(screen.getByText('拍好了 1 张，在「材料」的银行卡里。')).toBeTruthy();
  fill('6230 0000 0000 0000 015');
  phone.confirms = true;
  await press('改收款账户');
  const account = '6230000000000000015';
  const words = '本人来的，看过身份证';
  expectSent('bringPayee', '/brought-payee', { version, bank: '农业银行', kind: 'card', account, words });
  expect(screen.getByRole('status').textContent).toContain('等基金的同事核对照片');
});

test('a page of before the failure does not count, and a passbook is a choice', async () => {
  const older = deskWith({ acts: may('bring_payee'), history: [failed] }, cardAt('2026-11-01T06:00:00.000Z'));
  await openCase(older, { [put]: ok(desk.claim) });
  await press('改收款账户');
  await choose('存折');
  expect(screen.getByLabelText(/^存折账号/)).toBeTruthy();
  await press('改收款账户');
  expect(screen.getByText('请先拍下银行卡或存折。')).toBeTruthy();
});

test('the fund’s manager is told who named the account before she orders it', async () => {
  const brought = { ...failed, kind: 'payee_brought' as const, reason: null, words: '本人来的' };
  await openCase(deskWith({ acts: may('order_payment'), history: [failed, brought] }), {
    [`POST ${at}/payment-order`]: ok(null, 204),
  });
  await press('再付一次');
  expect(screen.getByText(/账户是杏林街道办事处改的。请先在「材料」里看银行卡的照片/)).toBeTruthy();
});
