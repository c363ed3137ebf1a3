/**
 * Whether an 18-character citizen number can exist: a real day of birth and the right check digit
 * (GB 11643, ISO 7064 MOD 11-2). Checked on the phone so that a slip of the finger is seen at once;
 * the server checks again. The contract's own check is zod, which is too heavy to carry here.
 */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

export type CitizenNumberFault = 'length' | 'birthday' | 'check_digit';

export function findCitizenNumberFault(text: string): CitizenNumberFault | null {
  const match = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(text);
  if (!match) return 'length';
  const born = `${match[1]}-${match[2]}-${match[3]}`;
  const date = new Date(`${born}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== born) return 'birthday';
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return CHECK_DIGITS[sum % 11] === text[17] ? null : 'check_digit';
}

/** Spaces go, a small x is the capital one. */
export function normalizeCitizenNumber(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}
