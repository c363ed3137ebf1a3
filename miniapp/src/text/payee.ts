import type { AccountKind, ClaimReply } from '@yijiutong/rules/contract';

import type { BankAccountFault } from '../services/bank-account';

/** What each kind of account is called, and what is said of its number. */
export const accountWords: Record<
  AccountKind,
  {
    name: string;
    label: string;
    placeholder: string;
    hint: string;
    maxLength: number;
    faults: Record<BankAccountFault, string>;
  }
> = {
  card: {
    name: '银行卡',
    label: '银行卡号',
    placeholder: '卡上那一长串数字',
    hint: '社保卡上的银行卡号也行。',
    maxLength: 23,
    faults: {
      digits: '卡号只有数字，请看看有没有填进别的。',
      length: '卡号是 12 到 19 位数字，请数一数有没有少填、多填。',
      check_digit: '有一位数字填错了，请照着卡核对。',
    },
  },
  passbook: {
    name: '存折',
    label: '存折账号',
    placeholder: '存折第一页上的账号',
    hint: '账号在存折翻开的第一页。',
    maxLength: 40,
    faults: {
      digits: '账号只有数字，请看看有没有填进别的。',
      length: '账号是 8 到 32 位数字，请数一数有没有少填、多填。',
      check_digit: '有一位数字填错了，请照着存折核对。',
    },
  },
};

/** Where most people of a county have their card; any other name can be typed. */
export const banks = [
  '农业银行',
  '邮储银行',
  '工商银行',
  '建设银行',
  '中国银行',
  '农商银行（信用社）',
] as const;

/** "农业银行，尾号 8903": of a masked number, only the end says anything. */
export function payeeName({ bank, kind, account }: NonNullable<ClaimReply['payee']>): string {
  return `${bank}${kind === 'passbook' ? '存折' : ''}，尾号 ${account.slice(-4)}`;
}
