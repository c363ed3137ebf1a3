import type { ClaimReply } from '@yijiutong/rules/contract';

import type { BankAccountFault } from '../services/bank-account';

export const bankAccountWords: Record<BankAccountFault, string> = {
  digits: '卡号只有数字，请看看有没有填进别的。',
  length: '卡号是 12 到 19 位数字，请数一数有没有少填、多填。',
  check_digit: '有一位数字填错了，请照着卡核对。',
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
export function payeeName({ bank, account }: NonNullable<ClaimReply['payee']>): string {
  return `${bank}，尾号 ${account.slice(-4)}`;
}
