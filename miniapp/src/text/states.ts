/** Names of what a bill, a benefit or a payer can be, in words that need no study. */
import type {
  BillKind,
  BillReply,
  ConsentKind,
  DecisionState,
  Missing,
  YearReply,
} from '@yijiutong/rules/contract';
import { SEVERAL_CLASSES, UNSAID_CLASS, figureNames } from '@yijiutong/rules/words';

export type Layer = YearReply['paid'][number]['layer'];
type HistoryReason = BillReply['history'][number]['reason'];

export const billKinds: Record<BillKind, string> = {
  inpatient: '住院',
  chronic_outpatient: '慢性病门诊',
  special_drug: '特殊药品',
  ordinary_outpatient: '普通门诊',
  other: '其他',
};

export const decisionStates: Record<DecisionState, string> = {
  granted: '算好了',
  refused: '不在救助里',
  incomplete: '还差资料',
  pending: '正在查',
  reversed: '已退费',
};

export const layers: Record<Layer, string> = {
  basic: '基本医保',
  critical_illness: '大病保险',
  supplement: '补充医保',
  commercial: '惠民保险',
  assistance: '医疗救助',
  tilt_assistance: '倾斜救助',
  other: '别处帮您付的',
  personal: '您自己付的',
};

export const insurances: Record<'resident' | 'employee' | 'none', string> = {
  resident: '居民医保',
  employee: '职工医保',
  none: '没有查到医保',
};

export const identitySources: Record<'national_platform' | 'roster', string> = {
  national_platform: '国家医保系统',
  roster: '部门名单',
};

export const historyReasons: Record<HistoryReason, string> = {
  settlement: '收到账单，第一次算',
  correction: '医院改了账单，重新算',
  reversal: '账单退费，收回',
  identity: '您的身份有变化，重新算',
  replay: '前面的账单有变化，重新算',
};

export const consentReasons: Record<ConsentKind, string> = {
  privacy_policy: '用医救通都要先同意这一条',
  identity_verification: '用来确认您是您本人',
  medical_records: '用来查您的医保账单',
  claim_papers: '用来办您的申请，把钱打给您',
};

export const withdrawalResults: Record<ConsentKind, string> = {
  privacy_policy: '撤回后会退出登录，不能再查账单。',
  identity_verification: '撤回后不能再查身份和账单，直到您再次同意。',
  medical_records: '撤回后不能再查账单，直到您再次同意。',
  claim_papers: '撤回后手机上看不到申请和材料，直到您再次同意。已经交上去的，照常办。',
};

type Reason = { why: string; next: string };

const refusals: Record<string, Reason> = {
  not_in_force: { why: '看病那天，这里还没有可以用的救助办法。', next: '想问清楚，可以打 12393 医保热线。' },
  unknown_category: {
    why: '您的身份类别，这里的办法里没有写。',
    next: '请带身份证明，到乡镇（街道）便民中心核对身份类别。',
  },
  no_class: {
    why: '看病那天，您还不是救助对象。',
    next: '家里有困难，可以到村里或社区申请认定。认定后，前面的账单也可能补算。',
  },
  not_designated: { why: '这家医院不是医保定点医院。', next: '以后看病，请先问一声“是不是医保定点”。' },
  not_referred: {
    why: '这次没有按规定转诊。',
    next: '如果是急诊，或者补办了转诊，请到医保窗口说明。以后去外地看病，先在本地医院办转诊。',
  },
  kind_not_covered: { why: '这一类看病的费用，不在这项救助里。', next: '不用再办什么。' },
  class_not_covered: { why: '这项救助，是给另外几类困难家庭的。', next: '不用再办什么。' },
  not_applied: { why: '这项救助要先申请才有。', next: '请到村里、社区，或乡镇便民中心申请。' },
};

export function refusalWords(code: string): Reason {
  return (
    refusals[code] ?? { why: '按现在的办法，这一项不能救助。', next: '想问清楚，可以打 12393 医保热线。' }
  );
}

/** What a decision is waiting for, and from whom. */
export function missingWords({ what, name, deferredTo }: Missing): Reason {
  if (name === SEVERAL_CLASSES) {
    return { why: UNSAID_CLASS, next: '请带身份证问当地医保局，或者打 12393 医保热线。' };
  }
  const known = figureNames[name];
  if (what === 'fact') {
    return {
      why: `账单上没写：${known ?? '一项要用到的情况'}。`,
      next: '请到看病的医院医保窗口补上，我们会马上重新算。',
    };
  }
  return {
    why: `还没有公布：${known ?? '一个要用到的数字'}。`,
    next:
      deferredTo === null
        ? '公布以后，我们会马上重新算。您不用再办什么。'
        : `这个数字由“${deferredTo}”定，有了就会马上算。您不用再办什么。`,
  };
}
