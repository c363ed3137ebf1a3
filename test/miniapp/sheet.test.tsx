// The half-screen sheet by keyboard, as in a browser.
import { act, fireEvent, render, screen } from '@testing-library/react';

import { Sheet } from '../../miniapp/src/components/sheet';

beforeEach(() => {
  process.env.TARO_ENV = 'h5';
});
afterEach(() => {
  delete process.env.TARO_ENV;
});

const sheet = (onClose: () => void, steady = false) => (
  <Sheet title="依据" onClose={onClose} steady={steady}>
    <input aria-label="原因" />
  </Sheet>
);
const touchBeside = () => act(() => document.querySelector<HTMLElement>('.sheet__mask')?.click());

test('keeps the keyboard where it is while the page is drawn anew', () => {
  const { rerender } = render(sheet(() => undefined));
  const field = screen.getByLabelText('原因');
  act(() => field.focus());
  rerender(sheet(() => undefined));
  expect(document.activeElement).toBe(field);
});

test('Esc closes it as the page says now, not as it said at first', () => {
  const first = jest.fn();
  const now = jest.fn();
  const { rerender } = render(sheet(first));
  rerender(sheet(now));
  fireEvent.keyDown(document, { key: 'Escape' });
  expect([first.mock.calls.length, now.mock.calls.length]).toEqual([0, 1]);
});

test('a touch beside it closes it, unless there is something in it to lose', () => {
  const close = jest.fn();
  const { rerender } = render(sheet(close, true));
  touchBeside();
  expect(close).not.toHaveBeenCalled();
  rerender(sheet(close));
  touchBeside();
  expect(close).toHaveBeenCalledTimes(1);
});
