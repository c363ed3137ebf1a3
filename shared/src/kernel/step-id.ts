/**
 * Every step that the explanation of a bill, or of a claim over several, can hold. The list is closed: whoever emits a new step adds it here, and the compiler
 * then asks `shared/src/words` for its two voices. Ids are part of stored decisions: they are added, never renamed.
 */
export const STEP_IDS = [
  // one bill, down to what assistance is calculated on
  'bill.total',
  'bill.outOfScope',
  'bill.preSelfPay',
  'bill.basicPaid',
  'bill.criticalIllnessPaid',
  'bill.supplementPaid',
  'bill.commercialPaid',
  'bill.base',
  'bill.granted',
  'class',
  // 医疗救助：住院和门诊慢特病
  'assistance',
  'assistance.deductible',
  'assistance.tierLine',
  'assistance.share',
  'assistance.cap',
  'assistance.earlier',
  'assistance.left',
  // 普通门诊救助
  'outpatient',
  'outpatient.share',
  'outpatient.cap',
  'outpatient.earlier',
  'outpatient.left',
  // 倾斜救助
  'tilt',
  'tilt.gate',
  'tilt.line',
  'tilt.share',
  'tilt.cap',
  'tilt.earlier',
  'tilt.left',
  // 大病保险
  'criticalIllness.deductible',
  'criticalIllness.share',
  'criticalIllness.cap',
  // 二次救助
  'secondAssistance',
  'secondAssistance.share',
  'secondAssistance.burden',
  'secondAssistance.cap',
  // 已按次救助的，从大病保险支付中扣减
  'aidOffset',
  'aidOffset.criticalIllness',
  'aidOffset.paid',
  'aidOffset.due',
  'aidOffset.offset',
  // 支付顺序
  'payers.part',
  // 追溯救助
  'topUp',
  'topUp.due',
  'topUp.paid',
  'topUp.outpatientDue',
  'topUp.outpatientPaid',
  // a claim over several bills
  'claim.bill',
  'claim.retroactive',
  'claim.total',
] as const;

export type BillStepId = (typeof STEP_IDS)[number];

/** The same for what stands apart from a bill. A list of its own: a phone that explains bills need not carry its words. */
export const BENEFIT_STEP_IDS = [
  // 资助参保
  'premium',
  'premium.charged',
  'premium.grant',
  'premium.employee',
  'premium.selfPay',
  // 年中参保
  'enrolment',
  'enrolment.approved',
  'enrolment.unpaid',
  // 先诊疗后付费
  'deposit',
  'deposit.gate',
  'deposit.payable',
  // 预警
  'warning',
  'warning.selfPay',
  'warning.line',
  // 因病致贫重病患者认定
  'recognition',
  'recognition.class',
  'recognition.assets',
  'recognition.selfPay',
  'recognition.line',
  'recognition.validUntil',
  // 异地就医
  'place',
  'place.referral',
  'place.paidBy',
  // 倾斜救助、一次性救助的条件
  'tiltGate',
  'tiltGate.need',
  'oneOff',
  'oneOff.base',
  'oneOff.standard',
  // 基金缺口分担、基金预警
  'fundGap',
  'fundGap.owed',
  'fundGap.surplus',
  'fundGap.rest',
  'fundGap.city',
  'fundGap.local',
  'fundAlert',
  'fundAlert.surplus',
  'fundAlert.line',
] as const;
export type BenefitStepId = (typeof BENEFIT_STEP_IDS)[number];

export type StepId = BillStepId | BenefitStepId;
