/** The officer's voice of the same tree: the statutory term, how the document reckons it, the figures, the clause. */
import type { BillStepId } from '../kernel/index.ts';
import { showLabel, showOperation, showValue } from './show.ts';
import type { ToldStep } from './told.ts';

/** One line of the officer's table. */
export type OfficerLine = {
  /** how deep it stands in the tree: 0 for the root */
  readonly depth: number;
  /** the statutory term */
  readonly label: string;
  /** how it is reckoned, in statutory terms; empty for a step from a newer server */
  readonly rule: string;
  /** the same in this case's figures; empty for a plain fact */
  readonly figures: string;
  readonly result: string;
  /** e.g. 第十二条（二）; empty where no clause stands behind it */
  readonly article: string;
};

const SETTLED = '结算单载明';
const YEAR_WITH_BILL = '本次后年度累计 − 此前年度累计，不超过限额余额';
const EARLIER = '此前各次合并计算';
const LEFT = '年度限额 − 本年已救助';
const CAPPED = '年度累计与限额取小';

const rules: Record<BillStepId, string> = {
  'bill.total': SETTLED,
  'bill.outOfScope': '全自费 + 超限价',
  'bill.preSelfPay': SETTLED,
  'bill.basicPaid': SETTLED,
  'bill.criticalIllnessPaid': SETTLED,
  'bill.supplementPaid': SETTLED,
  'bill.commercialPaid': `${SETTLED}，政策范围内部分`,
  'bill.base': '总费用 − 政策范围外费用 − 先行各方支付',
  'bill.granted': '医疗救助 + 普通门诊救助 + 倾斜救助',
  class: '结算日身份，多重身份就高',
  assistance: YEAR_WITH_BILL,
  'assistance.deductible': '本类对象年度起付标准',
  'assistance.tierLine': '本人适用的大病保险起付线',
  'assistance.share': '（累计个人自付 − 起付标准）× 救助比例',
  'assistance.cap': CAPPED,
  'assistance.earlier': EARLIER,
  'assistance.left': LEFT,
  outpatient: YEAR_WITH_BILL,
  'outpatient.share': '累计门诊个人自付 × 救助比例',
  'outpatient.cap': CAPPED,
  'outpatient.earlier': EARLIER,
  'outpatient.left': LEFT,
  tilt: YEAR_WITH_BILL,
  'tilt.gate': '限规范转诊且在省域内就医',
  'tilt.line': '倾斜救助起付线',
  'tilt.share': '（救助后累计个人负担 − 起付线）× 救助比例',
  'tilt.cap': CAPPED,
  'tilt.earlier': EARLIER,
  'tilt.left': LEFT,
  'criticalIllness.deductible': '本人适用的大病保险起付线',
  'criticalIllness.share': '各段金额 × 该段支付比例之和',
  'criticalIllness.cap': '应支付额与封顶线取小',
  topUp: '重新计算 − 本年已救助，两项各不为负',
  'topUp.due': '本年各次按新类别合并计算',
  'topUp.paid': '本年已救助合计',
  'topUp.outpatientDue': '本年普通门诊按新类别合并计算',
  'topUp.outpatientPaid': '本年普通门诊已救助合计',
  secondAssistance: '应救助、个人负担、限额余额取小',
  'secondAssistance.share': '总费用各段金额 × 该段比例之和',
  'secondAssistance.burden': '各方支付和救助之后',
  'secondAssistance.cap': '不超过年度限额 − 本年已救助',
  aidOffset: '大病保险应支付 − 扣减',
  'aidOffset.criticalIllness': '全年合并计算',
  'aidOffset.paid': '各次救助合计',
  'aidOffset.due': '先大病保险、后救助，合并计算',
  'aidOffset.offset': '多救助的部分，以大病保险应支付为限',
  'payers.part': '按支付顺序，上一方支付后的余额内支付',
  'claim.bill': '应救助 − 已救助，不为负',
  'claim.retroactive': '认定之前的费用，按认定后的类别救助',
  'claim.total': '各项之和',
};

function figuresOf({ operation, inputs }: ToldStep): string {
  if (operation !== '') return showOperation(operation);
  return inputs.map(({ label, value }) => `${showLabel(label)} ${showValue(value)}`).join('；');
}

/** The tree as a table by these rules: every step before what it rests on, deeper lines under it. */
export function listLinesBy(
  known: Readonly<Record<string, string | undefined>>,
  step: ToldStep,
  depth = 0,
): OfficerLine[] {
  const line = {
    depth,
    label: step.label,
    rule: known[step.step] ?? '',
    figures: figuresOf(step),
    result: showValue(step.result),
    article: step.clause?.article ?? '',
  };
  return [line, ...step.steps.flatMap((under) => listLinesBy(known, under, depth + 1))];
}

/** The tree of a bill, or of a claim over several, as a table. What stands apart from a bill: `listBenefitLines`. */
export function listOfficerLines(step: ToldStep): OfficerLine[] {
  return listLinesBy(rules, step);
}

/** The same as text, one line a step. */
export function tellOfficer(step: ToldStep): string[] {
  return listOfficerLines(step).map(writeLine);
}

/** A line of the table as text. */
export function writeLine({ depth, label, rule, figures, result, article }: OfficerLine): string {
  const how = [rule, figures].filter((part) => part !== '').join('：');
  const cited = article === '' ? '' : `〔${article}〕`;
  return `${'　'.repeat(depth)}${label} ${result}${how === '' ? '' : `（${how}）`}${cited}`;
}
