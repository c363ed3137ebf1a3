/** The questions in their order, and what still has to be said to each before the next. */
import type { Question } from '@yijiutong/rules/estimate';

import { toHalfWidth } from '../../../text/money';
import { readAmount, type AmountName, type Draft } from '../draft';
import { asksWhen } from '../families';
import type { LawOfDay } from './asked';

export const screens = ['place', 'who', 'kind', 'where', 'money', 'earlier'] as const;
export type Screen = (typeof screens)[number];

export const titles: Record<Screen, string> = {
  place: '您在哪里参加医保？',
  who: '您家是下面哪一种？',
  kind: '这次是怎么看的病？',
  where: '在哪里看的病？',
  money: '这次花了多少钱？',
  earlier: '今年 1 月到现在，还看过吗？',
};

export const leads: Record<Screen, string> = {
  place: '每个城市的规定不一样，先选城市。您填的只留在这部手机上。过了一天，再打开医救通，就删掉了。',
  who: '有几种就选几种。证上、通知上写着的，就选它。',
  kind: '选一样。不知道就选“不清楚”。',
  where: '三个小问题，不知道就选“不清楚”。',
  money: '照着结算单填。哪一样不知道，就空着。',
  earlier: '一年里看病的钱，要加在一起算。',
};

/** Where an unknown answer is asked for. */
export const screenOf: Record<Question, Screen> = {
  who: 'who',
  recognised: 'who',
  insurance: 'place',
  kind: 'kind',
  designated: 'where',
  inProvince: 'where',
  referred: 'where',
  selfPaid: 'money',
  outOfScope: 'money',
  earlierSelfPaid: 'earlier',
  earlierOutOfScope: 'earlier',
  aidReceived: 'earlier',
};

/** Why what was typed is no amount. */
function tellWrong(text: string): string {
  const typed = toHalfWidth(text).replace(/[\s,元]/g, '');
  if (/^\d+\.\d{3,}$/.test(typed)) return '小数点后面最多两位，比如 1240.50。';
  if (/^\d{9,}(\.\d*)?$/.test(typed)) return '这个数太大了，请看看是不是多打了几位。';
  return '这里请填钱数，比如 1240.50。不知道就空着。';
}

/** What is wrong with an amount as typed, or null. */
export function amountFault(draft: Draft, name: AmountName): string | null {
  const amount = readAmount(draft[name]);
  if (amount === 'wrong') return tellWrong(draft[name]);
  if (name === 'insurancePaid' && isMore(draft, name, 'total')) return '医保报的，不会比一共花的还多。';
  if (name === 'selfPaid' && isMore(draft, name, 'total')) return '自己掏的，不会比一共花的还多。';
  if (name === 'outOfScope' && isMore(draft, name, 'total')) return '不能报的，不会比一共花的还多。';
  if (name === 'outOfScope' && outOfScopeIsMore(draft)) return '不能报的，不会比您自己掏的还多。';
  if (name === 'earlierOutOfScope' && isMore(draft, name, 'earlierSelfPaid')) {
    return '不能报的，不会比您自己掏的还多。';
  }
  return null;
}

/** What the insurance does not pay for is part of what it left to the family. */
function outOfScopeIsMore(draft: Draft): boolean {
  if (!followsSelfPaid(draft)) return isMore(draft, 'outOfScope', 'selfPaid');
  const [outOfScope, total, paid] = [draft.outOfScope, draft.total, draft.insurancePaid].map(readAmount);
  if (typeof outOfScope !== 'number' || typeof total !== 'number' || typeof paid !== 'number') return false;
  return outOfScope > total - paid;
}

/** Both known: what was left to the family follows from them. */
function followsSelfPaid({ total, insurancePaid }: Draft): boolean {
  return typeof readAmount(total) === 'number' && typeof readAmount(insurancePaid) === 'number';
}

function isMore(draft: Draft, name: AmountName, than: AmountName): boolean {
  const [amount, whole] = [readAmount(draft[name]), readAmount(draft[than])];
  return typeof amount === 'number' && typeof whole === 'number' && amount > whole;
}

/** The amounts that a question asks for, after what was answered so far: no other may keep anybody from going on. */
export function shownAmounts(screen: Screen, draft: Draft): readonly AmountName[] {
  switch (screen) {
    case 'money':
      return [
        'total',
        'insurancePaid',
        ...(followsSelfPaid(draft) ? [] : ['selfPaid' as const]),
        'outOfScope',
      ];
    case 'earlier':
      return [
        ...(draft.earlier === 'yes' ? (['earlierSelfPaid', 'earlierOutOfScope'] as const) : []),
        'aidReceived',
      ];
    default:
      return [];
  }
}

/** The first amount of a question that cannot be. */
export function findWrongAmount(screen: Screen, draft: Draft): AmountName | undefined {
  return shownAmounts(screen, draft).find((name) => amountFault(draft, name) !== null);
}

function whoFault({ who, recognised }: Draft, law: LawOfDay | null): string | null {
  if (who === null) return '请选一样。都不是，就选“都不是”；不知道，就选“不清楚”。';
  return asksWhen(law, who) && recognised === null ? '再选一下：今年看病，都在认定以后吗？' : null;
}

/** What is missing before the next question, in words; null: nothing. */
export function findFault(screen: Screen, draft: Draft, law: LawOfDay | null): string | null {
  if (findWrongAmount(screen, draft) !== undefined) return '有的数填得不对，红字写着是哪一个。';
  switch (screen) {
    case 'place':
      if (draft.region === null) return '请先选您参加医保的城市。';
      return draft.insurance === null ? '请再选是哪一种医保，不知道就选“不清楚”。' : null;
    case 'who':
      return whoFault(draft, law);
    case 'kind':
      return draft.kind === null ? '请选一样，不知道就选“不清楚”。' : null;
    case 'where':
      return [draft.designated, draft.inProvince, draft.referred].includes(null)
        ? '三个小问题都要选，不知道就选“不清楚”。'
        : null;
    case 'earlier':
      return draft.earlier === null ? '请先选看过没有，不知道就选“不清楚”。' : null;
    case 'money':
      return null;
  }
}
