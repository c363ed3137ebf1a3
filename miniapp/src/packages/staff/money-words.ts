/** Approving together, paying, and what the bank says: in words. */
import type {
  BankFileProblem,
  CleanRule,
  LaneOutcome,
  LaneUndoReply,
  Payment,
  PaymentFailure,
  PaymentObstacle,
  PaymentState,
} from '@yijiutong/rules/contract';

import type { Tone } from '../../text/claim';

/** Why a case is not approved together with others. */
export const cleanRules: Record<CleanRule, string> = {
  ordinary_kind: '不是普通的零星报销',
  platform_bills: '有账单不是医保系统来的',
  no_excuse: '有材料说拿不到',
  no_correction: '补正过',
  reviewer_grants: '审核没有建议救助',
  amount_as_estimated: '金额和提交时算的不一样',
  no_duplicates: '可能和别的申请重复',
  payee_named: '没有收款账户',
};

export const laneOutcomes: Record<LaneOutcome, string> = {
  approved: '批了',
  approved_before: '已经批了',
  not_found: '找不到，或者不归您办',
  changed: '刚刚有了变化，没有批。请看了新的再定',
  not_waiting: '已经不在审批这一步，没有批',
  same_hands: '前面的一步是您办的，没有批。要换一位同事',
  not_clean: '不能一起批了，没有批',
  drawn: '被抽中要单独看，没有批',
};

export const undoOutcomes: Record<LaneUndoReply['results'][number]['outcome'], string> = {
  undone: '撤销了，回到待批',
  too_late: '过了 15 分钟，已经生效，撤不了',
  not_approved: '这一件现在没有可撤销的批准',
};

export const paymentStates: Record<PaymentState, { words: string; tone: Tone }> = {
  due: { words: '待付', tone: 'warm' },
  sent: { words: '银行在付', tone: 'warm' },
  paid: { words: '付成了', tone: 'green' },
  failed: { words: '没付成', tone: 'red' },
  bounced: { words: '银行说退回来了，等确认', tone: 'red' },
  returned: { words: '付成以后退回来了', tone: 'red' },
  stopped: { words: '退回审核，没有付', tone: 'red' },
};

export const obstacles: Record<PaymentObstacle, string> = {
  not_due: '现在不能付：可能别人已经付了',
  amount_changed: '按规定该付的比批的少了：请打开申请，退回审核',
  same_hands: '这一件的前一步是您办的，要换一位同事付',
  own_family: '是您自己家的，要换一位同事付',
  mandate_denied: '本人说没有委托过别人交这份申请，先不要付，请找县里核实',
  no_payee: '没有收款账户，请让审核的同事补上',
  no_format: '这个地方还没有定给银行的文件格式，请找管理员',
  another_format: '要用另一种银行文件格式，请分开做一批',
};

export const paymentFailures: Record<PaymentFailure, string> = {
  account_unknown: '没有这个账号',
  name_differs: '户名对不上',
  account_closed: '账户已经销了',
  bank_refused: '银行退回来了',
  other: '银行没有说清楚为什么',
};

/** The fault was the bank's, or may have been: the same account can be tried once more. */
export const mayTryAgain = ({ failure }: Pick<Payment, 'failure'>): boolean =>
  failure === 'bank_refused' || failure === 'other';

export const fileProblems: Record<BankFileProblem, string> = {
  not_readable: '读不出来：请交银行原来的文件，不要用表格软件改过再存',
  no_header: '没有开头的汇总行',
  no_trailer: '没有结尾的汇总行，可能没传完',
  batch_differs: '是另一批的结果',
  row_unreadable: '这一行看不懂',
  row_unknown: '这一笔我们没有',
  row_of_another_batch: '这一笔是另一批的',
  row_twice: '这一笔写了两次',
  amount_differs: '金额和我们交给银行的不一样',
  outcome_unknown: '看不懂付成了没有',
  settled_otherwise: '和以前交来的结果不一样',
  count_differs: '笔数和汇总行对不上',
  total_differs: '金额和汇总行对不上',
};
