// A notice answered at the window: what it names is photographed or excused, and handed in with who brought it.
import { screen } from '@testing-library/react';
import type { ClaimTask } from '@yijiutong/rules/contract';

import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { desk, deskWith, may } from './staff-case-replies';
import { at, choose, expectSent, openCase, signInToCase } from './staff-case-stage';
import { ok, press, sentTo, type } from './stage';
import { phone } from './taro-api';

const { version } = desk.claim;
const askedAt = '2026-11-20T06:00:00.000Z';
const [first, second] = desk.claim.tasks;
const post = `POST ${at}/mending`;

beforeEach(signInToCase);
afterEach(() => staffSession.end());

const invoice: ClaimTask = {
  ...first!,
  paper: 'invoice',
  title: '医疗收费票据',
  bill: null,
  pages: [],
  state: 'asked_again',
  mayExcuse: true,
  excuse: null,
  correction: { reason: 'unclear', words: '金额看不清' },
};
const card: ClaimTask = { ...invoice, paper: 'identity_card', title: '居民身份证', mayExcuse: false };
const notNamed = { ...second!, correction: null };

const noticeOf = (...tasks: ClaimTask[]) =>
  deskWith(
    { acts: may('submit') },
    { state: 'correction_asked', tasks: [...tasks, notNamed], correction: { askedAt, words: null } },
  );

test('asks for what the notice names and nothing else, and says what is still missing', async () => {
  await openCase(noticeOf(invoice, card), { [post]: ok(desk.claim) });
  await press('窗口交补正');
  expect(document.querySelector('#doing')?.textContent).toContain('照片看不清：金额看不清');
  expect(screen.getAllByRole('button', { name: '拍照' })).toHaveLength(2);
  await press('窗口交补正');
  expect(screen.getByText('请拍下来，或者选为什么拿不到。')).toBeTruthy();
  expect(screen.getByText('请拍下来：这一样不能少。')).toBeTruthy();
  expect(screen.getByText('请写清楚谁带来的、怎么核对的。')).toBeTruthy();
  expect(sentTo(post)).toEqual([]);
});

test('hands in what was brought, and why the rest cannot be had', async () => {
  const page = { ...first!.pages[0]!, arrivedAt: '2026-11-22T06:00:00.000Z' };
  const brought: ClaimTask = { ...card, state: 'given', pages: [page] };
  await openCase(noticeOf(invoice, brought), { [post]: ok(desk.claim) });
  await press('窗口交补正');
  expect(screen.getByText('收下 1 张，在「材料」里看得到。')).toBeTruthy();
  await choose('别的原因');
  type(/^谁带来的/, '她女儿带来的，看过身份证');
  await press('窗口交补正');
  expect(screen.getByText('请写几个字，为什么拿不到。')).toBeTruthy();
  type(/^为什么拿不到/, '医院搬走了');
  phone.confirms = true;
  await press('窗口交补正');
  expectSent('mendAtWindow', '/mending', {
    version,
    words: '她女儿带来的，看过身份证',
    excuses: [{ paper: 'invoice', bill: null, reason: 'other', words: '医院搬走了' }],
  });
  expect(screen.getByText('替本人交上去了。')).toBeTruthy();
});
