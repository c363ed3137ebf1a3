// Who paid what of a settlement, in the words of the rules: fen, one column a payer.
import type { RegionCodes } from '../storage/codes.ts';
import type { SettlementTable } from '../storage/ledger-tables.ts';
import type { FundPayment, PlatformSettlement } from '../upstream/hsa/hsa.mapping.ts';
import { fundOf } from './settlement.sums.ts';

export type SettlementAmounts = Pick<
  SettlementTable,
  | 'total'
  | 'full_self_pay'
  | 'over_limit'
  | 'pre_self_pay'
  | 'in_scope'
  | 'basic_paid'
  | 'critical_illness_paid'
  | 'supplement_paid'
  | 'commercial_paid'
  | 'granted_assistance'
  | 'granted_tilt'
  | 'other_paid'
  | 'self_paid'
>;

export function amountsOf({ amounts: of, funds }: PlatformSettlement, codes: RegionCodes): SettlementAmounts {
  const paidBy = (fund: string) =>
    funds.reduce((total, payment) => total + (fundOf(payment, codes) === fund ? payment.paid : 0), 0);
  const granted = grantedBy(of.assistance, paidBy('assistance'), paidBy('tilt_assistance'));
  const commercial = paidBy('inclusive_insurance');
  const hidden = funds.reduce((total, payment) => total + hiddenIn(payment, codes), 0);
  return {
    total: of.total,
    full_self_pay: of.fullSelfPay,
    over_limit: of.overLimit,
    pre_self_pay: of.preSelfPay,
    in_scope: of.inScope,
    basic_paid: of.basic,
    critical_illness_paid: of.criticalIllness + of.largeExpense,
    supplement_paid: of.civilServant + of.enterprise,
    commercial_paid: commercial,
    granted_assistance: granted.assistance,
    granted_tilt: granted.tilt,
    // oth_pay is the sum of what has no field of its own: what was told apart above is taken out of it.
    other_paid: Math.max(of.other - commercial - hidden, 0) + of.hospital + of.disabledVeterans,
    self_paid: of.personal ?? of.account + of.cash,
  };
}

/**
 * What the platform granted from the assistance fund. setldetail tells assistance from second assistance and may hold
 * more than maf_pay (standards 1.5 g); where it holds less, the larger sum stands: nothing is granted twice.
 */
function grantedBy(field: number, assistance: number, tilt: number) {
  return { assistance: Math.max(assistance, field - tilt), tilt };
}

function hiddenIn(payment: FundPayment, codes: RegionCodes): number {
  const asCoded = codes.findFund(payment.code);
  return asCoded === 'other' && fundOf(payment, codes) !== 'other' ? payment.paid : 0;
}
