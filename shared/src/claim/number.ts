import type { Day } from '../kernel/index.ts';

/** Damm's quasigroup of order 10: `table[interim][digit]`. */
// prettier-ignore
const QUASIGROUP = [
  '0317598642', '7092154863', '4206871359', '1750983426', '6123045978',
  '3674209581', '5869720134', '8945362017', '9438617205', '2581436790',
];

const MOST = 999_999;

/**
 * The number of a claim (受理编号): `JZ`, the day of submission, its running number of that day in six digits, and a check
 * digit, e.g. `JZ20261121000001` and one more. The check digit is Damm's over the fourteen digits before it (H. M. Damm,
 * 2004): every single wrong digit and every two neighbours swapped give another one.
 * @param running counted from 1 each day
 * @throws RangeError when `running` is no whole number from 1 to 999,999
 */
export function writeClaimNumber(day: Day, running: number): string {
  if (!Number.isSafeInteger(running) || running < 1 || running > MOST) {
    throw new RangeError(`a running number is 1 to ${MOST}, not ${running}`);
  }
  const digits = `${day.replaceAll('-', '')}${String(running).padStart(6, '0')}`;
  return `JZ${digits}${checkDigit(digits)}`;
}

function checkDigit(digits: string): string {
  return Array.from(digits).reduce(
    (interim, digit) => QUASIGROUP[Number(interim)]?.[Number(digit)] ?? '',
    '0',
  );
}
