/** The values of an explanation, as people write them. */
import { formatFullDay } from './date';
import { formatAmount, formatYuan } from './money';
import { figureNames } from './names';

/** "1240.00" → 1,240.00 元; "2026-03-05" → 2026年3月5日; a percentage or a word stays as it is. */
export function showValue(value: string): string {
  if (/^-?\d+\.\d{2}$/.test(value)) return formatYuan(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatFullDay(value);
  // A statistic is cited by the year that it describes.
  if (/^\d{4}$/.test(value)) return `${value} 年的数`;
  return value;
}

/** A formula with its amounts grouped: (24000.00 − 4000.00) × 50% → (24,000.00 − 4,000.00) × 50%. */
export function showOperation(operation: string): string {
  return operation.replace(/\d+\.\d{2}/g, formatAmount);
}

/** A statistic is known by its key in the policy; people know it by a name. */
export function showLabel(label: string): string {
  return figureNames[label] ?? label;
}
