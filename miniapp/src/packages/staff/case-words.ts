/** What a case is, where it stands and what is done with it, in the words of the offices. */
import type {
  ActorRole,
  ClaimAct,
  ClaimEventKind,
  ClaimKind,
  ClaimState,
  DeskClaimReply,
  DeskClock,
  Duplicate,
  ReasonCode,
} from '@yijiutong/rules/contract';

import type { Tone } from '../../text/claim';
import { formatDay } from '../../text/date';

export const kindNames: Record<ClaimKind, string> = {
  reimbursement: '医疗救助零星报销',
  recognition: '依申请救助（因病致贫重病患者认定）',
  retroactive: '追溯救助',
  tilt: '倾斜救助',
  appeal: '复核',
};

type Tagged = { words: string; tone: Tone };

export const stateNames: Record<ClaimState, Tagged> = {
  draft: { words: '未提交', tone: 'quiet' },
  submitted: { words: '待受理', tone: 'green' },
  correction_asked: { words: '待补正', tone: 'warm' },
  accepted: { words: '待乡镇初审', tone: 'green' },
  household_visit: { words: '待入户调查', tone: 'green' },
  means_check: { words: '待民政核对', tone: 'green' },
  publicity: { words: '公示', tone: 'green' },
  recognition: { words: '待民政认定', tone: 'green' },
  county_review: { words: '待县级审核', tone: 'green' },
  county_approval: { words: '待县级审批', tone: 'green' },
  payment_due: { words: '待支付', tone: 'green' },
  paying: { words: '支付中', tone: 'green' },
  payment_failed: { words: '支付失败', tone: 'red' },
  paid: { words: '已支付', tone: 'quiet' },
  closed: { words: '已办结', tone: 'quiet' },
  refused: { words: '不予救助', tone: 'quiet' },
  withdrawn: { words: '已撤回', tone: 'quiet' },
};

/** What an officer can do, as its button says it. The others are the family's, or belong to the payments. */
export const actNames: Partial<Record<ClaimAct, string>> = {
  set_home: '填写住在哪个村（社区）',
  accept: '受理',
  ask_correction: '一次性告知补正',
  first_review: '写初审意见',
  record_visit: '记入户调查',
  record_means: '记经济状况核对',
  start_publicity: '开始公示',
  record_objection: '记公示异议',
  end_publicity: '结束公示',
  recognise: '认定',
  review: '县级审核',
  approve: '审批通过',
  refuse: '不予救助',
  return: '退回',
  close: '办结',
  reopen: '重新打开',
  order_payment: '再付一次',
  bring_payee: '改收款账户',
  submit: '窗口交补正',
  send_payment: '付款',
  confirm_payment: '记银行结果',
  fail_payment: '记银行结果',
  return_payment: '记银行退回',
};

/** The main step first; what mends or sends back after it. */
const order: readonly ClaimAct[] = [
  'accept',
  'first_review',
  'record_visit',
  'record_means',
  'start_publicity',
  'end_publicity',
  'recognise',
  'review',
  'approve',
  'send_payment',
  'confirm_payment',
  'return_payment',
  'order_payment',
  'bring_payee',
  'submit',
  'ask_correction',
  'set_home',
  'record_objection',
  'return',
  'refuse',
  'close',
  'reopen',
];

export function sortActs<T extends { act: ClaimAct }>(acts: readonly T[]): T[] {
  return order.flatMap((act) => acts.filter((one) => one.act === act));
}

export const eventNames: Record<ClaimEventKind, string> = {
  started: '开始填写',
  opened_by_law: '认定后自动开立',
  submitted: '提交',
  correction_asked: '一次性告知补正',
  resubmitted: '补正后提交',
  withdrawn: '撤回',
  accepted: '受理',
  first_reviewed: '乡镇初审',
  visited: '入户调查',
  means_checked: '经济状况核对',
  publicity_started: '开始公示',
  objection_recorded: '记录公示异议',
  publicity_ended: '结束公示',
  recognised: '认定',
  reviewed: '县级审核',
  approved: '审批通过',
  refused: '不予救助',
  returned: '退回',
  payment_ordered: '再次付款',
  payment_sent: '交银行付款',
  paid: '支付成功',
  payment_failed: '支付失败',
  payment_returned: '银行退回',
  payee_corrected: '改了收款账户',
  payee_brought: '窗口改了收款账户',
  closed: '办结',
  reopened: '重新打开',
  appealed: '申请复核',
};

/** The bank could not pay, or has sent it back. */
export const isFailure = ({ kind }: { kind: ClaimEventKind }): boolean =>
  kind === 'payment_failed' || kind === 'payment_returned';

export const roleNames: Record<ActorRole, string> = {
  resident: '本人',
  volunteer: '志愿者',
  system: '系统',
  village_clerk: '村（社区）干部',
  township_officer: '乡镇（街道）经办',
  county_reviewer: '县级审核',
  county_approver: '县级审批',
  civil_affairs: '民政',
  rural_affairs: '农业农村',
  fund_manager: '基金',
  auditor: '审计',
  administrator: '管理员',
};

const reasonNames: Record<ReasonCode, string> = {
  not_a_recipient: '不是救助对象',
  spending_below_line: '自负费用未达标准',
  means_beyond_limit: '经济状况超过标准',
  out_of_scope: '不在救助范围',
  not_referred: '未规范转诊',
  paid_already: '已经救助过',
  nothing_due: '按规定应救助金额为零',
  papers_do_not_prove: '材料不足以证明',
  papers_not_true: '材料不实',
  too_late: '超过申请期限',
  other_region: '不属于本地办理',
  figures_to_check: '金额要再核',
  papers_to_check: '材料要再核',
  visit_to_repeat: '要再入户',
  objection_to_check: '异议要核实',
  other: '其他',
  new_facts: '有新情况',
  mistake: '原来办错了',
  audit: '检查发现',
  appeal_upheld: '复核成立',
  account_unknown: '账号不存在',
  name_differs: '户名不符',
  account_closed: '账户已销户',
  bank_refused: '银行退回',
  paid_out: '已经足额支付',
  not_mended: '逾期未补正',
};

/** A code that this build does not know is shown as it came. */
export const reasonName = (code: string): string =>
  (reasonNames as Record<string, string | undefined>)[code] ?? code;

type Review = DeskClaimReply['reviews'][number];

export const stageNames: Record<Review['stage'], string> = {
  township: '乡镇初审',
  county_review: '县级审核',
  county_approval: '县级审批',
  recognition: '民政认定',
};

export const verdictNames: Record<Review['verdict'], Tagged> = {
  agree: { words: '同意', tone: 'green' },
  disagree: { words: '不同意', tone: 'red' },
  grant: { words: '建议救助', tone: 'green' },
  refuse: { words: '不予救助', tone: 'red' },
  approve: { words: '通过', tone: 'green' },
  return: { words: '退回', tone: 'warm' },
  recognise: { words: '认定', tone: 'green' },
};

type Kind = Duplicate['kinds'][number];

export const sharedNames: Record<Kind, string> = {
  bill: '同一张账单',
  page: '同一张照片',
  account: '同一个收款账户',
  person: '同一个人的另一件',
};

/** That somebody simply claims again rouses no suspicion. */
export const isSuspicious = ({ kinds }: Pick<Duplicate, 'kinds'>): boolean =>
  kinds.some((kind) => kind !== 'person');

/** How urgent it is, in a sentence. */
export function clockWords(clock: DeskClock, today: string): { words: string; tone: Tone } {
  const { state, daysLeft, overdue, stepDueOn, dueOn } = clock;
  if (state === 'over') return { words: '不再计时', tone: 'quiet' };
  if (state === 'waits') {
    const left = daysLeft === null ? '' : `，停在还剩 ${daysLeft} 个工作日`;
    return { words: `计时已停，不算在办理时限里${left}`, tone: 'quiet' };
  }
  if (overdue) {
    const late = daysLeft === null ? '' : ` ${Math.abs(daysLeft)} 个工作日`;
    return { words: `已超期${late}`, tone: 'red' };
  }
  const on = [stepDueOn, dueOn].filter((day) => day !== null).sort()[0];
  if (on === undefined) return { words: '没有办理时限', tone: 'quiet' };
  const left = daysLeft === null ? '' : daysLeft === 0 ? '，就是今天' : `，还剩 ${daysLeft} 个工作日`;
  const tone = daysLeft !== null && daysLeft <= 3 ? 'warm' : 'green';
  return { words: `本步 ${formatDay(on, today)}前办完${left}`, tone };
}
