/** The values of an explanation, as people write them. Money arrives as `"1240.00"`; it is only regrouped, never reckoned. */
import { figureNames } from './names.ts';

/** `"1240.00"` → `1,240.00`; a minus sign becomes the typographic one, which a screen reader says. */
export function showAmount(money: string): string {
  const [yuan = '0', fen = '00'] = money.replace('-', '').split('.');
  const grouped = yuan.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${money.startsWith('-') ? '−' : ''}${grouped}.${fen}`;
}

/** `"1240.00"` → `1,240.00 元`. The space never breaks: an amount and its unit stay on one line. */
export function showYuan(money: string): string {
  return `${showAmount(money)}\u00a0元`;
}

/** `"2026-03-05"` → `2026年3月5日`. */
export function showDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** An amount or a day as people write it; a percentage or a word stays as it is. */
export function showValue(value: string): string {
  if (/^-?\d+\.\d{2}$/.test(value)) return showYuan(value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return showDay(value);
  // A statistic is cited by the year that it describes.
  if (/^\d{4}$/.test(value)) return `${value} 年的数`;
  return value;
}

/** A formula with its amounts grouped: (24000.00 − 4000.00) × 50% → (24,000.00 − 4,000.00) × 50%. */
export function showOperation(operation: string): string {
  return operation.replace(/\d+\.\d{2}/g, showAmount);
}

/** A statistic is known by its key in the policy; people know it by a name. */
export function showLabel(label: string): string {
  return figureNames[label] ?? label;
}
