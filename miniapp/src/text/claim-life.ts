/** What happened to a claim, and what happens next, in words that need no study. */
import type { ClaimEvent, ClaimState } from '@yijiutong/rules/contract';

export const claimEvents: Record<ClaimEvent['kind'], string> = {
  started: '开始填申请',
  opened_by_law: '按规定，自动为您开了这一份，补发以前的',
  submitted: '您把申请交上来了',
  correction_asked: '医保局请您补材料',
  resubmitted: '您补好材料，交上来了',
  withdrawn: '您撤回了申请',
  accepted: '收下了，开始办',
  first_reviewed: '乡镇看过了，写了意见',
  visited: '工作人员上门看过了',
  means_checked: '民政核对了家里的收入',
  publicity_started: '在村里贴出来公示',
  objection_recorded: '有人提了意见，正在核实',
  publicity_ended: '公示完了',
  recognised: '民政认定了',
  reviewed: '医保局算好了，等人再看一遍',
  approved: '批了',
  refused: '没有批',
  returned: '退回上一步，再核一遍',
  payment_ordered: '再打一次钱',
  payment_sent: '交给银行打钱',
  paid: '钱打到卡上了',
  payment_failed: '银行没能打进去',
  payment_returned: '银行把钱退回来了',
  payee_corrected: '您改好了银行卡',
  payee_brought: '窗口给您改了银行卡',
  closed: '办完了',
  reopened: '重新打开，再办一次',
  appealed: '您申请了复核',
};

type Told = { title: string; next: string };

const underWay: Told = { title: '这份申请正在办', next: '现在不能再改。点下面，看编号和办到哪一步。' };
const over: Told = { title: '这份申请办完了', next: '现在不能再改。点下面，看结果。' };

/** Of a claim that is no draft any more, where somebody goes on filling it in. */
export const afterDraft: Record<Exclude<ClaimState, 'draft'>, Told> = {
  submitted: { title: '这份申请交上去了', next: '现在不能再改。点下面，看编号和办到哪一步。' },
  correction_asked: { title: '这份申请要补材料', next: '别的不用再填。点下面，看要补哪几样。' },
  accepted: underWay,
  household_visit: underWay,
  means_check: underWay,
  publicity: underWay,
  recognition: underWay,
  county_review: underWay,
  county_approval: underWay,
  payment_due: underWay,
  paying: underWay,
  payment_failed: { title: '钱没有打进去', next: '点下面，看看银行卡哪里不对。' },
  paid: over,
  closed: over,
  refused: { title: '这份申请没有批', next: '点下面，看为什么，还能怎么办。' },
  withdrawn: { title: '这份申请已经撤回了', next: '现在不能再改。点下面，看当时填的内容。' },
};

/** What is being done, and what the person has to do: nothing, for the most part. */
export const standingWords: Record<Exclude<ClaimState, 'draft' | 'correction_asked' | 'withdrawn'>, Told> = {
  submitted: { title: '交上来了，正在办', next: '您不用再跑。' },
  accepted: { title: '乡镇正在看您的材料', next: '您不用再跑。' },
  household_visit: { title: '工作人员会上门看看', next: '请留意电话，在家等一等。' },
  means_check: { title: '民政正在核对家里的收入', next: '您不用再跑。' },
  publicity: { title: '村里正在公示', next: '公示完了就往下办，您不用再跑。' },
  recognition: { title: '民政正在认定', next: '您不用再跑。' },
  county_review: { title: '医保局正在算能给多少', next: '您不用再跑。' },
  county_approval: { title: '算好了，医保局再看一遍', next: '您不用再跑。' },
  payment_due: { title: '批了，准备打钱', next: '钱会打到您填的账号。' },
  paying: { title: '银行正在打钱', next: '一般一两天到账。' },
  payment_failed: { title: '钱没有打进去', next: '请核对银行卡号和户名，改好再交。' },
  paid: { title: '钱打到您卡上了', next: '请查一查银行卡。' },
  closed: { title: '办完了', next: '想问，打 12393，报上面的编号。' },
  refused: { title: '这次没有批', next: '下面写着为什么，还能怎么办。' },
};
