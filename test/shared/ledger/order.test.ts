import type { Day } from '@yijiutong/rules/kernel';

import { compareEntries } from '../../../shared/src/ledger/order.ts';

const at = (on: string, sequence: number, id: string) => ({ on: on as Day, sequence, id });

// From first to last: the day decides, then the place within the day, then the id.
const inOrder = [
  at('2024-02-29', 9, 'z'),
  at('2024-03-01', 1, 'y'),
  at('2024-03-01', 2, 'a'),
  at('2024-03-01', 2, 'b'),
  at('2024-03-01', 10, 'a'),
];

test('any two bills have one order, whichever of them is asked about', () => {
  for (const [i, a] of inOrder.entries()) {
    for (const [j, b] of inOrder.entries()) expect(Math.sign(compareEntries(a, b))).toBe(Math.sign(i - j));
  }
});
