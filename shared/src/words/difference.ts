/**
 * N9, 和上次为什么不一样: one sentence for each cause. Two decisions are read back into what they were reckoned from; then one
 * thing after another takes its new value — the bill, the year before it, the referral, the terms, the caps — and the
 * rules say what each did. So the amounts add up to the difference, to the fen, and a cause that did nothing is none.
 */
import type { Cause, DecisionView, Difference } from './decision-view.ts';
import { grantedBy, inYuan, moved, shift } from './decision-view.ts';
import type { Reckoning } from './reckoning.ts';
import { amountOf, readReckoning } from './reckoning.ts';
import { tellStanding } from './standing-change.ts';
import { listReasons, listShifts, tellTerms } from './terms-change.ts';

/** Why `after` is not what `before` was: two decisions of one bill, or of two bills of a person. */
export function tellDifference(before: DecisionView, after: DecisionView): Difference {
  const change = grantedBy(after) - grantedBy(before);
  const causes = tellStanding(before, after) ?? tellFigures(before, after, change);
  if (causes.length > 0) return { change, causes };
  return { change, causes: [{ cause: 'same', sentence: '算出来和上次一样。', amount: 0, clause: null }] };
}

function tellFigures(before: DecisionView, after: DecisionView, change: number): readonly Cause[] {
  const [was, is] = [readReckoning(before.explanation), readReckoning(after.explanation)];
  if (was === null || is === null) return tellTogether(before, after, change);
  if (was.into !== is.into) {
    const sentence = `两次算的不是一类看病的费用，${moved(change)}`;
    return [{ cause: 'kind', sentence, amount: change, clause: null }];
  }
  const stages = exchange(before, after, was, is);
  const told = stages.flatMap(({ tell, of }, at) => {
    const previous = stages[at - 1]?.of ?? was;
    return tell(amountOf(of, false) - amountOf(previous, false));
  });
  const limits = amountOf(is, true) - amountOf(is, false) - amountOf(was, true) + amountOf(was, false);
  return [...told, ...tellCap(limits, is)].filter(({ amount }) => amount !== 0 || change === 0);
}

type Stage = { readonly of: Reckoning; readonly tell: (amount: number) => readonly Cause[] };

/** The old reckoning on its way to the new one, one exchange at a time. */
function exchange(
  before: DecisionView,
  after: DecisionView,
  was: Reckoning,
  is: Reckoning,
): readonly Stage[] {
  const reasons = listReasons(before, after);
  const withBill = { ...was, base: is.base };
  // What remained of earlier bills depends on the class: with another class it moves with the terms.
  const sameClass = !reasons.some(({ cause }) => cause === 'class');
  const tilt =
    was.tilt.kind === 'open' && is.tilt.kind === 'open' && sameClass
      ? { ...was.tilt, before: is.tilt.before }
      : was.tilt;
  const withYear = { ...withBill, before: is.before, tilt };
  const gate = was.tilt.kind !== is.tilt.kind && was.tilt.kind !== 'none' && is.tilt.kind !== 'none';
  const withGate = gate ? { ...withYear, tilt: is.tilt } : withYear;
  const shifts = listShifts(was, is);
  return [
    { of: withBill, tell: (amount) => tellBill(before, after, [was, is], amount) },
    { of: withYear, tell: (amount) => tellYear(before, after, [withBill, withYear], amount) },
    { of: withGate, tell: (amount) => (gate ? [tellGate(after, is, amount)] : []) },
    { of: { ...is, cut: 0 }, tell: (amount) => tellReasons(reasons, shifts, amount) },
  ];
}

const facts = [
  ['total', '一共花的'],
  ['outOfScope', '医保不能报的'],
  ['preSelfPay', '要先自己付的'],
  ['basicPaid', '基本医保报的'],
  ['criticalIllnessPaid', '大病保险报的'],
  ['supplementPaid', '补充医保报的'],
  ['commercialPaid', '惠民保险赔的'],
] as const;

/** What the hospital changed on the bill, as far as it is stated. */
function listCorrections(before: DecisionView, after: DecisionView): string[] {
  const [was, is] = [before.bill, after.bill];
  if (was === null || is === null) return [];
  return facts.flatMap(([key, words]) => shift(words, inYuan(was[key]), inYuan(is[key])));
}

type Pair = readonly [was: Reckoning, is: Reckoning];

function tellBill(before: DecisionView, after: DecisionView, [was, is]: Pair, amount: number): Cause[] {
  const corrections = listCorrections(before, after);
  if (was.base === is.base && (corrections.length === 0 || before.billId !== after.billId)) return [];
  const own = `医保能报的部分里，您自己掏的从 ${inYuan(was.base)}变成 ${inYuan(is.base)}`;
  if (before.billId !== after.billId) {
    return [
      { cause: 'another_bill', sentence: `这是另一次看病：${own}，${moved(amount)}`, amount, clause: null },
    ];
  }
  // The bill is as it was, and yet it counts otherwise: then it is the document that counts it so.
  if (corrections.length === 0) {
    return [{ cause: 'document', sentence: `算的办法变了：${own}，${moved(amount)}`, amount, clause: null }];
  }
  const sentence = `医院改了账单：${[...corrections, own].join('，')}，${moved(amount)}`;
  return [{ cause: 'bill_corrected', sentence, amount, clause: null }];
}

/** The year before this bill: what counts as self-paid already. */
function tellYear(before: DecisionView, after: DecisionView, [was, is]: Pair, amount: number): Cause[] {
  if (was.before === is.before && amount === 0) return [];
  const { deductible } = was.terms;
  const counted = `这张账单前面，医保能报的部分里，您今年自己掏的从 ${inYuan(was.before)}变成 ${inYuan(is.before)}`;
  if (before.on.slice(0, 4) !== after.on.slice(0, 4)) {
    const sentence = `${after.on.slice(0, 4)} 年从头算起：${counted}，${moved(amount)}`;
    return [{ cause: 'new_year', sentence, amount, clause: null }];
  }
  if (deductible > was.before && deductible <= is.before) {
    const sentence = `先自己付的 ${inYuan(deductible)}，前面的账单已经付满了，${moved(amount)}`;
    return [{ cause: 'deductible_used', sentence, amount, clause: is.terms.clause }];
  }
  return [{ cause: 'earlier_bills', sentence: `${counted}，${moved(amount)}`, amount, clause: null }];
}

function tellGate({ bill }: DecisionView, { tilt }: Reckoning, amount: number): Cause {
  const open = tilt.kind === 'open';
  const why = open
    ? '按规定转诊、又在省里看病，可以再帮一次'
    : bill?.referred === true
      ? '不在省里看病，不能再帮一次'
      : '没有按规定转诊，不能再帮一次';
  const clause = tilt.kind === 'open' ? tilt.clause : null;
  return { cause: 'referral', sentence: `这次${why}，${moved(amount)}`, amount, clause };
}

function tellReasons(reasons: ReturnType<typeof listReasons>, shifts: readonly string[], amount: number) {
  if (amount === 0 && shifts.length === 0) return [];
  if (reasons.length > 0) return tellTerms(reasons, shifts, amount);
  const sentence = `${shifts.join('，')}，${moved(amount)}`;
  return [{ cause: 'document' as const, sentence, amount, clause: null }];
}

function tellCap(amount: number, { terms, tilt }: Reckoning): Cause[] {
  if (amount === 0) return [];
  const limits = [terms.cap, tilt.kind === 'open' ? tilt.cap : null].filter((cap) => cap !== null);
  const most = limits.length === 1 && limits[0] !== undefined ? `，一年最多 ${inYuan(limits[0])}` : '';
  const sentence =
    amount < 0
      ? `今年能帮的用到顶了${most}，${moved(amount)}`
      : `上次被一年最多帮多少卡住，这次卡得少了，${moved(amount)}`;
  return [{ cause: 'cap', sentence, amount, clause: terms.clause }];
}

/** Without figures that can be exchanged, what is known to have changed is still named. */
function tellTogether(before: DecisionView, after: DecisionView, change: number): Cause[] {
  const corrections = before.billId === after.billId ? listCorrections(before, after) : [];
  const corrected =
    corrections.length === 0
      ? []
      : [
          {
            cause: 'bill_corrected' as const,
            words: `医院改了账单：${corrections.join('，')}`,
            clause: null,
          },
        ];
  const reasons = [...corrected, ...listReasons(before, after)];
  const [only] = reasons;
  if (reasons.length === 1 && only !== undefined) {
    const { cause, words, clause } = only;
    return [{ cause, sentence: `${words}，${moved(change)}`, amount: change, clause }];
  }
  const named = reasons.map(({ cause, words, clause }) => ({
    cause,
    sentence: `${words}。`,
    amount: null,
    clause,
  }));
  const sentence = `${reasons.length === 0 ? '从记下来的数里看不出原因' : '这几样一起变，每样多少分不开'}，${moved(change)}`;
  return [...named, { cause: 'together', sentence, amount: change, clause: null }];
}
