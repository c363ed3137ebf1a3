/** Where a claim is, whose turn it is, and what came of it, in words that need no study. */
import type {
  ActorRole,
  ClaimReply,
  ClaimState,
  HouseholdRelation,
  PaymentFailure,
  ReasonCode,
  RefusalReason,
} from '@yijiutong/rules/contract';

export const homeName = ({ township, village }: NonNullable<ClaimReply['home']>): string =>
  `${township}${village}`;

export const relationNames: Record<HouseholdRelation, string> = {
  spouse: '丈夫或妻子',
  child: '儿女',
  parent: '父母',
  sibling: '兄弟姐妹',
  grandparent: '爷爷奶奶外公外婆',
  grandchild: '孙辈',
  other: '别的亲人',
};

/** Who has done it, by the post and not by the name. */
export const actors: Record<ActorRole, string> = {
  resident: '本人',
  volunteer: '志愿者代办',
  system: '系统自动',
  village_clerk: '村（社区）',
  township_officer: '乡镇（街道）',
  county_reviewer: '医保局',
  county_approver: '医保局，另一个人',
  civil_affairs: '民政',
  rural_affairs: '乡村振兴部门',
  fund_manager: '医保局管钱的人',
  auditor: '检查的人',
  administrator: '管理员',
};

/** Whose turn it is: where it is the person's own, she reads so first. */
export const turns: Record<Exclude<ClaimState, 'draft' | 'withdrawn'>, string | null> = {
  submitted: '轮到乡镇（街道）',
  correction_asked: '轮到您',
  accepted: '轮到乡镇（街道）',
  household_visit: '轮到村里和乡镇（街道）',
  means_check: '轮到民政',
  publicity: '轮到村里',
  recognition: '轮到民政',
  county_review: '轮到医保局',
  county_approval: '轮到医保局，换一个人看',
  payment_due: '轮到医保局打钱',
  paying: '轮到银行',
  payment_failed: '轮到您',
  paid: null,
  closed: null,
  refused: null,
};

type RoadStep = Exclude<
  ClaimState,
  'draft' | 'correction_asked' | 'withdrawn' | 'refused' | 'closed' | 'payment_failed'
>;

export const roadNames: Record<RoadStep, string> = {
  submitted: '收下申请',
  accepted: '乡镇看材料，写意见',
  household_visit: '上门看看家里',
  means_check: '民政核对家里的收入',
  publicity: '在村里公示',
  recognition: '民政认定',
  county_review: '医保局算能给多少',
  county_approval: '医保局换一个人再看',
  payment_due: '医保局准备打钱',
  paying: '银行打钱',
  paid: '到账',
};

const withMoney = ['county_review', 'county_approval', 'payment_due', 'paying', 'paid'] as const;
const ordinary = ['submitted', 'accepted', ...withMoney] as const;

/** What each kind goes through. The appeal of a recognition is about no money: granted, the former case goes on. */
export function roadOf({ kind, course }: Pick<ClaimReply, 'kind' | 'course'>): readonly RoadStep[] {
  switch (kind) {
    case 'recognition':
      return ['submitted', 'accepted', 'household_visit', 'means_check', 'publicity', 'recognition'];
    case 'retroactive':
      return withMoney;
    case 'appeal':
      return course.appealOf?.kind === 'recognition' ? ordinary.slice(0, 4) : ordinary;
    case 'reimbursement':
    case 'tilt':
      return ordinary;
  }
}

/** The step that it stands at; null where it has left the road: to be mended, refused, taken back. */
export function stepOf(state: ClaimState): RoadStep | 'over' | null {
  switch (state) {
    case 'draft':
    case 'correction_asked':
    case 'withdrawn':
    case 'refused':
      return null;
    case 'closed':
    case 'paid':
      return 'over';
    case 'payment_failed':
      return 'paying';
    default:
      return state;
  }
}

export const opinions = {
  agree: '意见：同意',
  disagree: '意见：不同意',
  within: '结果：符合条件',
  beyond: '结果：超过了标准',
} as const;

export const refusals: Record<RefusalReason, { why: string; next: string }> = {
  not_a_recipient: {
    why: '看病的时候，您还不是救助对象。',
    next: '家里有困难，可以申请“大病困难认定”。认定后，前面的账单也可能补算。',
  },
  spending_below_line: { why: '自己掏的钱，还没有到规定的数。', next: '以后又花了钱，可以再申请。' },
  means_beyond_limit: {
    why: '家里的收入或者财产，超过了规定的数。',
    next: '核对错了，或者家里情况变了，带上证明申请复核。',
  },
  out_of_scope: { why: '这一类看病的钱，不在救助里。', next: '想问清楚，可以打 12393。' },
  not_referred: { why: '没有按规定转诊。', next: '是急诊，或者补办了转诊，带上证明申请复核。' },
  paid_already: { why: '这笔钱已经救助过了。', next: '没有收到钱，可以打 12393 查。' },
  nothing_due: { why: '按规定算下来，没有要再给的钱。', next: '觉得算错了，可以申请复核。' },
  papers_do_not_prove: { why: '交的材料，证明不了这件事。', next: '有了新的材料，可以申请复核。' },
  papers_not_true: { why: '有材料和真实情况不一样。', next: '弄错了的，带上原件申请复核。' },
  too_late: { why: '过了申请的时间。', next: '有特殊原因，可以申请复核，把原因写清楚。' },
  other_region: { why: '这件事要到别的地方办。', next: '请打参保地的 12393 问在哪里办。' },
};

export const paymentFailures: Record<PaymentFailure, { why: string; next: string }> = {
  account_unknown: { why: '银行说：没有这个账号。', next: '请照着卡，一位一位核对卡号。' },
  name_differs: {
    why: '银行说：卡不是您名下的，或者名字对不上。',
    next: '请填您自己名下的卡，名字要和身份证一样。',
  },
  account_closed: { why: '银行说：这张卡已经销了。', next: '请换一张还在用的卡。' },
  bank_refused: { why: '银行没有收这笔钱。', next: '请换一张卡，或者问问开卡的银行。' },
  other: { why: '银行没有打成，没说清原因。', next: '请核对卡号；没有错，就换一张卡试试。' },
};

const others: Record<Exclude<ReasonCode, RefusalReason | PaymentFailure>, string> = {
  figures_to_check: '数要再核一遍',
  papers_to_check: '材料要再核一遍',
  visit_to_repeat: '要再上门看一次',
  objection_to_check: '有人提了意见，要再核实',
  new_facts: '有了新的情况',
  mistake: '前面弄错了',
  audit: '检查的时候发现要重办',
  appeal_upheld: '复核说您是对的',
  paid_out: '该给的都给过了',
  not_mended: '材料一直没有补',
};

export function reasonWords(reason: ReasonCode): string {
  if (reason in refusals) return refusals[reason as RefusalReason].why;
  if (reason in paymentFailures) return paymentFailures[reason as PaymentFailure].why;
  return others[reason as keyof typeof others];
}
