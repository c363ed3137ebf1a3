import type { Day } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';
import {
  decideAccountClosing,
  decideAccountUse,
  decideCostShare,
  decideFundAlert,
  flexibleContribution,
  listFundDeadlines,
  shareGap,
} from '@yijiutong/rules/rules';

import { readDocuments } from '../law.fixture.ts';
import { compileFrom, given, yuan } from './made-up-region.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});
const yichang = (on = '2023-06-01') => compileFrom(law, '420500', on).benefits;

describe('the alert of the fund', () => {
  const alert = (surplus: number, monthly: number, unit: 'city' | 'county' = 'county') =>
    decideFundAlert(given(yichang().fundAlert), unit, yuan(surplus), yuan(monthly));

  test.each<[string, number, number, boolean, number | null]>([
    ['three months', 3000, 1000, false, 300],
    ['a fen less', 2999.99, 1000, true, 299],
    ['a fen more', 3000.01, 1000, false, 300],
    ['nothing left', 0, 1000, true, 0],
    ['a debt', -500, 1000, true, 0],
    ['a debt where nothing is spent', -0.01, 0, true, null],
    ['nothing spent', 0, 0, false, null],
    ['many months', 123456, 1000, false, 12345],
  ])('%s', (_, surplus, monthly, expected, months) => {
    expect(alert(surplus, monthly)).toMatchObject({ alert: expected, hundredthMonths: months });
  });

  test('only the city may propose changes, and only on an alert', () => {
    expect(alert(2999.99, 1000, 'city').mayProposeChanges).toBe(true);
    expect(alert(2999.99, 1000, 'county').mayProposeChanges).toBe(false);
    expect(alert(3000, 1000, 'city').mayProposeChanges).toBe(false);
  });

  test('a negative expenditure is no expenditure', () => {
    expect(() => alert(3000, -1)).toThrow(/monthlyExpenditure/);
  });
});

describe('the days of the fund', () => {
  const due = (from: string, to = from) =>
    listFundDeadlines(yichang(from).fundTasks, from as Day, to as Day).map(({ on }) => on);

  test.each<[string, string, string, string[]]>([
    ['the day before', '2023-09-29', '2023-09-29', []],
    ['30 September', '2023-09-30', '2023-09-30', ['2023-09-30']],
    ['the day after', '2023-10-01', '2023-10-01', []],
    ['the 20th of each month', '2023-02-01', '2023-04-30', ['2023-02-20', '2023-03-20', '2023-04-20']],
    ['a span that begins after the 20th', '2023-02-21', '2023-03-19', []],
    ['both ends included', '2023-02-20', '2023-03-20', ['2023-02-20', '2023-03-20']],
    ['the audit', '2022-11-30', '2022-12-31', ['2022-11-30', '2022-12-20', '2022-12-31']],
    ['the transfer, once only', '2023-01-31', '2023-01-31', ['2023-01-31']],
    ['a year later', '2024-01-31', '2024-01-31', []],
    ['over New Year', '2024-12-20', '2025-01-20', ['2024-12-20', '2025-01-20']],
    ['a span that ends before it begins', '2023-09-30', '2023-09-01', []],
  ])('%s', (_, from, to, expected) => {
    expect(due(from, to)).toEqual(expected);
  });

  test('each with its clause, the same day in the order of the document', () => {
    const [first] = listFundDeadlines(yichang().fundTasks, '2022-11-30' as Day, '2022-11-30' as Day);
    expect(first).toMatchObject({ clause: { document: 'yichang-pooling-2022', article: '二（三）6' } });
  });
});

describe('a gap', () => {
  const gap = (facts: Partial<Parameters<typeof shareGap>[1]>) =>
    shareGap(given(yichang().fundGap), {
      unit: 'county',
      gap: yuan(1000),
      accumulatedSurplus: yuan(0),
      ...facts,
    });

  test.each<[string, Partial<Parameters<typeof shareGap>[1]>, number[]]>([
    ['a county', {}, [0, 200, 800]],
    ['a district', { unit: 'district' }, [0, 500, 500]],
    ['the surplus first', { accumulatedSurplus: yuan(400) }, [400, 120, 480]],
    ['a surplus that covers it', { accumulatedSurplus: yuan(1000) }, [1000, 0, 0]],
    ['what the unit owes is its own', { owed: yuan(300) }, [0, 140, 860]],
    [
      'what it owes is not taken from the surplus',
      { owed: yuan(300), accumulatedSurplus: yuan(700) },
      [700, 0, 300],
    ],
    ['more owed than missing', { owed: yuan(5000) }, [0, 0, 1000]],
    ['an odd fen stays local', { gap: yuan(0.01), unit: 'district' }, [0, 0.01, 0]],
  ])('%s', (_, facts, [fromSurplus, city, local]) => {
    expect(gap(facts)).toEqual({ fromSurplus: yuan(fromSurplus!), city: yuan(city!), local: yuan(local!) });
  });
});

describe('the out-of-scope share', () => {
  const share = (total: number, outOfScope: number) => {
    const { benefits } = compileFrom(law, '440000', '2018-05-01');
    return decideCostShare(given(benefits.costControl), yuan(total), yuan(outOfScope));
  };

  test.each<[string, number, number, boolean, number | null]>([
    ['below', 1000, 149.99, true, 1499],
    ['at 15 %', 1000, 150, true, 1500],
    ['a fen above', 1000, 150.01, false, 1500],
    ['nothing out of scope', 1000, 0, true, 0],
    ['all of it', 1000, 1000, false, 10000],
    ['no cost at all', 0, 0, true, null],
  ])('%s', (_, total, outOfScope, within, parts) => {
    expect(share(total, outOfScope)).toEqual({ within, share: parts });
  });

  test('more out of scope than there is cost is no bill', () => {
    expect(() => share(100, 100.01)).toThrow(/outOfScope/);
    expect(() => share(100, -1)).toThrow(/outOfScope/);
  });

  test('is no figure of the framework that came after', () => {
    expect(compileFrom(law, '440000', '2022-12-22').benefits.costControl).toBeNull();
  });
});

describe('a personal account', () => {
  const use = (...[expense, at, forWhom]: [string, string | null, string]) =>
    decideAccountUse(given(yichang().accountUses), { expense, at, for: forWhom } as never);

  test.each<[string, [string, string | null, string], string, string]>([
    ['her own in-scope cost', ['in_scope_self_pay', 'pharmacy', 'self'], 'allowed', '第十四条（一）'],
    ['a parent’s care', ['medical_self_pay', 'medical_institution', 'parent'], 'allowed', '第十四条（二）'],
    ['a child’s medicine', ['drugs_and_devices', 'pharmacy', 'child'], 'allowed', '第十四条（二）'],
    ['care at a pharmacy', ['medical_self_pay', 'pharmacy', 'self'], 'not_listed', '第十四条'],
    ['medicine at no place', ['drugs_and_devices', null, 'self'], 'not_listed', '第十四条'],
    [
      'a parent’s in-scope cost, by the second point',
      ['in_scope_self_pay', 'pharmacy', 'parent'],
      'allowed',
      '第十四条（二）',
    ],
    ['a spouse’s premium', ['resident_premium', null, 'spouse'], 'explored', '第十四条（三）'],
    ['her own premium', ['resident_premium', null, 'self'], 'not_listed', '第十四条'],
    ['fitness', ['fitness', null, 'self'], 'forbidden', '第十四条（四）'],
  ])('%s', (_, request, reason, article) => {
    const verdict = use(...request);
    expect(verdict).toMatchObject({ reason, allowed: reason === 'allowed', clause: { article } });
  });

  const where = { region: '420500', day: '2023-06-01' as Day };
  test.each<[string, object, object]>([
    ['emigration', { event: 'emigration', applied: true }, { value: { to: 'holder', amount: 12345 } }],
    ['emigration, not asked', { event: 'emigration', applied: false }, { code: 'not_applied' }],
    ['emigration, unknown', { event: 'emigration', applied: null }, { missing: [{ name: 'applied' }] }],
    ['death', { event: 'death', applied: null }, { value: { to: 'heirs', amount: 12345 } }],
    ['transfer', { event: 'transfer', applied: null }, { value: { to: 'new_place', amount: 12345 } }],
  ])('%s', (_, event, expected) => {
    const terms = given(yichang().accountClosing);
    expect(decideAccountClosing(terms, where, { balance: 12345, ...event } as never)).toMatchObject(expected);
  });

  test('a flexible worker pays 8 % into the pool', () => {
    const terms = given(yichang().personalAccount);
    expect(flexibleContribution(terms, yuan(4321.99))).toBe(yuan(345.76));
    expect(flexibleContribution({ ...terms, flexibleShare: null }, yuan(1))).toBeNull();
  });
});
