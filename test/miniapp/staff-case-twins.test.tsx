// A bill that may be one with another that was paid for: what the officer is told of it, and how a paid case comes to its end.
import { screen } from '@testing-library/react';

import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { desk, deskOnPaper, may } from './staff-case-replies';
import { at, choose, expectSent, openCase, signInToCase } from './staff-case-stage';
import { ok, press, refuse, sentTo, settled, type } from './stage';

const { version } = desk.claim;
const post = `POST ${at}/review`;

beforeEach(signInToCase);
afterEach(() => staffSession.end());

const sentAnew = {
  ref: 'p-1',
  other: 'S-9',
  source: 'platform' as const,
  takenBack: true,
  institution: '米易示例县医院',
  on: '2026-03-05',
  total: '1240.50',
  granted: '0.00',
  claim: { claimId: 'z'.repeat(22), number: 'JZ9', state: 'closed' as const },
  decided: null,
};

test('one that was paid and taken back is called so, and the word goes with a refusal too', async () => {
  const acts = may(['review', [{ code: 'paid_already', resident: '这笔钱已经救助过了。' }]]);
  await openCase({ ...deskOnPaper, acts, twins: [sentAnew] }, { [post]: ok(desk.claim) });
  await press('县级审核');
  await settled();
  await choose(/^建议不予救助/);
  expect(screen.getByText(/^已经付过、医院后来撤销的账单，在申请 JZ9里（/)).toBeTruthy();
  await choose(/^是同一张/);
  await choose('已经救助过');
  await choose(/第十一条/);
  type(/^说明/, '原来的申请已经付过');
  await press('县级审核');
  expect(sentTo(post)).toMatchObject([
    { verdict: 'refuse', twins: [{ ref: 'p-1', other: 'S-9', same: true }], reason: 'paid_already' },
  ]);
});

test('what was paid before is closed once its bills are told apart; what was said before stands there', async () => {
  const closing = `POST ${at}/closing`;
  const said = { same: true, at: '2026-11-20T00:00:00.000Z', by: null };
  const twins = [
    { ...sentAnew, takenBack: false },
    { ...sentAnew, other: 'S-8', decided: said },
  ];
  await openCase({ ...deskOnPaper, acts: may('close'), twins }, { [closing]: ok(desk.claim) });
  await press('办结');
  expect(
    screen.getByText(/已经说过是同一张：已经付过、医院后来撤销的账单.*这里不再多付，可以办结。/),
  ).toBeTruthy();
  await press('办结');
  expect(sentTo(closing)).toEqual([]);
  await choose(/^是同一张/);
  await press('办结');
  expectSent('closeClaim', '/closing', { version, twins: [{ ref: 'p-1', other: 'S-9', same: true }] });
});

test('where more is due than was paid, it says so', async () => {
  const wrong = refuse(409, 'amount_not_settled', { unsettled: [], total: 42_000, paid: 28_000 });
  await openCase({ ...deskOnPaper, acts: may('close') }, { [`POST ${at}/closing`]: wrong });
  await press('办结');
  await press('办结');
  expect(screen.getByRole('alert').textContent).toContain('还有要再付的，请办审核。');
});
