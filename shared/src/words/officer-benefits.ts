/** The officer's voice of what stands apart from a bill: kept out of what a phone carries to explain bills. */
import type { BenefitStepId } from '../kernel/index.ts';
import type { OfficerLine } from './officer.ts';
import { listLinesBy, writeLine } from './officer.ts';
import type { ToldStep } from './told.ts';

const STATED = '随案载明';

const rules: Record<BenefitStepId, string> = {
  premium: '各项资助中最高的一项',
  'premium.charged': '年度个人缴费标准',
  'premium.grant': '个人缴费标准 × 资助比例，不低于最低资助、不超过缴费标准',
  'premium.employee': '定额资助，不低于居民资助的取大',
  'premium.selfPay': '个人缴费标准 − 资助',
  enrolment: '尚未收取的缴费 − 资助',
  'enrolment.approved': STATED,
  'enrolment.unpaid': '批准之日以前不资助；此前已收的不再资助',
  deposit: '条文列明的人员，且各项条件都符合',
  'deposit.gate': STATED,
  'deposit.payable': '免除押金后入院时缴纳',
  warning: '累计超过预警线；恰等不算',
  'warning.selfPay': STATED,
  'warning.line': '上年度人均可支配收入 × 条文比例',
  recognition: '不属于更优类别，财产符合规定，自负超过标准线',
  'recognition.class': '已属条文排除的类别',
  'recognition.assets': STATED,
  'recognition.selfPay': STATED,
  'recognition.line': '上年度人均可支配收入 × 条文比例；恰等不算超过',
  'recognition.validUntil': '自认定之日起满有效月数的前一日；没有对应日的，为该月最后一日',
  place: '执行地',
  'place.referral': STATED,
  'place.paidBy': '认定地医疗保障部门支付',
  tiltGate: '各项条件都符合',
  'tiltGate.need': STATED,
  oneOff: '救助标准与个人自付取小',
  'oneOff.base': '基本医保、大病保险（职工大额）和补充保险支付后',
  'oneOff.standard': '一次性救助的标准',
  fundGap: '当年缺口',
  'fundGap.owed': '应补足资金，由当地承担',
  'fundGap.surplus': '其余缺口与累计结余取小',
  'fundGap.rest': '其余缺口 − 累计结余解决',
  'fundGap.city': '共同分担的部分 × 市级比例',
  'fundGap.local': '共同分担的部分 − 市级承担 + 应补足资金',
  fundAlert: '累计结余低于可支付月数线；恰等不算',
  'fundAlert.surplus': STATED,
  'fundAlert.line': '月均支出 × 月数',
};

/** The tree of a benefit that stands apart from a bill, as a table. */
export function listBenefitLines(step: ToldStep): OfficerLine[] {
  return listLinesBy(rules, step);
}

/** The same as text, one line a step. */
export function tellBenefitOfficer(step: ToldStep): string[] {
  return listBenefitLines(step).map(writeLine);
}
