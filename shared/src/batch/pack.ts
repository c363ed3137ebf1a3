import { InvalidInput, firstDayOf, lastDayOf, yearOf } from '../kernel/index.ts';
import { categoriesOn, compareEntries } from '../ledger/index.ts';
import type { Bill, Identity, YearContext } from '../ledger/index.ts';
import { findPolicy } from '../policy/compiled.ts';
import type { YearPolicy } from '../policy/compiled.ts';
import { UNKNOWN_CATEGORY, listCategories, listDays, newColumns, packFacts } from './columns.ts';
import type { BatchColumns } from './columns.ts';

/** One person-year, as `replayYear` takes it; the bills in the order of the year. */
export type PersonYear = Pick<YearContext, 'identities' | 'insurance' | 'retroactivePaid'> & {
  readonly bills: readonly Bill[];
};

/**
 * Writes person-years as columns. Identities that begin, change and end within the year are told bill by bill. What the batch
 * does not do is assistance for what lay before a recognition: who is recognised within a year that is then calculated again
 * (攀枝花 第十九条), and who was paid on application (宜昌 第十一条), is marked `single`, to be folded with `replayYear`.
 * @throws InvalidInput `invalid_bill` when a bill is of another year or does not come after the one before it
 */
export function packYears(
  policy: YearPolicy,
  people: readonly PersonYear[],
  memory: typeof ArrayBuffer | typeof SharedArrayBuffer = ArrayBuffer,
): BatchColumns {
  const count = people.reduce((sum, { bills }) => sum + bills.length, 0);
  const columns = newColumns(people.length, count, memory);
  const bits = new Map(listCategories(policy).map((category, bit) => [category, 2 ** bit]));
  const places = new Map(listDays(policy.year).map((day, place) => [day, place]));
  let at = 0;
  people.forEach((person, index) => {
    columns.insurance[index] = person.insurance === 'employee' ? 1 : 0;
    const apart = (person.retroactivePaid ?? 0) > 0 || isCalculatedAgain(policy, person.identities);
    columns.single[index] = apart ? 1 : 0;
    for (const [place, bill] of person.bills.entries()) {
      checkPlace(policy, bill, person.bills[place - 1]);
      packBill(columns, at, bill);
      columns.day[at] = places.get(bill.on) ?? 0;
      columns.held[at] = packHeld(policy, bits, person.identities, bill);
      at += 1;
    }
    columns.offsets[index + 1] = at;
  });
  return columns;
}

function checkPlace({ year }: YearPolicy, bill: Bill, before: Bill | undefined): void {
  const follows = before === undefined || compareEntries(before, bill) < 0;
  if (yearOf(bill.on) === year && follows) return;
  const reason = follows
    ? `was settled on ${bill.on}, not in ${year}`
    : 'does not come after the one before it';
  throw new InvalidInput('invalid_bill', `The bill ${bill.id} ${reason}`, bill.id);
}

/** Whether an identity begins within the year, on a day whose document calculates the year again on recognition. */
function isCalculatedAgain(policy: YearPolicy, identities: readonly Identity[]): boolean {
  const [first, last] = [firstDayOf(policy.year), lastDayOf(policy.year)];
  return identities.some(
    ({ from }) =>
      from !== null &&
      from > first &&
      from <= last &&
      findPolicy(policy, from)?.identities?.onBetterClass === 'recompute',
  );
}

function packHeld(
  year: YearPolicy,
  bits: ReadonlyMap<string, number>,
  identities: readonly Identity[],
  { on }: Bill,
): number {
  const policy = findPolicy(year, on);
  const held = policy === null ? [] : categoriesOn(policy, identities, on);
  return [...new Set(held.map((category) => bits.get(category) ?? UNKNOWN_CATEGORY))].reduce(
    (sum, bit) => sum + bit,
    0,
  );
}

function packBill(columns: BatchColumns, at: number, bill: Bill): void {
  columns.facts[at] = packFacts(bill);
  columns.total[at] = bill.total;
  columns.outOfScope[at] = bill.outOfScope;
  columns.preSelfPay[at] = bill.preSelfPay;
  columns.basicPaid[at] = bill.basicPaid;
  columns.criticalIllnessPaid[at] = bill.criticalIllnessPaid;
  columns.supplementPaid[at] = bill.supplementPaid;
  columns.commercialPaid[at] = bill.commercialPaid;
}
