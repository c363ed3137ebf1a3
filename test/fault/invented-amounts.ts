/** The amounts of one invented bill: every sum of the platform's interface agrees, and nobody pays what is not owed. */
import { fen, formatYuan } from '@yijiutong/rules/kernel';
import type { Bill } from '@yijiutong/rules/ledger';
import type { Insurance } from '@yijiutong/rules/policy';

import type { Chance } from '../support/seeded.ts';

type MoneyFact =
  | 'total'
  | 'outOfScope'
  | 'preSelfPay'
  | 'basicPaid'
  | 'criticalIllnessPaid'
  | 'supplementPaid'
  | 'commercialPaid';

export type Amounts = {
  /** The money fields of setlinfo, in yuan. */
  setlinfo: Record<(typeof fields)[number], string>;
  /** fund_pay_type and what it paid, in fen. */
  payers: { code: string; name: string; paid: number }[];
  /** What the ledger is to read out of them. */
  facts: Pick<Bill, MoneyFact>;
};

const fields = [
  'medfee_sumamt',
  'fulamt_ownpay_amt',
  'overlmt_selfpay',
  'preselfpay_amt',
  'inscp_scp_amt',
  'hifp_pay',
  'cvlserv_pay',
  'hifes_pay',
  'hifmi_pay',
  'hifob_pay',
  'maf_pay',
  'oth_pay',
  'fund_pay_sumamt',
  'psn_part_amt',
  'acct_pay',
  'psn_cash_pay',
  'acct_mulaid_pay',
] as const;

/** What the 大病 payer leaves alone before it begins: any line will do, the ledger takes what was paid as a fact. */
const line = 1_200_000;

export function inventAmounts(chance: Chance, insurance: Insurance): Amounts {
  const total = chance.happens(0.12) ? chance.between(2_000_000, 30_000_000) : chance.between(300, 2_000_000);
  const fullSelfPay = part(chance, total, 0.12);
  const overLimit = chance.happens(0.3) ? part(chance, total, 0.05) : 0;
  const preSelfPay = part(chance, total, 0.06);
  const inScope = total - fullSelfPay - overLimit - preSelfPay;

  const basic = Math.floor(inScope * (0.4 + chance.next() * 0.3));
  const supplement = chance.happens(0.05) ? part(chance, inScope - basic, 0.2) : 0;
  const afterBasic = inScope - basic - supplement;
  const large = afterBasic > line ? Math.floor((afterBasic - line) * 0.6) : 0;
  const commercial = chance.happens(0.06) ? part(chance, afterBasic - large, 0.3) : 0;
  const assistance = chance.happens(0.3) ? part(chance, afterBasic - large - commercial, 0.6) : 0;

  const fundSum = basic + supplement + large + commercial + assistance;
  const personal = total - fundSum;
  const account = chance.happens(0.2) ? part(chance, personal, 0.3) : 0;
  const employee = insurance === 'employee';
  const values = [total, fullSelfPay, overLimit, preSelfPay, inScope, basic, supplement, 0];
  values.push(employee ? 0 : large, employee ? large : 0, assistance, commercial, fundSum);
  values.push(personal, account, personal - account, 0);
  return {
    setlinfo: Object.fromEntries(
      fields.map((field, at) => [field, formatYuan(fen(values[at]!))]),
    ) as Amounts['setlinfo'],
    payers: [
      { code: employee ? '310101' : '390101', name: '统筹基金', paid: basic },
      { code: '320100', name: '公务员医疗补助基金', paid: supplement },
      { code: employee ? '330100' : '390200', name: '大病', paid: large },
      { code: '620100', name: '普惠型商业健康保险', paid: commercial },
      { code: '610100', name: '医疗救助基金', paid: assistance },
    ].filter(({ paid }) => paid > 0),
    facts: {
      total: fen(total),
      outOfScope: fen(fullSelfPay + overLimit),
      preSelfPay: fen(preSelfPay),
      basicPaid: fen(basic),
      criticalIllnessPaid: fen(large),
      supplementPaid: fen(supplement),
      commercialPaid: fen(commercial),
    },
  };
}

/** Anything up to `most` of an amount. */
function part(chance: Chance, amount: number, most: number): number {
  return Math.floor(amount * chance.next() * most);
}
