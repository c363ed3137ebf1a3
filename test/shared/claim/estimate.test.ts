import { leftToClaim } from '@yijiutong/rules/claim';

test.each([
  [80_000, 0, 80_000],
  [80_000, 30_000, 50_000],
  [80_000, 80_000, 0],
  [80_000, 90_000, 0],
])('should %i, was %i: %i can still be claimed', (should, was, left) => {
  expect(leftToClaim(should, was)).toBe(left);
});
