/** Money arrives as "1240.00" and is shown as 1,240.00 元. Sums are made in fen: integers, never yuan. */
export { showAmount as formatAmount, showYuan as formatYuan } from '@yijiutong/rules/words';

export function toFen(money: string): number {
  return Number(money.replace('.', ''));
}

export function isAboveZero(money: string | null): money is string {
  return money !== null && toFen(money) > 0;
}

/** How full a bar is, in whole percent; a part that is not nothing stays visible. */
export function percentOf(part: string, whole: string): number {
  const total = toFen(whole);
  if (total <= 0) return 0;
  const percent = Math.round((toFen(part) * 100) / total);
  return Math.max(toFen(part) > 0 ? 1 : 0, Math.min(100, percent));
}

/** "0.65" → "65%". Digits are only moved, so nothing is rounded. */
export function formatRatio(ratio: string): string {
  const [whole = '0', part = ''] = ratio.split('.');
  const padded = part.padEnd(2, '0');
  const percent = Number(`${whole}${padded.slice(0, 2)}`);
  const rest = padded.slice(2).replace(/0+$/, '');
  return rest === '' ? `${percent}%` : `${percent}.${rest}%`;
}

/** The sum of amounts, made in fen. */
export function sumOf(amounts: readonly string[]): string {
  const fen = amounts.reduce((total, money) => total + toFen(money), 0);
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Chinese keyboards write １２３．５０ too. */
export function toHalfWidth(text: string): string {
  return text.replace(/[０-９．，]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** What a person types for an amount: "1240", "1,240.5", "1240.50元" → "1240.00"; null when it is none above zero. */
export function findMoney(text: string): string | null {
  const typed = toHalfWidth(text).replace(/[\s元]/g, '');
  // A comma stands before three digits; before one or two it is a point that the finger missed.
  if (/,(?!\d{3}(?!\d))/.test(typed)) return null;
  const match = /^0*(\d{1,8})(?:\.(\d{1,2}))?$/.exec(typed.replace(/,/g, ''));
  if (!match) return null;
  const money = `${match[1]}.${(match[2] ?? '').padEnd(2, '0')}`;
  return isAboveZero(money) ? money : null;
}
