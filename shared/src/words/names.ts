/** The name of what is missing where the document does not say which of several classes counts: no figure, and none awaited. */
export const SEVERAL_CLASSES = 'severalClasses';
/** What a family is told of it. */
export const UNSAID_CLASS = '文件没有写：有几种身份的人，按哪一种算。';

/** Figures and facts that the rules know by a key, by the names people know. */
export const figureNames: Record<string, string | undefined> = {
  residentIncome: '本地居民一年的人均收入',
  ruralIncome: '本地农村居民一年的人均收入',
  monitoringLine: '防止返贫的收入线',
  premium: '一年的参保费',
  referred: '是不是按规定转诊',
  inProvince: '是不是在省内看的病',
  designated: '是不是医保定点医院',
  'assistance.deductible': '医疗救助从多少钱起帮',
  'assistance.ratio': '医疗救助帮几成',
  'assistance.cap': '医疗救助一年最多帮多少',
  'assistance.tierLine': '大病保险从多少钱起报',
  'outpatient.ratio': '普通门诊帮几成',
  'outpatient.cap': '普通门诊一年最多帮多少',
  criticalIllness: '大病保险报几成',
  'criticalIllness.deductible': '大病保险从多少钱起报',
  'criticalIllness.appliedDeductible': '大病保险从多少钱起报',
  'criticalIllness.ratio': '大病保险报几成',
  'criticalIllness.brackets': '大病保险报几成',
  'criticalIllness.cap': '大病保险一年最多报多少',
  'tilt.line': '倾斜救助从多少钱起帮',
  'tilt.ratio': '倾斜救助帮几成',
  'tilt.cap': '倾斜救助一年最多帮多少',
  tilt: '倾斜救助的标准',
  assistance: '医疗救助帮多少',
};
