/** The questions in their order, and what still has to be said to each before the next. */
import type { Question } from '@yijiutong/rules/estimate';

import { readAmount, type AmountName, type Draft } from '../draft';

export const screens = ['place', 'who', 'kind', 'where', 'money', 'earlier'] as const;
export type Screen = (typeof screens)[number];

export const titles: Record<Screen, string> = {
  place: '您在哪里参加医保？',
  who: '您家是下面哪一种？',
  kind: '这次是怎么看的病？',
  where: '在哪里看的病？',
  money: '这次花了多少钱？',
  earlier: '今年在这之前呢？',
};

export const leads: Record<Screen, string> = {
  place: '每个城市的规定不一样，先选城市。',
  who: '有几种就选几种。证上、通知上写着的，就选它。',
  kind: '选一样。不知道就选“不清楚”。',
  where: '三个小问题，不知道就选“不清楚”。',
  money: '照着结算单填。哪一样不知道，就空着。',
  earlier: '一年里看病的钱，要加在一起算。',
};

/** Where an unknown answer is asked for. */
export const screenOf: Record<Question, Screen> = {
  who: 'who',
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

const wrongAmount = '这里请填钱数，比如 1240.50。不知道就空着。';

/** What is wrong with an amount as typed, or null. */
export function amountFault(draft: Draft, name: AmountName): string | null {
  const amount = readAmount(draft[name]);
  if (amount === 'wrong') return wrongAmount;
  if (name === 'insurancePaid' && isMore(draft, name, 'total')) return '医保报的，不会比一共花的还多。';
  if (name === 'selfPaid' && isMore(draft, name, 'total')) return '自己掏的，不会比一共花的还多。';
  if (name === 'outOfScope' && isMore(draft, name, 'total')) return '不能报的，不会比一共花的还多。';
  return null;
}

function isMore(draft: Draft, name: AmountName, than: AmountName): boolean {
  const [amount, whole] = [readAmount(draft[name]), readAmount(draft[than])];
  return typeof amount === 'number' && typeof whole === 'number' && amount > whole;
}

const amounts: Partial<Record<Screen, readonly AmountName[]>> = {
  money: ['total', 'insurancePaid', 'selfPaid', 'outOfScope'],
  earlier: ['earlierSelfPaid', 'earlierOutOfScope', 'aidReceived'],
};

/** What is missing before the next question, in words; null: nothing. */
export function findFault(screen: Screen, draft: Draft): string | null {
  if ((amounts[screen] ?? []).some((name) => amountFault(draft, name) !== null)) {
    return '有一个数填得不对，红字写着是哪一个。';
  }
  switch (screen) {
    case 'place':
      if (draft.region === null) return '请先选您参加医保的城市。';
      return draft.insurance === null ? '请再选是哪一种医保，不知道就选“不清楚”。' : null;
    case 'who':
      return draft.who === null ? '请选一样。都不是，就选“都不是”；不知道，就选“不清楚”。' : null;
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
