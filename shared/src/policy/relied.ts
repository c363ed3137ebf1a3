import type { StepInput } from '../kernel/index.ts';
import type { StatisticUse } from './compiled.ts';

/** How good a statistic is, as people read it. */
export const STATUS_IN_WORDS: Readonly<Record<StatisticUse['status'], string>> = {
  published: '已公布',
  provisional: '暂定',
  illustrative: '示例数据',
  supplied: '随案提供',
};

/** The statistics behind a figure, as inputs of its step: which, of what year, and how good. */
export function statisticInputs(relies: readonly StatisticUse[]): StepInput[] {
  return relies.map(({ title, year, status }) => ({
    label: title,
    value: `${year}年（${STATUS_IN_WORDS[status]}）`,
  }));
}
