/** What a resident reads of an officer's reason: why, and what she can do. Shown to the officer before she chooses it. */

export type ReasonWords = { readonly why: string; readonly next: string };

const again = '有新的单据或证明，可以再申请一次；觉得不对，可以申请复核。';

/** Why nothing is granted. */
export const refusalWords = {
  not_a_recipient: { why: '您现在还不是救助对象。', next: '可以先申请认定，认定以后再来。' },
  spending_below_line: { why: '您自己掏的钱还没有到能帮的标准。', next: again },
  means_beyond_limit: {
    why: '家里的收入或者财产超过了标准。',
    next: '家里情况变了，可以再申请；觉得不对，可以申请复核。',
  },
  out_of_scope: { why: '这些钱不在医疗救助能帮的范围里。', next: again },
  not_referred: { why: '没有按规定转诊。', next: '有转诊证明的，补上可以再申请；觉得不对，可以申请复核。' },
  paid_already: { why: '这些钱已经帮过了，不能帮两次。', next: '到“账单”里可以看到哪天帮了多少。' },
  nothing_due: { why: '算下来没有可以给的钱。', next: '点开看每一步怎么算；觉得不对，可以申请复核。' },
  papers_do_not_prove: { why: '交的材料证明不了这件事。', next: '补上能证明的材料，可以再申请一次。' },
  papers_not_true: { why: '交的材料不是真的。', next: '觉得不对，可以申请复核。' },
  too_late: { why: '过了可以申请的时间。', next: '觉得不对，可以申请复核。' },
  other_region: { why: '这件事要到别的地方办。', next: '请到参保的地方申请，或者打电话问我们。' },
} as const satisfies Record<string, ReasonWords>;

/** What is wrong with a paper. */
export const correctionWords = {
  unclear: { why: '照片看不清', next: '请到亮一点的地方，重新拍。' },
  pages_missing: { why: '少了几页', next: '请把少的那几页补上。' },
  wrong_paper: { why: '交的不是这份材料', next: '请看清楚名字，重新交。' },
  does_not_match: { why: '和账单对不上', next: '请核对姓名、日期和金额，重新交。' },
  no_stamp: { why: '没有盖章', next: '请到开材料的地方盖章，再拍。' },
  expired: { why: '过了有效期', next: '请换新的，再拍。' },
  missing: { why: '还没有交', next: '请拍照交上来。' },
  other: { why: '要重新交', next: '请照下面写的补好。' },
} as const satisfies Record<string, ReasonWords>;

const nothingToDo = '您不用做什么，有结果会告诉您。';

/** Why a case goes a step back. */
export const returnWords = {
  figures_to_check: { why: '金额要再核对一遍。', next: nothingToDo },
  papers_to_check: { why: '材料要再核对一遍。', next: nothingToDo },
  visit_to_repeat: { why: '工作人员要再上门看一次。', next: '会先给您打电话。' },
  objection_to_check: { why: '有人提了意见，要核实。', next: nothingToDo },
  other: { why: '要再核对一遍。', next: nothingToDo },
} as const satisfies Record<string, ReasonWords>;

/** Why a case that was over is taken up again. */
export const reopenWords = {
  new_facts: { why: '有了新的情况，重新看您的申请。', next: nothingToDo },
  mistake: { why: '上次办错了，重新看您的申请。', next: nothingToDo },
  audit: { why: '检查时发现要重新看您的申请。', next: nothingToDo },
  appeal_upheld: { why: '您的复核成立，重新看您的申请。', next: nothingToDo },
} as const satisfies Record<string, ReasonWords>;
