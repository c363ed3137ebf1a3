import { maskAccount, maskCertno, maskName, maskPhone } from '../../../bff/src/account/mask.ts';

test.each([
  ['990101196503150026', '990***********0026'],
  ['99010119650315002X', '990***********002X'],
])('citizen number %s is shown as %s', (certno, shown) => expect(maskCertno(certno)).toBe(shown));

test('a phone number shows three and four digits', () =>
  expect(maskPhone('14200005678')).toBe('142****5678'));

test.each([
  ['安', '*'],
  ['王安', '王*'],
  ['欧安娜', '欧*娜'],
  ['欧阳安娜', '欧**娜'],
  ['𠮷田', '𠮷*'],
])('the name %s is shown as %s', (name, shown) => expect(maskName(name)).toBe(shown));

test('a number shorter than what would be shown is hidden whole', () =>
  expect(maskPhone('1234567')).toBe('*******'));

test.each(['623000000009', '6230000000000000015'])(
  'the account %s shows its last four digits, and not how long it is',
  (account) => expect(maskAccount(account)).toBe(`**** **** **** ${account.slice(-4)}`),
);
