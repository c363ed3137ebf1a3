// The sums of a settlement that must agree to the fen (standards 1.5). (a) and (b) are the bill itself: where they fail
// nothing can be decided. (c)–(g) are about who paid: where they fail the bill is kept with a flag.
import type { RegionCodes } from '../storage/codes.ts';
import type { FundPayment, PlatformSettlement } from '../upstream/hsa/hsa.mapping.ts';

export interface BrokenSum {
  identity: 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g';
  /** fen */
  expected: number;
  came: number;
}

/** setl_proc_info that names the true fund of a payment which the code calls 其他基金. */
const hiddenAssistance = /^6101(00|01|02)/;

/** The fund of a payment: by its code, or where 999997 hides assistance, by what the process says. */
export function fundOf(payment: FundPayment, codes: RegionCodes): ReturnType<RegionCodes['findFund']> {
  const fund = codes.findFund(payment.code);
  const hidden = hiddenAssistance.exec(payment.process.trim())?.[0];
  return fund === 'other' && hidden !== undefined ? codes.findFund(hidden) : fund;
}

export function listBrokenSums(bill: PlatformSettlement, codes: RegionCodes): BrokenSum[] {
  const sums = [...wholeBill(bill, codes), ...payers(bill, codes), ...details(bill, codes)];
  return sums.filter(({ expected, came }) => expected !== came);
}

/** Whether nothing can be decided on such a bill. */
export function isFatal({ identity }: BrokenSum): boolean {
  return identity === 'a' || identity === 'b';
}

function wholeBill({ amounts: of }: PlatformSettlement, codes: RegionCodes): BrokenSum[] {
  const parts = of.fullSelfPay + of.overLimit + of.preSelfPay + of.inScope;
  const funds =
    of.basic +
    of.civilServant +
    of.enterprise +
    of.criticalIllness +
    of.largeExpense +
    of.assistance +
    of.other +
    of.disabledVeterans;
  const account = codes.fundSumIncludesAccount ? of.account : 0;
  return [
    { identity: 'a', expected: parts, came: of.total },
    { identity: 'b', expected: funds + account, came: of.fundSum },
  ];
}

function payers({ amounts: of }: PlatformSettlement, codes: RegionCodes): BrokenSum[] {
  const personal = of.personal ?? of.account + of.cash;
  // Where the funds' sum counts the personal account, the person's part must not count it again.
  const counted = codes.fundSumIncludesAccount ? personal - of.account : personal;
  return [
    { identity: 'c', expected: of.fundSum + counted + of.hospital, came: of.total },
    { identity: 'd', expected: of.account + of.cash, came: personal },
  ];
}

function details(bill: PlatformSettlement, codes: RegionCodes): BrokenSum[] {
  if (bill.funds.length === 0) return [];
  const sumOf = (take: (payment: FundPayment) => boolean) =>
    bill.funds.filter(take).reduce((total, { paid }) => total + paid, 0);
  const fundAs = (payment: FundPayment) => codes.findFund(payment.code);
  const notFunds = ['personal', ...(codes.fundSumIncludesAccount ? [] : ['personal_account'])];
  const all = sumOf((payment) => !notFunds.includes(fundAs(payment) ?? ''));
  const named = [
    'basic',
    'civil_servant',
    'large_expense',
    'enterprise_supplement',
    'critical_illness',
    'assistance',
    'tilt_assistance',
    'personal_account',
    'personal',
  ];
  const unnamed = sumOf((payment) => !named.includes(fundAs(payment) ?? ''));
  const assistance = sumOf((payment) => isAssistance(fundOf(payment, codes)));
  return [
    { identity: 'e', expected: bill.amounts.fundSum, came: all },
    { identity: 'f', expected: bill.amounts.other, came: unnamed },
    { identity: 'g', expected: bill.amounts.assistance, came: assistance },
  ];
}

function isAssistance(fund: ReturnType<RegionCodes['findFund']>): boolean {
  return fund === 'assistance' || fund === 'tilt_assistance';
}
