import { isBankAccount, payeeRequest } from '@yijiutong/rules/contract';

import {
  findBankAccountFault,
  groupDigits,
  normalizeBankAccount,
} from '../../miniapp/src/services/bank-account';
import { accountWords } from '../../miniapp/src/text/payee';

const right = '6228480402564890018';

/** The digits with one of them changed, or two neighbours swapped: the slips of a finger. */
function slips(digits: string): string[] {
  const changed = Array.from(digits, (digit, at) => {
    const other = String((Number(digit) + 3) % 10);
    return digits.slice(0, at) + other + digits.slice(at + 1);
  });
  const swapped = Array.from(digits.slice(1)).flatMap((digit, at) => {
    const pair = digit + digits.charAt(at);
    // The one swap that the check digit cannot see.
    if (pair === '09' || pair === '90') return [];
    return [digits.slice(0, at) + pair + digits.slice(at + 2)];
  });
  return [...changed, ...swapped.filter((text) => text !== digits)];
}

test('a number with its right check digit can be one, however it is grouped', () => {
  expect(findBankAccountFault(right)).toBeNull();
  expect(findBankAccountFault('6228 4804 0256 4890 018')).toBeNull();
  expect(normalizeBankAccount(' 6228 4804')).toBe('62284804');
  expect(groupDigits(right)).toBe('6228 4804 0256 4890 018');
});

test('every slip of the finger is seen, and the server would say the same', () => {
  for (const slip of slips(right)) {
    expect({ slip, fault: findBankAccountFault(slip) }).toEqual({ slip, fault: 'check_digit' });
    expect(isBankAccount(slip)).toBe(false);
  }
  expect(isBankAccount(right)).toBe(true);
});

test.each([
  ['62284804025', 'length'],
  ['62284804025648900181', 'length'],
  ['', 'length'],
  ['622848040256489001X', 'digits'],
] as const)('%s: %s, told in words', (text, fault) => {
  expect(findBankAccountFault(text)).toBe(fault);
  expect(accountWords.card.faults[fault]).toMatch(/。$/);
});

test.each([
  ['12-345600460012347', null],
  ['12345678', null],
  ['1234567', 'length'],
  ['1'.repeat(32), null],
  ['1'.repeat(33), 'length'],
  ['1234567X', 'digits'],
] as const)('a passbook, %s: %s; the server says the same', (text, fault) => {
  expect(findBankAccountFault(text, 'passbook')).toBe(fault);
  const asked = { version: 1, bank: '农商银行', kind: 'passbook', account: text };
  expect(payeeRequest.safeParse(asked).success).toBe(fault === null);
  if (fault !== null) expect(accountWords.passbook.faults[fault]).toMatch(/^账号.*。$/);
});
