import type { Threshold } from '@yijiutong/rules/contract';

import { isAboveZero } from './money';

/** The line that matters next: help that has not begun, else the ceiling that is nearest. */
export function findNextThreshold(thresholds: readonly Threshold[]): Threshold | undefined {
  return (
    thresholds.find(({ kind, left }) => kind === 'floor' && isAboveZero(left)) ??
    thresholds.find(({ kind }) => kind === 'ceiling')
  );
}
