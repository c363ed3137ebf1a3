/** What holds of every year (design: trust). Each check says what went wrong, or nothing. */
import { isDeepStrictEqual } from 'node:util';

import type { Fen } from '@yijiutong/rules/kernel';
import type { Bill, YearContext, YearResult } from '@yijiutong/rules/ledger';
import { replayYear } from '@yijiutong/rules/ledger';

import type { Policies } from './engine-year.ts';
import { byEngine, byReference, foldYear, knowsEverything } from './engine-year.ts';
import type { GeneratedYear, Twist } from './generated-year.ts';

interface Sample {
  readonly year: GeneratedYear;
  readonly twist: Twist;
  readonly context: YearContext;
  readonly result: YearResult;
}

type Check = (sample: Sample) => string | null;

/** What a total is made of, beside what the person pays inside the scope. */
const PARTS = [
  'outOfScope',
  'preSelfPay',
  'basicPaid',
  'criticalIllnessPaid',
  'supplementPaid',
  'commercialPaid',
] as const;

/** No part below nothing, no bill given more than the person paid of it, and the parts make the totals. */
const withinSelfPay: Check = ({ year, result: { decisions, topUps, state } }) => {
  const sums = { assistance: 0, outpatient: 0, tilt: 0 };
  for (const { billId, outcome } of decisions) {
    if (outcome.status !== 'granted') continue;
    const { assistance, outpatient, tilt, granted, base, personal } = outcome.value;
    const bill = year.bills.find(({ id }) => id === billId)!;
    if ([assistance, outpatient, tilt, personal].some((part) => part < 0))
      return `${billId}: a part below nothing`;
    if (granted > base || granted > pocketOf(bill)) return `${billId}: more than was self-paid`;
    if (granted + personal !== pocketOf(bill))
      return `${billId}: what is given and what is left are not the bill`;
    sums.assistance += assistance;
    sums.outpatient += outpatient;
    sums.tilt += tilt;
  }
  for (const { amount, assistance, outpatient, tilt } of topUps) {
    if (amount <= 0 || amount !== assistance + outpatient + tilt) return 'a top-up that is none';
    sums.assistance += assistance;
    sums.outpatient += outpatient;
    sums.tilt += tilt;
  }
  const { assistance, outpatient, tilt, personal, outOfPocket } = state.totals;
  if (!isDeepStrictEqual(sums, { assistance, outpatient, tilt })) return 'the parts are not the totals';
  const all = year.bills.reduce((sum, bill) => sum + pocketOf(bill), 0);
  if (outOfPocket !== all || personal !== all - assistance - outpatient - tilt)
    return 'the bills are not the totals';
  return personal < 0 ? 'more than was self-paid in the year' : null;
};

function pocketOf(bill: Bill): number {
  const { total, basicPaid, criticalIllnessPaid, supplementPaid, commercialPaid } = bill;
  return total - basicPaid - criticalIllnessPaid - supplementPaid - commercialPaid;
}

/** 攀枝花 第十条、第十二条（三）、第十三条; 宜昌 第九条、第十条. 特困人员、孤儿 have no cap in 攀枝花, whenever in the year. */
const withinCaps: Check = ({ year: { region, identities, retroactivePaid }, result: { state } }) => {
  const { assistance, outpatient, tilt } = state.totals;
  // 第十一条 and 第九条 share one cap. What the bills are given never takes the year above it.
  if (region === '420500')
    return assistance + retroactivePaid > 8_000_000 || tilt > 5_000_000 || outpatient > 0
      ? 'above a cap'
      : null;
  const isFree = identities.some(({ category }) => category === '特困人员' || category === '孤儿');
  if (!isFree && (assistance > 7_000_000 || outpatient > 80_000)) return 'above a cap of 第十、十二条';
  return tilt > 2_000_000 ? 'above the cap of 第十三条' : null;
};

/** However the bills arrive, and whether the year is carried on or counted anew. */
const anyOrderAndReplay: Check = ({ year, twist, context, result }) => {
  const shuffled = year.bills
    .map((bill, index) => ({ bill, at: twist.order[index]! }))
    .sort((a, b) => a.at - b.at)
    .map(({ bill }) => bill);
  if (!isDeepStrictEqual(replayYear(context, shuffled), result))
    return 'another order of arrival, another year';
  const carriedOn = foldYear(context, year.bills, twist.bill);
  return isDeepStrictEqual(carriedOn, result) ? null : 'carried on, it is not what the replay gives';
};

/**
 * A bill cut in two anywhere comes to the same. Not where a commercial insurer's part bounds it (halves are bounded
 * apart), nor where several classes are held on its day: each half is given by the class that is best for it (PZH-A7).
 */
const splitting: Check = ({ year, twist, context, result }) => {
  const whole = year.bills[twist.bill];
  if (whole === undefined || boundByInsurer(year, whole) || hasSeveral(year, whole)) return null;
  const [first, second] = cut(whole, twist.cut);
  const bills = year.bills.flatMap((bill) => (bill === whole ? [first, second] : [bill]));
  const { totals } = replayYear(context, bills).state;
  return isDeepStrictEqual(totals, result.state.totals)
    ? null
    : `${whole.id} cut at ${String(twist.cut)}: other totals`;
};

/** 宜昌 leaves in the base what a commercial insurer paid (PZH-A9): only what the person paid can then be given. */
function boundByInsurer({ region }: GeneratedYear, bill: Bill): boolean {
  return region === '420500' && bill.commercialPaid > 0;
}

function hasSeveral({ identities }: GeneratedYear, { on }: Bill): boolean {
  const held = identities.filter(({ from, to }) => (from ?? on) <= on && on <= (to ?? on));
  return held.length > 1;
}

/** `share` in thousandths of what the person pays and of every part beside it: the halves add up to the bill. */
function cut(bill: Bill, share: number): [Bill, Bill] {
  const first = { ...bill, id: `${bill.id}-1` };
  const second = { ...bill, id: `${bill.id}-2` };
  const rest = PARTS.reduce<number>((left, name) => left - bill[name], bill.total);
  let total = Math.floor((rest * share) / 1000);
  for (const name of PARTS) {
    first[name] = Math.floor((bill[name] * share) / 1000) as Fen;
    second[name] = (bill[name] - first[name]) as Fen;
    total += first[name];
  }
  first.total = total as Fen;
  second.total = (bill.total - total) as Fen;
  return [first, second];
}

/**
 * One bill more never means less aid, while nobody's class changes within the year:
 * assistance never falls at all; with tilt the whole never falls as long as every bill belongs to the tilt. Where some
 * do not (PZH-A5b), such a bill uses up deductible and cap without entering the tilt, and the clauses themselves may
 * give less. Where classes change (PZH-A8, YC-A12), what an earlier class paid or counted uses up the later one's cap.
 */
const moreBillsNeverLess: Check = ({ year, twist, context, result }) => {
  const more = year.bills[twist.bill];
  const changes = year.identities.some(({ from, to }) => from !== null || to !== null);
  if (more === undefined || changes || year.bills.some((bill) => boundByInsurer(year, bill))) return null;
  if (!knowsEverything(year)) return null;
  const fewer = year.bills.filter((bill) => bill !== more);
  const { totals } = result.state;
  const without = replayYear(context, fewer).state.totals;
  if (totals.assistance < without.assistance || totals.outpatient < without.outpatient)
    return `${more.id} takes assistance away`;
  const allTilt = year.bills.every(({ referred, inProvince }) => referred === true && inProvince === true);
  if (!allTilt || totals.assistance + totals.tilt >= without.assistance + without.tilt) return null;
  return `${more.id} takes aid away`;
};

/** The engine and the clauses in decimal.js, bill by bill. */
const sameAsReference: Check = ({ year, result }) => {
  const engine = byEngine(result);
  const reference = byReference(year);
  if (isDeepStrictEqual(engine, reference)) return null;
  return `the engine gives ${JSON.stringify(engine)}\nthe reference ${JSON.stringify(reference)}`;
};

const CHECKS: Readonly<Record<string, Check>> = {
  'never negative, never above what was self-paid': withinSelfPay,
  'never above a cap': withinCaps,
  'any order of arrival and replay = carried on': anyOrderAndReplay,
  'splitting a bill changes nothing': splitting,
  'more bills never mean less aid': moreBillsNeverLess,
};

/** Whether the slow reference is asked too: one year in `every`, the same ones for the same seed. */
export function asksReference(year: GeneratedYear, twist: Twist, every: number): boolean {
  return twist.cut % every === 0 && knowsEverything(year);
}

/** @throws Error naming the property that does not hold */
export function checkYear(policies: Policies, year: GeneratedYear, twist: Twist, every: number): void {
  const context = policies.contextOf(year);
  const sample = { year, twist, context, result: replayYear(context, year.bills) };
  for (const [name, check] of Object.entries(CHECKS)) report(name, check(sample));
  if (asksReference(year, twist, every)) report('engine = reference to the fen', sameAsReference(sample));
}

function report(name: string, wrong: string | null): void {
  if (wrong !== null) throw new Error(`${name}: ${wrong}`);
}
