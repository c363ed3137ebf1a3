/** Invented people: numbers that are well formed and belong to nobody. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/**
 * A citizen number (GB 11643) with a valid check digit (ISO 7064 MOD 11-2).
 * @param prefix six digits from 990000 up: no region carries them, so the number can be nobody's
 * @param birth `2001-02-28`
 * @param serial 0–999; odd for a man, even for a woman
 */
export function citizenId(prefix: string, birth: string, serial: number): string {
  if (!/^990\d{3}$/.test(prefix)) throw new Error(`an invented number begins with 990, not ${prefix}`);
  const body = `${prefix}${birth.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  if (!/^\d{17}$/.test(body)) throw new Error(`not a birth and a serial number: ${birth} ${serial}`);
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return `${body}${CHECK_DIGITS[sum % 11] ?? ''}`;
}

/** The same number with a wrong last digit. */
export function withWrongCheckDigit(certno: string): string {
  return `${certno.slice(0, 17)}${certno.endsWith('1') ? '2' : '1'}`;
}

/** A phone number of segment 142, which no operator has been given. */
export function inventedPhone(number: number): string {
  return `142${String(number).padStart(8, '0')}`;
}
