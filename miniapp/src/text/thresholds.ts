/** How far it is to the next line of the year, as a sentence. */
import type { Threshold } from '@yijiutong/rules/contract';

import { formatYuan, isAboveZero } from './money';

type Names = { title: string; helper: string };

const names: Record<Threshold['id'], Names> = {
  'assistance.deductible': { title: '离医疗救助还差多少', helper: '医疗救助' },
  'assistance.tierLine': { title: '离帮得更多还差多少', helper: '医疗救助' },
  'assistance.cap': { title: '医疗救助还能帮多少', helper: '医疗救助' },
  'outpatient.cap': { title: '普通门诊还能帮多少', helper: '门诊救助' },
  'tilt.line': { title: '离倾斜救助还差多少', helper: '倾斜救助' },
  'tilt.cap': { title: '倾斜救助还能帮多少', helper: '倾斜救助' },
};

export function thresholdTitle({ id }: Threshold): string {
  return names[id].title;
}

function ceilingSentence({ at, reached, left }: Threshold): string {
  return isAboveZero(left)
    ? `今年最多帮 ${formatYuan(at)}，用了 ${formatYuan(reached)}，还剩 ${formatYuan(left)}。`
    : `今年最多帮 ${formatYuan(at)}，已经用完了。明年重新算。`;
}

export function thresholdSentence(threshold: Threshold): string {
  const { id, kind, at, left } = threshold;
  if (kind === 'ceiling') return ceilingSentence(threshold);
  const { helper } = names[id];
  if (!isAboveZero(at)) return `您不用先自己垫钱，${helper}从第一块钱就帮您。`;
  if (id === 'assistance.tierLine') {
    return isAboveZero(left)
      ? `您再自付 ${formatYuan(left)}，超过的部分，${helper}就帮得更多。这条线是 ${formatYuan(at)}。`
      : `已经过了 ${formatYuan(at)}这条线，超过的部分，${helper}帮得更多。`;
  }
  return isAboveZero(left)
    ? `您再自付 ${formatYuan(left)}，${helper}就开始帮您。这条线是 ${formatYuan(at)}。`
    : `已经过了 ${formatYuan(at)}这条线，超过的部分，${helper}会帮您。`;
}

/** The line that matters next: help that has not begun, else the ceiling that is nearest. */
export function findNextThreshold(thresholds: readonly Threshold[]): Threshold | undefined {
  return (
    thresholds.find(({ kind, left }) => kind === 'floor' && isAboveZero(left)) ??
    thresholds.find(({ kind }) => kind === 'ceiling')
  );
}
