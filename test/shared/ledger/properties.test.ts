import type { Day, Fen } from '@yijiutong/rules/kernel';
import { addDays } from '@yijiutong/rules/kernel';
import type { Bill, Identity, YearContext, YearState } from '@yijiutong/rules/ledger';
import { advance, openYear, replayYear, settleIdentities } from '@yijiutong/rules/ledger';
import type { Law, YearPolicy } from '@yijiutong/rules/policy';
import { compileYear } from '@yijiutong/rules/policy';
import fc from 'fast-check';

import { FIGURES, always, bill, readDocuments } from '../law.fixture.ts';

const YEAR = 2024;
const REGIONS = ['510400', '420500'] as const;
const policies = new Map<string, YearPolicy>();

beforeAll(async () => {
  const law: Law = await readDocuments();
  for (const region of REGIONS)
    policies.set(region, compileYear(law, { region, year: YEAR, overrides: FIGURES }));
});

const policyOf = (region: string): YearPolicy => policies.get(region)!;
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 400) };

const dayOfYear = fc.integer({ min: 0, max: 365 }).map((count) => addDays(`${YEAR}-01-01` as Day, count));
const cents = fc.oneof(
  fc.integer({ min: 0, max: 2_000_000 }),
  fc.constantFrom(
    1,
    199_999,
    200_000,
    300_000,
    400_000,
    600_000,
    700_000,
    1_200_000,
    7_000_000,
    8_000_000,
    30_000_000,
  ),
);
const kinds = ['inpatient', 'chronic_outpatient', 'special_drug', 'ordinary_outpatient', 'other'] as const;
const anyBill: fc.Arbitrary<Omit<Bill, 'id'>> = fc.record({
  on: dayOfYear,
  sequence: fc.integer({ min: 0, max: 2 }),
  kind: fc.constantFrom(...kinds),
  total: cents.map((amount) => amount as Fen),
  outOfScope: fc.integer({ min: 0, max: 50_000 }).map((amount) => amount as Fen),
  preSelfPay: fc.constantFrom(0 as Fen, 10_000 as Fen),
  basicPaid: fc.integer({ min: 0, max: 100_000 }).map((amount) => amount as Fen),
  criticalIllnessPaid: fc.constantFrom(0 as Fen, 50_000 as Fen),
  supplementPaid: fc.constantFrom(0 as Fen, 5_000 as Fen),
  commercialPaid: fc.constant(0 as Fen),
  referred: fc.constantFrom(true, true, true, false, null),
  inProvince: fc.constantFrom(true, true, false, null),
  designated: fc.constantFrom(true, true, true, false),
});
const anyBills = fc
  .array(anyBill, { maxLength: 12 })
  .map((list) => list.map((one, i) => ({ ...one, id: `b${i}` })));
const categories = ['特困人员', '低保对象', '防止返贫监测对象', '低保边缘家庭成员', '因病致贫重病患者'];
const anyIdentity: fc.Arbitrary<Identity> = fc
  .tuple(fc.constantFrom(...categories), fc.option(dayOfYear), fc.option(dayOfYear))
  .map(([category, from, to]) => ({
    category,
    from,
    to: to !== null && from !== null && to < from ? null : to,
  }));
const anyContext = fc.record({
  region: fc.constantFrom(...REGIONS),
  identities: fc.array(anyIdentity, { maxLength: 3 }),
  insurance: fc.constantFrom('resident' as const, 'employee' as const),
});
type Drawn = { region: string; identities: Identity[]; insurance: 'resident' | 'employee' };
const contextOf = ({ region, identities, insurance }: Drawn): YearContext => ({
  policy: policyOf(region),
  identities,
  insurance,
});

/** One by one through advance, the state written to JSON and read back each time. */
function fold(context: YearContext, bills: readonly Bill[]) {
  let state: YearState = openYear(context.policy.region, YEAR);
  const decisions = [];
  const topUps = [];
  const order = [...bills].sort((a, b) =>
    a.on < b.on ? -1 : a.on > b.on ? 1 : a.sequence - b.sequence || (a.id < b.id ? -1 : 1),
  );
  for (const one of order) {
    const step = advance(context, JSON.parse(JSON.stringify(state)) as YearState, one);
    state = step.state;
    decisions.push(step.decision);
    topUps.push(...step.topUps);
  }
  const last = settleIdentities(context, state, `${YEAR}-12-31` as Day);
  return { state: last.state, decisions, topUps: [...topUps, ...last.topUps] };
}

test('incremental = replay, whatever the order of arrival', () => {
  fc.assert(
    fc.property(anyContext, anyBills, (drawn, bills) => {
      const context = contextOf(drawn);
      const replayed = replayYear(context, [...bills].reverse());
      expect(fold(context, bills)).toEqual(replayed);
    }),
    runs,
  );
});

test('nothing is negative, above what was self-paid, or above a cap; the parts add up to the totals', () => {
  fc.assert(
    fc.property(anyContext, anyBills, (drawn, bills) => {
      const context = contextOf(drawn);
      const { decisions, topUps, state } = replayYear(context, bills);
      const sums = { assistance: 0, outpatient: 0, tilt: 0 };
      for (const { outcome } of decisions) {
        if (outcome.status !== 'granted') continue;
        const { assistance, outpatient, tilt, granted, base, personal } = outcome.value;
        for (const part of [assistance, outpatient, tilt, personal]) expect(part).toBeGreaterThanOrEqual(0);
        expect(granted).toBeLessThanOrEqual(base);
        sums.assistance += assistance;
        sums.outpatient += outpatient;
        sums.tilt += tilt;
      }
      for (const topUp of topUps) {
        expect(topUp.amount).toBeGreaterThan(0);
        sums.assistance += topUp.assistance;
        sums.outpatient += topUp.outpatient;
        sums.tilt += topUp.tilt;
      }
      const { totals } = state;
      expect(sums).toEqual({
        assistance: totals.assistance,
        outpatient: totals.outpatient,
        tilt: totals.tilt,
      });
      expect(totals.personal).toBe(totals.outOfPocket - sums.assistance - sums.outpatient - sums.tilt);
      expect(totals.tilt).toBeLessThanOrEqual(drawn.region === '510400' ? 2_000_000 : 5_000_000);
      if (drawn.region === '420500') expect(totals.assistance).toBeLessThanOrEqual(8_000_000);
    }),
    runs,
  );
});

test('reversed and added again is as it was; one bill more never means less aid', () => {
  // All inside the province: a bill outside it takes up deductible and cap without entering what tilt looks at (PZH-A5b),
  // so that the law itself may give less tilt after it.
  const inside = <T extends Omit<Bill, 'id'>>(one: T): T => ({ ...one, inProvince: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...REGIONS),
      fc.constantFrom(...categories),
      anyBills,
      anyBill,
      (region, category, drawn, more) => {
        const context = contextOf({ region, identities: [always(category)], insurance: 'resident' });
        const bills = drawn.map(inside);
        const before = replayYear(context, bills);
        const added = replayYear(context, [...bills, { ...inside(more), id: 'more' }]);
        const total = ({ state: { totals } }: typeof before) =>
          totals.assistance + totals.outpatient + totals.tilt;
        expect(total(added)).toBeGreaterThanOrEqual(total(before));
        const reversed = added.decisions
          .filter(({ billId }) => billId !== 'more')
          .map(({ billId }) => billId);
        const again = bills.filter(({ id }) => reversed.includes(id));
        expect(replayYear(context, again)).toEqual(before);
      },
    ),
    runs,
  );
});

test('splitting a bill into two changes nothing in the year', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...REGIONS),
      fc.constantFrom(...categories),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 0, max: 100 })), {
        maxLength: 6,
      }),
      (region, category, parts) => {
        const context = contextOf({ region, identities: [always(category)], insurance: 'resident' });
        const one = (id: string, amount: number) => bill(id, '2024-05-01', 0, { total: amount as Fen });
        const whole = parts.map(([amount], i) => one(`b${i}`, amount));
        const split = parts.flatMap(([amount, percent], i) => {
          const first = Math.floor((amount * percent) / 100);
          return [one(`b${i}a`, first), one(`b${i}b`, amount - first)];
        });
        expect(replayYear(context, split).state.totals).toEqual(replayYear(context, whole).state.totals);
      },
    ),
    runs,
  );
});
