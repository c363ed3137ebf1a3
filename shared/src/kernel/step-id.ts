/**
 * Every step that an explanation can hold. The list is closed: whoever emits a new step adds it here, and the compiler
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
  'claim.total',
] as const;

export type StepId = (typeof STEP_IDS)[number];
