import type { Clause, Day, Missing, Ratio } from '@yijiutong/rules/kernel';
import type { RetroactiveTerms } from '@yijiutong/rules/policy';
import type { RetroactiveBill, RetroactiveCase } from '@yijiutong/rules/rules';
import { decideRecognition, decideRetroactive } from '@yijiutong/rules/rules';

import { bill as settled } from '../law.fixture.ts';
import { REGION, compileMadeUp, yuan } from './made-up-region.ts';

/** A bill that nobody assisted when it was settled. */
const bill = (id: string, on: string, amount: number, facts: Partial<RetroactiveBill> = {}) => ({
  ...settled(id, on, amount),
  assisted: false,
  ...facts,
});
const clause: Clause = { document: 'made-up-2020', article: '第一条' };
const lack = (name: string): Missing => ({ what: 'figure', name, region: REGION, day: '2021-06-01' as Day });
const unstated = (name: string) => ({ what: 'fact', name, region: REGION, day: '2021-06-01' });
const { policy } = compileMadeUp();

const YEAR: RetroactiveTerms = { onApplication: false, window: null, clause };
const WINDOW: RetroactiveTerms = {
  onApplication: true,
  window: { months: 12, deductible: yuan(5000), ratioDecrease: 1000 as Ratio },
  clause,
};
const decide = (terms: RetroactiveTerms, facts: Partial<RetroactiveCase>, under = policy) =>
  decideRetroactive(under, terms, {
    categories: ['低保对象'],
    insurance: 'resident',
    recognisedOn: '2021-06-01' as Day,
    bills: [bill('a', '2021-03-01', 10_000)],
    applied: true,
    paidThisYear: yuan(0),
    ...facts,
  });
const granted = (classId: string, due: number, topUp: number) =>
  expect.objectContaining({
    status: 'granted',
    value: { classId, due: yuan(due), topUp: yuan(topUp) },
  }) as object;

describe('the calendar year again', () => {
  // 70 % of 10,000, up to 20,000 a year.
  test.each<[string, Partial<RetroactiveCase>, number, number]>([
    ['nothing was paid', {}, 7000, 7000],
    ['a part was paid', { paidThisYear: yuan(6999.99) }, 7000, 0.01],
    ['all was paid', { paidThisYear: yuan(7000) }, 7000, 0],
    ['more was paid: nobody pays back', { paidThisYear: yuan(7001) }, 7000, 0],
    ['nobody needs to apply', { applied: null }, 7000, 7000],
    ['the maximum', { bills: [bill('a', '2021-03-01', 40_000)] }, 20_000, 20_000],
    ['the first day of the year', { bills: [bill('a', '2021-01-01', 100)] }, 70, 70],
    ['the last day of the year before', { bills: [bill('a', '2020-12-31', 100)] }, 0, 0],
    ['the day before recognition', { bills: [bill('a', '2021-05-31', 100)] }, 70, 70],
    ['the day of recognition', { bills: [bill('a', '2021-06-01', 100)] }, 0, 0],
    ['bills add up', { bills: [bill('a', '2021-03-01', 100), bill('b', '2021-04-01', 200)] }, 210, 210],
    ['a bill that is kept out', { bills: [bill('a', '2021-03-01', 100, { designated: false })] }, 0, 0],
  ])('%s', (_, facts, due, topUp) => {
    expect(decide(YEAR, facts)).toEqual(granted('poor', due, topUp));
  });

  test('ordinary outpatient care is added where the class has it', () => {
    const outpatient = { ratio: 5000 as Ratio, cap: yuan(40), clause };
    const terms = policy.terms.map((own) => ({ ...own, outpatient }));
    const bills = [
      bill('a', '2021-03-01', 100),
      bill('b', '2021-03-02', 60, { kind: 'ordinary_outpatient' }),
    ];
    expect(decide(YEAR, { bills }, { ...policy, terms })).toEqual(granted('poor', 100, 100));
    expect(decide({ ...WINDOW, onApplication: false }, { bills }, { ...policy, terms })).toEqual(
      granted('poor', 0, 0),
    );
    const open = { ...outpatient, ratio: lack('outpatient.ratio') };
    const unknown = { ...policy, terms: policy.terms.map((own) => ({ ...own, outpatient: open })) };
    expect(decide(YEAR, { bills }, unknown)).toEqual({
      status: 'incomplete',
      missing: [lack('outpatient.ratio')],
    });
    expect(decide(YEAR, { bills: bills.slice(0, 1) }, unknown)).toEqual(granted('poor', 70, 70));
    expect(decide(YEAR, { bills }, policy)).toEqual(granted('poor', 70, 70));
  });
});

describe('a window on application', () => {
  // 70 % less ten points, above 5,000.
  test.each<[string, Partial<RetroactiveCase>, number, number]>([
    ['at its own deductible', { bills: [bill('a', '2021-03-01', 5000)] }, 0, 0],
    ['a yuan above it', { bills: [bill('a', '2021-03-01', 5001)] }, 0.6, 0.6],
    ['what was paid is not taken off', { paidThisYear: yuan(3000) }, 3000, 3000],
    ['only what is left of the maximum', { paidThisYear: yuan(17_500) }, 3000, 2500],
    ['nothing is left of the maximum', { paidThisYear: yuan(20_001) }, 3000, 0],
    ['twelve months before', { bills: [bill('a', '2020-06-01', 10_000)] }, 3000, 3000],
    ['a day more', { bills: [bill('a', '2020-05-31', 10_000)] }, 0, 0],
  ])('%s', (_, facts, due, topUp) => {
    expect(decide(WINDOW, facts)).toEqual(granted('poor', due, topUp));
  });

  // Reading YC-A7: no visit twice.
  test('a visit that was assisted is left out, and so is its part above the line', () => {
    const before = bill('a', '2021-02-01', 20_000, { assisted: true });
    expect(decide(WINDOW, { bills: [before] })).toEqual(granted('poor', 0, 0));
    expect(decide(WINDOW, { bills: [before, bill('b', '2021-03-01', 10_000)] })).toEqual(
      granted('poor', 3000, 3000),
    );
    expect(decide(YEAR, { bills: [before], paidThisYear: yuan(100) })).toEqual(
      granted('poor', 14_000, 13_900),
    );
  });

  test('whether a visit was assisted matters only where it would be counted', () => {
    const unknown = { assisted: null };
    expect(decide(WINDOW, { bills: [bill('a', '2021-03-01', 10_000, unknown)] })).toEqual({
      status: 'incomplete',
      missing: [{ ...unstated('assisted'), day: '2021-03-01', billId: 'a' }],
    });
    const elsewhere = [
      bill('a', '2020-05-31', 1, unknown),
      bill('b', '2021-03-01', 1, { ...unknown, designated: false }),
    ];
    expect(decide(WINDOW, { bills: elsewhere })).toEqual(granted('poor', 0, 0));
    expect(decide(YEAR, { bills: [bill('a', '2021-03-01', 100, unknown)] })).toEqual(granted('poor', 70, 70));
  });

  test('the better class wins, and its maximum bounds', () => {
    expect(decide(WINDOW, { categories: ['低保边缘家庭成员', '低保对象'] })).toEqual(
      granted('poor', 3000, 3000),
    );
    expect(decide(WINDOW, { categories: ['低保边缘家庭成员'] })).toEqual(granted('near', 2000, 2000));
  });

  test('without a maximum nothing bounds it', () => {
    const terms = policy.terms.map((own) => ({
      ...own,
      assistance: own.assistance === null ? null : { ...own.assistance, cap: null },
    }));
    expect(decide(WINDOW, { paidThisYear: yuan(99_999) }, { ...policy, terms })).toEqual(
      granted('poor', 3000, 3000),
    );
  });

  test('a class that is given no assistance is given nothing back', () => {
    const terms = policy.terms.map((own) => ({ ...own, assistance: null }));
    expect(decide(WINDOW, {}, { ...policy, terms })).toEqual(granted('poor', 0, 0));
  });

  test('a figure of the window that nobody gave', () => {
    const open = { months: 12, deductible: yuan(5000), ratioDecrease: lack('retroactive.ratioDecrease') };
    expect(decide({ ...WINDOW, window: open }, {})).toEqual({
      status: 'incomplete',
      missing: [lack('retroactive.ratioDecrease')],
    });
    const terms = policy.terms.map((own) => ({
      ...own,
      assistance: own.assistance === null ? null : { ...own.assistance, lowRatio: lack('assistance.ratio') },
    }));
    expect(decide(WINDOW, {}, { ...policy, terms })).toMatchObject({ missing: [lack('assistance.ratio')] });
  });
});

test.each<[Partial<RetroactiveCase>, object]>([
  [{ categories: ['乡贤'] }, { status: 'refused', code: 'unknown_category', clause }],
  [{ categories: ['普通参保人员'] }, { status: 'refused', code: 'no_class', clause }],
  [{ applied: false }, { status: 'refused', code: 'not_applied', clause }],
  [{ applied: null }, { status: 'incomplete', missing: [unstated('applied')] }],
  [
    {
      bills: [
        bill('a', '2021-03-01', 1, { referred: null }),
        bill('b', '2021-03-02', 1, { designated: null }),
      ],
    },
    {
      status: 'incomplete',
      missing: [
        { ...unstated('referred'), day: '2021-03-01', billId: 'a' },
        { ...unstated('designated'), day: '2021-03-02', billId: 'b' },
      ],
    },
  ],
])('%j', (facts, expected) => {
  expect(decide(WINDOW, facts)).toEqual(expected);
});

describe('recognition as 因病致贫重病患者', () => {
  const terms = {
    category: '因病支出型困难家庭成员',
    line: yuan(30_000),
    notInClasses: ['poor', 'near'],
    validityMonths: 12,
    relies: [],
    clause,
  };
  const facts = {
    category: terms.category,
    categoriesHeld: [] as string[],
    selfPayPast12Months: yuan(30_001) as number | null,
    assetsWithinLimit: true as boolean | null,
  };
  const no = { status: 'granted', value: { eligible: false, validUntil: null } };
  const yes = { status: 'granted', value: { eligible: true, validUntil: '2022-05-31' } };
  const decideFor = (change: Partial<typeof facts>, line: Missing | null = null) =>
    decideRecognition(policy, { ...terms, line: line ?? terms.line }, { ...facts, ...change } as never);

  test.each<[string, Partial<typeof facts>, object]>([
    ['a fen above the line', { selfPayPast12Months: yuan(30_000.01) }, yes],
    ['at the line', { selfPayPast12Months: yuan(30_000) }, no],
    ['in a class that does not keep her out', { categoriesHeld: ['其他人员'] }, yes],
    ['in a better class', { categoriesHeld: ['低保边缘家庭成员'] }, no],
    ['with more than the limit', { assetsWithinLimit: false, selfPayPast12Months: null }, no],
    [
      'cost unknown',
      { selfPayPast12Months: null },
      { status: 'incomplete', missing: [unstated('selfPayPast12Months')] },
    ],
    [
      'assets unknown',
      { assetsWithinLimit: null },
      { status: 'incomplete', missing: [unstated('assetsWithinLimit')] },
    ],
    ['assets unknown, below the line', { assetsWithinLimit: null, selfPayPast12Months: yuan(1) }, no],
    ['another category', { category: '低保对象' }, { status: 'refused', code: 'unknown_category', clause }],
    [
      'an unknown category',
      { categoriesHeld: ['乡贤'] },
      { status: 'refused', code: 'unknown_category', clause },
    ],
  ])('%s', (_, change, expected) => {
    expect(decideFor(change)).toMatchObject(expected);
  });

  test('without the line of the year it is open', () => {
    expect(decideFor({}, lack('recognition.line'))).toEqual({
      status: 'incomplete',
      missing: [lack('recognition.line')],
    });
  });
});
