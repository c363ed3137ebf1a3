import type { PersonYear } from '@yijiutong/rules/batch';
import {
  OUTCOMES,
  TOTALS,
  decideBatch,
  listClasses,
  newResult,
  packYears,
  type BatchResult,
} from '@yijiutong/rules/batch';
import type { Fen } from '@yijiutong/rules/kernel';
import type { BillDecision } from '@yijiutong/rules/ledger';
import { replayYear } from '@yijiutong/rules/ledger';
import type { Law, YearPolicy } from '@yijiutong/rules/policy';
import { compileYear } from '@yijiutong/rules/policy';
import fc from 'fast-check';

import { FIGURES, always, bill, readDocuments } from '../law.fixture.ts';
import { anyPersonYear } from './person-years.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) };
const policyOf = (region: string, year: number, overrides: Record<string, string> = FIGURES): YearPolicy =>
  compileYear(law, { region, year, overrides });

/** What the batch says, in the words of the one-person entry. */
function readBill(policy: YearPolicy, result: BatchResult, at: number) {
  const status = OUTCOMES[result.outcome[at]!]!;
  if (status !== 'granted') return status;
  return {
    classId: listClasses(policy)[result.classIndex[at]!],
    assistance: result.assistance[at],
    outpatient: result.outpatient[at],
    tilt: result.tilt[at],
  };
}

function expectedBill({ outcome }: BillDecision) {
  if (outcome.status === 'refused') return outcome.code;
  if (outcome.status === 'incomplete') return outcome.status;
  const { classId, assistance, outpatient, tilt } = outcome.value;
  return { classId, assistance, outpatient, tilt };
}

/** Compares every person who is not `single`; returns how many those were. */
function compare(policy: YearPolicy, people: readonly PersonYear[], withTilt: boolean): number {
  const columns = packYears(policy, people);
  const result = decideBatch(policy, columns, { withTilt });
  let compared = 0;
  for (const [index, { bills, ...person }] of people.entries()) {
    if (result.single[index] === 1) continue;
    compared += 1;
    const { decisions, state, topUps } = replayYear({ ...person, policy, withTilt }, bills);
    const first = columns.offsets[index]!;
    expect(bills.map((_, at) => readBill(policy, result, first + at))).toEqual(decisions.map(expectedBill));
    expect(topUps).toEqual([]);
    const totals = TOTALS.map((name, at) => [name, result.totals[index * TOTALS.length + at]]);
    expect(Object.fromEntries(totals)).toEqual(state.totals);
  }
  return compared;
}

describe('a batch gives every person what the one-person entry gives', () => {
  // 2023: 攀枝花's document begins on 1 February · 2028: it ends on 31 January · 2022: 宜昌's begins on 1 September.
  test.each([
    ['510400', 2024],
    ['510400', 2023],
    ['510400', 2028],
    ['420500', 2024],
    ['420500', 2022],
  ])('%s %i', (region, year) => {
    const policy = policyOf(region, year);
    const known = policy.spans.flatMap((span) => Object.keys(span.policy?.classOf ?? {}));
    const people = fc.array(anyPersonYear(year, [...new Set(known), '从未听说的身份']), { maxLength: 8 });
    let compared = 0;
    fc.assert(
      fc.property(people, fc.boolean(), (drawn, withTilt) => {
        compared += compare(policy, drawn, withTilt);
      }),
      runs,
    );
    expect(compared).toBeGreaterThan(runs.numRuns);
  });

  test.each(['510400', '420500', '450200', '440000'])('%s without a single statistic', (region) => {
    const policy = policyOf(region, 2024, {});
    const known = policy.spans.flatMap((span) => Object.keys(span.policy?.classOf ?? {}));
    const people = fc.array(anyPersonYear(2024, known.length > 0 ? known : ['低保对象']), { maxLength: 5 });
    fc.assert(
      fc.property(people, (drawn) => void compare(policy, drawn, true)),
      { numRuns: 40 },
    );
  });
});

describe('who the batch does not take', () => {
  const recognised = (from: string) => ({
    identities: [{ category: '低保对象', from: from as never, to: null }],
    insurance: 'resident' as const,
    bills: [bill('b1', '2024-03-01', 1000)],
  });

  test('攀枝花: recognised within the year; 宜昌 takes the same person', () => {
    const panzhihua = policyOf('510400', 2024);
    const people = [recognised('2024-01-01'), recognised('2024-01-02'), recognised('2024-12-31')];
    expect([...decideBatch(panzhihua, packYears(panzhihua, people)).single]).toEqual([0, 1, 1]);
    const yichang = policyOf('420500', 2024);
    expect([...decideBatch(yichang, packYears(yichang, people)).single]).toEqual([0, 0, 0]);
  });

  test('a year that adds up to more than the rules hold; her neighbours are decided', () => {
    const policy = policyOf('510400', 2024);
    const year = (...amounts: number[]): PersonYear => ({
      identities: [always('低保对象')],
      insurance: 'resident',
      bills: amounts.map((total, at) =>
        bill(`b${at}`, '2024-03-01', 0, { total: total as Fen, sequence: at }),
      ),
    });
    const people = [year(100_000), year(900_000_000_000, 1), year(100_000)];
    const result = decideBatch(policy, packYears(policy, people));
    expect([...result.single]).toEqual([0, 1, 0]);
    expect([result.assistance[0], result.assistance[3]]).toEqual([70_000, 70_000]);
    expect(() => replayYear({ ...people[1]!, policy }, people[1]!.bills)).toThrow('9,000,000,000.00');
  });
});

test('persons out of the middle, written into arrays that are given', () => {
  const policy = policyOf('510400', 2024);
  const people = [1000, 2000, 3000].map((yuan): PersonYear => ({
    identities: [always('低保对象')],
    insurance: 'resident',
    bills: [bill('b1', '2024-03-01', yuan)],
  }));
  const columns = packYears(policy, people, SharedArrayBuffer);
  const into = newResult(columns, SharedArrayBuffer);
  expect(decideBatch(policy, columns, { into, from: 1, to: 2 })).toBe(into);
  expect([...into.assistance]).toEqual([0, 140_000, 0]);
});

test('bills out of order, of another year, or given twice are no columns', () => {
  const policy = policyOf('510400', 2024);
  const year = (...days: string[]): PersonYear => ({
    identities: [],
    insurance: 'resident',
    bills: days.map((on) => bill('b1', on, 1)),
  });
  expect(() => packYears(policy, [year('2024-03-02', '2024-03-01')])).toThrow('does not come after');
  expect(() => packYears(policy, [year('2024-03-01', '2024-03-01')])).toThrow('does not come after');
  expect(() => packYears(policy, [year('2023-12-31')])).toThrow('not in 2024');
  const columns = packYears(policy, [year('2024-03-01')]);
  columns.day[0] = 366;
  expect(() => decideBatch(policy, columns)).toThrow('no day of the year');
});
