/** One bill in fen: who paid what. Every total of setlinfo follows from these. */
import { add, type Fen, formatYuan, parseYuan, subtract, ZERO } from '@yijiutong/rules/kernel';

import type { SetlDetail, SetlInfo } from '../world.ts';
import type { BillLine } from './table.ts';

export type Amounts = {
  total: Fen;
  own: Fen;
  over: Fen;
  pre: Fen;
  /** 符合政策范围金额 */
  inScope: Fen;
  deductible: Fen;
  basic: Fen;
  civilServant: Fen;
  criticalIllness: Fen;
  large: Fen;
  inclusive: Fen;
  assistance: Fen;
  tilt: Fen;
  account: Fen;
  /** assistance stands under 999997 其他基金 */
  hidden: boolean;
};

/** What the table gives of a bill, before anybody paid. */
export function readAmounts(line: BillLine) {
  const fen = (text: string | undefined) => (text === undefined ? ZERO : parseYuan(text));
  const [total, own, over, pre] = [parseYuan(line.total), fen(line.own), fen(line.over), fen(line.pre)];
  return {
    total,
    own,
    over,
    pre,
    inScope: subtract(total, sum(own, over, pre)),
    civilServant: fen(line.civilServant),
    large: fen(line.large),
    inclusive: fen(line.inclusive),
    account: fen(line.account),
    hidden: line.hidden ?? false,
  };
}

function sum(...parts: Fen[]): Fen {
  return parts.reduce(add, ZERO);
}

/** maf_pay: 医疗救助 and 再救助 together. */
const assistanceOf = (of: Amounts) => add(of.assistance, of.tilt);
const fundSumOf = (of: Amounts) =>
  sum(of.basic, of.civilServant, of.criticalIllness, of.large, of.inclusive, assistanceOf(of));

/** The amounts of setlinfo. Identities (a) to (d) hold because each total is made from its parts. */
export function presentAmounts(of: Amounts): SetlInfo {
  const fundSum = fundSumOf(of);
  const personal = subtract(of.total, fundSum);
  const cash = subtract(personal, of.account);
  // What funds and account pay cannot exceed the bill: such a table is wrong.
  if (cash < 0) throw new Error(`a bill of ${formatYuan(of.total)} is paid ${formatYuan(fundSum)} by funds`);
  const amounts = {
    medfee_sumamt: of.total,
    fulamt_ownpay_amt: of.own,
    overlmt_selfpay: of.over,
    preselfpay_amt: of.pre,
    inscp_scp_amt: of.inScope,
    act_pay_dedc: of.deductible,
    hifp_pay: of.basic,
    cvlserv_pay: of.civilServant,
    hifes_pay: ZERO,
    hifmi_pay: of.criticalIllness,
    hifob_pay: of.large,
    maf_pay: of.hidden ? ZERO : assistanceOf(of),
    hosp_part_amt: ZERO,
    oth_pay: of.hidden ? add(of.inclusive, assistanceOf(of)) : of.inclusive,
    fund_pay_sumamt: fundSum,
    psn_part_amt: personal,
    acct_pay: of.account,
    psn_cash_pay: cash,
    acct_mulaid_pay: ZERO,
  };
  return Object.fromEntries(Object.entries(amounts).map(([field, amount]) => [field, formatYuan(amount)]));
}

/** The payers' rows. The account's row is personal money: (e) leaves it out of the fund total. */
export function presentPayers(of: Amounts, insutype: string, isInpatient: boolean): SetlDetail[] {
  const resident = isInpatient ? '390101' : '390102';
  const rows: [string, string, Fen][] = [
    insutype === '390'
      ? [resident, '城乡居民基本医疗保险基金', of.basic]
      : ['310101', '职工基本医疗保险统筹基金', of.basic],
    ['320101', '公务员医疗补助基金', of.civilServant],
    ['390201', '城乡居民大病医疗保险基金', of.criticalIllness],
    ['330101', '大额医疗费用补助基金', of.large],
    ['620100', '普惠型商业健康保险', of.inclusive],
    ['610101', '医疗救助基金', of.assistance],
    ['610102', '医疗再救助基金', of.tilt],
    ['310201', '职工基本医疗保险个人账户基金', of.account],
  ];
  return rows
    .filter(([, , paid]) => paid > 0)
    .map(([code, name, paid]) => ({
      fund_pay_type: code,
      fund_pay_type_name: name,
      inscp_scp_amt: formatYuan(of.inScope),
      crt_payb_lmt_amt: '0.00',
      fund_payamt: formatYuan(paid),
    }))
    .map((row) => (of.hidden && row.fund_pay_type.startsWith('6101') ? hide(row) : row));
}

/** Seen in the field: the row says 其他基金, and only its 结算过程信息 says which. */
function hide(row: SetlDetail): SetlDetail {
  return {
    ...row,
    fund_pay_type: '999997',
    fund_pay_type_name: '其他基金',
    setl_proc_info: row.fund_pay_type,
  };
}
