/** Calls and visits, and who acts for whom: in words. */
import type { ConsentWay, FollowUp, FollowUpKind, FollowUpOutcome } from '@yijiutong/rules/contract';

import type { Tone } from '../../text/claim';
import { formatMoment } from '../../text/date';

export const followKinds: Record<FollowUpKind, string> = { call: '打电话', visit: '上门' };

export const outcomeNames: Record<FollowUpOutcome, string> = {
  reached: '告诉本人了',
  not_reached: '没人接',
  wrong_number: '号码不对',
  not_home: '没在家',
  moved_away: '搬走了',
};

const outcomesOf: Record<FollowUpKind, readonly FollowUpOutcome[]> = {
  call: ['reached', 'not_reached', 'wrong_number'],
  visit: ['reached', 'not_home', 'moved_away'],
};

/** What can come of it; where a slip is asked about, she says that it is hers. */
export function outcomeOptions({ kind, mandateId }: Pick<FollowUp, 'kind' | 'mandateId'>) {
  return outcomesOf[kind].map((value) => ({
    value,
    name: value === 'reached' && mandateId !== null ? '本人说是自己签的' : outcomeNames[value],
  }));
}

const reasons: Record<string, string> = {
  no_receipt: '短信发出去，不知道收到没有',
  number: '手机号打不通、收不到短信',
  no_contact: '没有留手机号，也没有用微信',
  too_late: '一直没有发成',
  unknown: '短信发不出去',
  ceiling: '这个月的短信用完了',
};

/** Why nobody could tell her. */
export function reasonWords({ reason, mandateId }: Pick<FollowUp, 'reason' | 'mandateId'>): string {
  if (mandateId !== null) return '这份签字的委托书抽中了回访：要问本人是不是自己签的';
  return (reason === null ? undefined : reasons[reason]) ?? '消息没有送到本人';
}

/** By when, or how late it is. */
export function dueWords({ dueAt, overdue }: FollowUp, now: string): { words: string; tone: Tone } {
  const by = formatMoment(dueAt, now);
  return overdue
    ? { words: `已超期，该在 ${by} 前办完`, tone: 'red' }
    : { words: `${by} 前办完`, tone: 'green' };
}

/** What became of it so far, on its way. */
export function standingWords({ state, mine, tries, outcome, kind, takenBy }: FollowUp): string {
  const tried = tries > 0 ? `试过 ${tries} 次，` : '';
  switch (state) {
    case 'open':
      return `${tried}还没有人办`;
    case 'taken':
      return `${tried}${mine ? '您在办' : `${takenBy?.name ?? '同事'}在办`}`;
    case 'done':
      return outcome === null ? '办完了' : `办完了：${outcomeNames[outcome]}`;
    case 'cancelled':
      return kind === 'call' ? '不用打了：本人已经看到消息' : '不用去了：本人已经看到消息';
  }
}

export const consentWays: Record<ConsentWay, string> = {
  account: '本人在手机上同意的',
  sms_code: '本人念验证码同意的',
  sms_reply: '本人回短信同意的',
  slip: '签字的委托书',
};
