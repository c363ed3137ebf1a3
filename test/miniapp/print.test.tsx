// A browser prints: the bill's page holds the sheet for paper, and a button that asks for it.
import { screen } from '@testing-library/react';

import Bill from '../../miniapp/src/pages/bill/index';
import { session } from '../../miniapp/src/services/session';
import * as replies from './replies';
import { ok, press, serve, show } from './stage';
import { phone } from './taro-api';

const before = process.env.TARO_ENV;
const print = jest.fn();

beforeEach(() => {
  phone.reset();
  print.mockReset();
  session.begin('t', true);
  process.env.TARO_ENV = 'h5';
  window.print = print;
  phone.params = { id: 'S-1' };
  serve({ 'GET /bills/S-1': ok(replies.bill) });
});
afterEach(() => {
  process.env.TARO_ENV = before;
});

const sheet = () => document.querySelector('.print');

test('while a sheet is there, it alone is printed', async () => {
  await show(<Bill />);
  expect(document.querySelector('.page_prints .page__main > .print')).not.toBeNull();
});

test('the sheet has the sum, both voices and the clause', async () => {
  await show(<Bill />);
  const text = sheet()?.textContent?.replaceAll('\u00a0', ' ') ?? '';
  expect(text).toContain('按规定该给 1,400.00 元，已经给了 600.00 元，您还能领 800.00 元。');
  expect(text).toContain('1. 今年一共该帮多少：');
  expect(text).toContain('年度累计应救助');
  expect(text).toContain('max(2,000.00 − 0.00, 0) × 70%');
  expect(text).toContain('第十二条（二）：对低保对象按70%给予救助。');
});

test('the button prints', async () => {
  await show(<Bill />);
  await press('打印这份说明');
  expect(print).toHaveBeenCalledTimes(1);
});

test('inside WeChat, whose browser does not print, the words are copied', async () => {
  const agent = jest.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 MicroMessenger/8.0');
  const writeText = jest.fn(() => Promise.resolve());
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  await show(<Bill />);
  await press('复制这份说明');
  expect(writeText).toHaveBeenCalledWith(expect.stringContaining('1. 今年一共该帮多少：'));
  expect(screen.getByText(/复制好了/)).toBeTruthy();
  expect(print).not.toHaveBeenCalled();
  Reflect.deleteProperty(navigator, 'clipboard');
  await press('复制这份说明');
  expect(screen.getByText('没有复制成。请按住下面的文字，自己复制。')).toBeTruthy();
  agent.mockRestore();
});

test('without an explanation there is nothing to take along', async () => {
  const decision = { status: 'refused', code: 'no_class', clause: null };
  serve({ 'GET /bills/S-1': ok({ ...replies.bill, decision, explanation: [] }) });
  await show(<Bill />);
  expect(sheet()).toBeNull();
  expect(screen.queryByRole('button', { name: '打印这份说明' })).toBeNull();
  // The browser's own print draws what is on the screen: nothing is hidden for the sake of a sheet that is not there.
  expect(document.querySelector('.page_prints')).toBeNull();
});

test.each([
  [15, ''],
  [16, 'print_dense'],
  [31, 'print_full'],
])('%i lines in each voice: %s', async (lines, density) => {
  const [step] = replies.bill.explanation;
  serve({
    'GET /bills/S-1': ok({ ...replies.bill, explanation: Array.from({ length: lines }, () => step) }),
  });
  await show(<Bill />);
  expect([...(sheet()?.classList ?? [])]).toEqual(['print', ...(density === '' ? [] : [density])]);
});
