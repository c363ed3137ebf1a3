/**
 * What was answered so far, as it was typed. It never leaves the phone, and goes with the replies that were shown: at another
 * sign-in, at sign-out, when the account is closed, and the next time that the app is opened after a day: a phone may have several hands.
 */
import type { Answers } from '@yijiutong/rules/estimate';
import type { Fen } from '@yijiutong/rules/kernel';
import type { BillKind, Insurance } from '@yijiutong/rules/policy';

import { ESTIMATE, findOfToday } from '../../services/short-lived';
import { forgetReply, keepReply } from '../../services/storage';
import { findMoney, toFen, toHalfWidth } from '../../text/money';

/** 不清楚 is an answer; null: not answered yet. */
export type Unsure<T> = T | 'unknown' | null;

export type Draft = {
  /** of the question in front */
  at: number;
  region: string | null;
  insurance: Unsure<Insurance>;
  /** categories; empty: 都不是 */
  who: Unsure<readonly string[]>;
  /** every care of the year was after recognition */
  recognised: Unsure<'yes' | 'no'>;
  kind: Unsure<BillKind>;
  designated: Unsure<'yes' | 'no'>;
  inProvince: Unsure<'yes' | 'no'>;
  referred: Unsure<'yes' | 'no'>;
  /** amounts as typed; an empty one is 不清楚 */
  total: string;
  insurancePaid: string;
  selfPaid: string;
  outOfScope: string;
  earlier: Unsure<'yes' | 'no'>;
  earlierSelfPaid: string;
  earlierOutOfScope: string;
  aidReceived: string;
};

export type AmountName = {
  [Name in keyof Draft]: string extends Draft[Name] ? (null extends Draft[Name] ? never : Name) : never;
}[keyof Draft];

export const emptyDraft: Draft = {
  at: 0,
  region: null,
  insurance: null,
  who: null,
  recognised: null,
  kind: null,
  designated: null,
  inProvince: null,
  referred: null,
  total: '',
  insurancePaid: '',
  selfPaid: '',
  outOfScope: '',
  earlier: null,
  earlierSelfPaid: '',
  earlierOutOfScope: '',
  aidReceived: '',
};

/** One of today; an older form may lack an answer that is asked for by now. */
export function findDraft(): Draft {
  return { ...emptyDraft, ...findOfToday<Draft>(ESTIMATE)?.value };
}

export const keepDraft = (draft: Draft): void => keepReply(ESTIMATE, draft);
export const forgetDraft = (): void => forgetReply(ESTIMATE);

/** What was typed, in fen: null where nothing was, `wrong` where it is no amount. Nothing at all may be 0. */
export function readAmount(text: string): Fen | null | 'wrong' {
  const typed = toHalfWidth(text).trim();
  if (typed === '') return null;
  if (/^0+(\.0{1,2})?元?$/.test(typed)) return 0 as Fen;
  const money = findMoney(text);
  return money === null ? 'wrong' : (toFen(money) as Fen);
}

const known = <T>(answer: Unsure<T>): T | null => (answer === 'unknown' ? null : answer);
const isYes = (answer: Unsure<'yes' | 'no'>): boolean | null =>
  answer === 'yes' ? true : answer === 'no' ? false : null;

/** The answers as the rules take them. An amount that cannot be read is not known: its question says so before. */
export function toAnswers(draft: Draft): Answers {
  const amountOf = (name: AmountName): Fen | null => {
    const amount = readAmount(draft[name]);
    return amount === 'wrong' ? null : amount;
  };
  const before = draft.earlier === 'yes';
  return {
    categories: known(draft.who),
    recognised: isYes(draft.recognised),
    insurance: known(draft.insurance),
    kind: known(draft.kind),
    designated: isYes(draft.designated),
    inProvince: isYes(draft.inProvince),
    referred: isYes(draft.referred),
    total: amountOf('total'),
    insurancePaid: amountOf('insurancePaid'),
    selfPaid: amountOf('selfPaid'),
    outOfScope: amountOf('outOfScope'),
    earlierSelfPaid: draft.earlier === 'no' ? (0 as Fen) : before ? amountOf('earlierSelfPaid') : null,
    earlierOutOfScope: before ? amountOf('earlierOutOfScope') : null,
    aidReceived: amountOf('aidReceived'),
  };
}
