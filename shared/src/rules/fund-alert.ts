/**
 * 宜昌 市级统筹 二、（三）3: when the accumulated surplus lasts for less than three months, city and county raise an alert; for the fund
 * of the whole city, policy changes may be proposed as well.
 * Reading YC-F2. Read here: payable months are the accumulated surplus over the average monthly expenditure; 低于 is strictly less.
 * Not modelled: approval of the alert by the government of the same level.
 */
import type { Fen, Trace } from '../kernel/index.ts';
import { InvalidInput, formatYuan } from '../kernel/index.ts';
import type { FundAlertTerms } from '../policy/benefits.ts';

/** `city` is the pooled fund of the whole city. */
export type FundUnit = 'city' | 'county';

export type FundAlert = {
  readonly alert: boolean;
  /** payable months in hundredths, cut; null: nothing is spent, the surplus never ends */
  readonly hundredthMonths: number | null;
  /** the city may propose changes of policy within the national list of benefits */
  readonly mayProposeChanges: boolean;
};

/**
 * Whether the fund's surplus calls for an alert.
 * @param surplus 累计结余, in fen; below zero is a debt: always an alert
 * @param monthlyExpenditure in fen, not negative
 * @throws InvalidInput `negative_money` for a negative expenditure
 */
export function decideFundAlert(
  terms: FundAlertTerms,
  unit: FundUnit,
  surplus: Fen,
  monthlyExpenditure: Fen,
  trace: Trace | null = null,
): FundAlert {
  if (monthlyExpenditure < 0) {
    throw new InvalidInput('negative_money', 'monthlyExpenditure may not be negative', 'monthlyExpenditure');
  }
  const needed = (monthlyExpenditure * terms.months) as Fen;
  const alert = surplus < needed || surplus < 0;
  const { clause } = terms;
  trace?.add({ step: 'fundAlert.surplus', label: '累计结余', clause, result: formatYuan(surplus) });
  trace?.add({
    step: 'fundAlert.line',
    label: '可支付月数线',
    clause,
    operation: `${formatYuan(monthlyExpenditure)} × ${terms.months}`,
    result: formatYuan(needed),
  });
  trace?.add({ step: 'fundAlert', label: '基金预警', clause, result: alert ? '预警' : '不预警' });
  return {
    alert,
    hundredthMonths: monthlyExpenditure === 0 ? null : countHundredths(surplus, monthlyExpenditure),
    mayProposeChanges: alert && unit === 'city',
  };
}

/** A debt lasts no month. Cut, so that 2.999 months never read as 3. */
function countHundredths(surplus: Fen, monthly: Fen): number {
  const hundred = Math.max(surplus, 0) * 100;
  return (hundred - (hundred % monthly)) / monthly;
}
