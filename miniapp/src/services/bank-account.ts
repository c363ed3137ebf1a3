import type { AccountKind } from '@yijiutong/rules/contract';

/**
 * Whether digits can be the number of a bank card: 12 to 19 of them, the last one the check digit (ISO/IEC 7812, Luhn); or
 * of a passbook (存折), which has 8 to 32 and no check digit.
 * Checked on the phone so that a slip of the finger is seen at once; the server checks again with the contract's own.
 */
export type BankAccountFault = 'digits' | 'length' | 'check_digit';

/** Without the spaces and hyphens that are printed within it. */
export function normalizeBankAccount(text: string): string {
  return text.replace(/[\s-]/g, '');
}

function hasCheckDigit(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, at) => {
      const counted = Number(digit) * (at % 2 === 0 ? 1 : 2);
      return total + (counted > 9 ? counted - 9 : counted);
    }, 0);
  return sum % 10 === 0;
}

export function findBankAccountFault(text: string, kind: AccountKind = 'card'): BankAccountFault | null {
  const digits = normalizeBankAccount(text);
  if (/\D/.test(digits)) return 'digits';
  if (kind === 'passbook') return digits.length < 8 || digits.length > 32 ? 'length' : null;
  if (digits.length < 12 || digits.length > 19) return 'length';
  return hasCheckDigit(digits) ? null : 'check_digit';
}

/** In fours, as on the card: "6228 4800 1234 5678 903". */
export function groupDigits(text: string): string {
  return normalizeBankAccount(text).replace(/(\d{4})(?=\d)/g, '$1 ');
}
