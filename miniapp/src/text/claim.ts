/** What a claim and its papers are and what happened to them, in words that need no study. */
import type {
  ClaimBill,
  ClaimKind,
  ClaimReply,
  ClaimState,
  ClaimTask,
  CorrectionReason,
  ExcuseReason,
  FiledBy,
} from '@yijiutong/rules/contract';

import { formatDay } from './date';
import { formatYuan, isAboveZero } from './money';

export type Tone = 'green' | 'warm' | 'quiet' | 'red';
type Tagged = { words: string; tone: Tone };
type Due = NonNullable<ClaimReply['due']>;

export const claimKinds: Record<ClaimKind, string> = {
  reimbursement: '医疗费用报销',
  recognition: '大病困难认定',
  retroactive: '补发以前的',
  tilt: '特别困难再帮一次',
  appeal: '复核',
};

export const claimStates: Record<ClaimState, Tagged> = {
  draft: { words: '没填完', tone: 'warm' },
  submitted: { words: '正在办', tone: 'green' },
  correction_asked: { words: '要补材料', tone: 'red' },
  accepted: { words: '乡镇在看', tone: 'green' },
  household_visit: { words: '等人上门看', tone: 'green' },
  means_check: { words: '民政在核对', tone: 'green' },
  publicity: { words: '村里公示', tone: 'green' },
  recognition: { words: '民政在认定', tone: 'green' },
  county_review: { words: '医保局在算', tone: 'green' },
  county_approval: { words: '医保局在批', tone: 'green' },
  payment_due: { words: '等着打钱', tone: 'green' },
  paying: { words: '银行在打钱', tone: 'green' },
  payment_failed: { words: '钱没打进去', tone: 'red' },
  paid: { words: '钱到了', tone: 'green' },
  closed: { words: '办完了', tone: 'quiet' },
  refused: { words: '没有批', tone: 'warm' },
  withdrawn: { words: '已撤回', tone: 'quiet' },
};

export const excuseReasons: Record<ExcuseReason, string> = {
  lost: '弄丢了',
  not_issued: '医院没有开',
  too_far: '太远，去不了',
  too_long_ago: '时间太久，补不到',
  other: '别的原因',
};

/** What is wrong with a paper, and what to do about it. */
export const correctionReasons: Record<CorrectionReason, { why: string; next: string }> = {
  unclear: { why: '照片看不清', next: '请到亮一点的地方，重新拍。' },
  pages_missing: { why: '少了几页', next: '请把少的那几页补上。' },
  wrong_paper: { why: '交的不是这份材料', next: '请看清楚名字，重新交。' },
  does_not_match: { why: '和账单对不上', next: '请核对姓名、日期和金额，重新交。' },
  no_stamp: { why: '没有盖章', next: '请到开材料的地方盖章，再拍。' },
  expired: { why: '过了有效期', next: '请换新的，再拍。' },
  missing: { why: '还没有交', next: '请拍照交上来。' },
  other: { why: '要重新交', next: '请照下面写的补好。' },
};

const heldWords: Record<NonNullable<ClaimTask['heldBecause']>, string> = {
  platform: '医保系统里有，不用交',
  earlier_claim: '以前交过，不用再交',
};

/** Where a paper stands on the server; what is still on this phone is told by `services/upload`. */
export function taskState(task: ClaimTask): Tagged {
  switch (task.state) {
    case 'missing':
      return { words: '还没有交', tone: 'warm' };
    case 'held':
      return { words: heldWords[task.heldBecause ?? 'platform'], tone: 'green' };
    case 'given':
      return { words: `已经送到 ${countPages(task)} 页`, tone: 'green' };
    case 'excused':
      return {
        words: `拿不到：${task.excuse === null ? excuseReasons.other : excuseReasons[task.excuse.reason]}`,
        tone: 'quiet',
      };
    case 'asked_again':
      return { words: `要补：${correctionReasons[task.correction?.reason ?? 'other'].why}`, tone: 'red' };
  }
}

/** A PDF counts with all its pages. */
function countPages({ pages }: ClaimTask): number {
  return pages.reduce((count, { pdfPages }) => count + pdfPages, 0);
}

/** By when there is an answer; a pause says what starts the count again. A borrowed period is no promise. */
export function dueWords({ on, workingDays, workingDaysProvisional }: Due, today: string): string {
  const period = `${workingDays} 个工作日${workingDaysProvisional ? '，以当地为准' : ''}`;
  if (on === null) return `您补好材料交上来，再重新算 ${period}。`;
  return `${workingDaysProvisional ? '一般' : '最迟'} ${formatDay(on, today)}前有结果（${period}）`;
}

/** Most bills that one claim takes, as the contract says. */
export const MOST_BILLS = 10;

export const provisionalWords = '国家还没公布那时怎么放假，日子可能会变。';

/** One claim told from another: where, and how many bills. */
export function claimName(institution: string | null, bills: number): string {
  const first = institution ?? '看病的医院';
  return bills > 1 ? `${first}等 ${bills} 张账单` : first;
}

/** Which bill a paper belongs to. */
export function billName({ institution, on }: Pick<ClaimBill, 'institution' | 'on'>, today: string): string {
  return `${institution ?? '看病的医院'}，${formatDay(on, today)}`;
}

/** What a bill can still bring; what nobody can reckon yet is said to be open, not nothing. */
export function claimableWords(claimable: string | null): string {
  if (claimable === null) return '能领多少，要等医保局看了材料才知道';
  return isAboveZero(claimable) ? `大约能领 ${formatYuan(claimable)}` : '按现在的办法，这张领不到钱';
}

export function injuryWords(injury: boolean | null): string {
  if (injury === null) return '还没有说是不是受伤看的病';
  return injury ? '是受伤看的病' : '不是受伤看的病';
}

/** Who has sent it for her; null: she has done so herself, or nobody has yet. */
export function filedWords(filedBy: Pick<FiledBy, 'who' | 'organisation'> | null): string | null {
  if (filedBy === null) return null;
  return `${filedBy.organisation}${filedBy.who === 'office' ? '在窗口' : ''}代交的`;
}

const claimDigits = /^[A-Z]+|\d{4}(?=\d)|\d+/g;

/** "JZ202611210000017" → "JZ 2026 1121 0000 017": read aloud at a window, digit group by digit group. */
export function spaceNumber(number: string): string {
  return number.match(claimDigits)?.join(' ') ?? number;
}
