import type { PersonYear } from '@yijiutong/rules/batch';
import type { Day, Fen } from '@yijiutong/rules/kernel';
import { addDays } from '@yijiutong/rules/kernel';
import type { Bill, Identity } from '@yijiutong/rules/ledger';
import fc from 'fast-check';

/** Person-years of every sort: all kinds and facts, amounts at and around each line, identities that come and go. */
export function anyPersonYear(year: number, categories: readonly string[]): fc.Arbitrary<PersonYear> {
  const day = fc.integer({ min: 0, max: 364 }).map((count) => addDays(`${year}-01-01` as Day, count));
  const identity: fc.Arbitrary<Identity> = fc
    .tuple(
      fc.constantFrom(...categories),
      fc.option(day, { freq: 1 }).map((from) => from),
      fc.option(day, { freq: 1 }),
    )
    .map(([category, from, to]) => ({
      category,
      from,
      to: to !== null && from !== null && to < from ? null : to,
    }));
  const held = fc.constantFrom(...categories).map((category) => ({ category, from: null, to: null }));
  return fc.record({
    identities: fc.array(fc.oneof(held, identity), { maxLength: 3 }),
    insurance: fc.constantFrom('resident' as const, 'employee' as const),
    bills: fc.array(anyBill(day), { maxLength: 10 }).map(inOrder),
  });
}

const amount = (...values: fc.Arbitrary<number>[]) => fc.oneof(...values).map((value) => value as Fen);
const fact = fc.constantFrom(true, true, true, true, false, null);

function anyBill(day: fc.Arbitrary<Day>): fc.Arbitrary<Omit<Bill, 'id'>> {
  return fc.record(
    {
      on: day,
      sequence: fc.integer({ min: 0, max: 2 }),
      kind: fc.constantFrom(
        'inpatient',
        'inpatient',
        'chronic_outpatient',
        'special_drug',
        'ordinary_outpatient',
        'other',
      ),
      total: amount(
        fc.integer({ min: 0, max: 2_000_000 }),
        fc.integer({ min: 0, max: 40_000_000 }),
        fc.constantFrom(1, 300_000, 700_000, 1_200_000, 8_000_001, 30_000_000),
      ),
      outOfScope: amount(fc.integer({ min: 0, max: 50_000 })),
      preSelfPay: amount(fc.constantFrom(0, 10_000)),
      basicPaid: amount(fc.integer({ min: 0, max: 100_000 })),
      criticalIllnessPaid: amount(fc.constantFrom(0, 50_000)),
      supplementPaid: amount(fc.constantFrom(0, 5_000)),
      commercialPaid: amount(fc.constantFrom(0, 0, 3_000)),
      referred: fact,
      inProvince: fact,
      designated: fact,
      emergencyException: fc.constant({ reason: '急诊' }),
    },
    {
      requiredKeys: [
        'on',
        'sequence',
        'kind',
        'total',
        'outOfScope',
        'preSelfPay',
        'basicPaid',
        'criticalIllnessPaid',
        'supplementPaid',
        'commercialPaid',
        'referred',
        'inProvince',
        'designated',
      ],
    },
  );
}

function inOrder(bills: readonly Omit<Bill, 'id'>[]): Bill[] {
  return bills
    .map((bill, at) => ({ ...bill, id: `b${at}` }))
    .sort((a, b) => (a.on === b.on ? a.sequence - b.sequence : a.on < b.on ? -1 : 1));
}
