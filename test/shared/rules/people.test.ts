import type { Day } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';
import type { NewRecipient, Places } from '@yijiutong/rules/rules';
import {
  decideDeposit,
  decideMidYearEnrolment,
  decideOneOff,
  decideOneOffGate,
  decidePlace,
  decidePremiumSubsidy,
  decideTiltGate,
  decideWarning,
  findWorkStatus,
} from '@yijiutong/rules/rules';

import { readDocuments } from '../law.fixture.ts';
import type { Known } from './made-up-region.ts';
import { compileFrom, compileMadeUp, DOCUMENT, FIGURES, given, yuan } from './made-up-region.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

describe('the premium', () => {
  const subsidy = ({ policy, benefits }: Known, categories: string[], insurance: 'resident' | 'employee') => {
    const person = { categories, insurance, on: policy.on };
    const outcome = decidePremiumSubsidy(policy, given(benefits.premium), person);
    return outcome.status === 'granted' ? outcome.value : outcome;
  };
  const guangdong = (on = '2018-05-01') => compileFrom(law, '440000', on, { premium: '180.00' });

  test('of an employee: the document’s amount, and never less than a resident’s', () => {
    const employee = (amount: object, at?: string) =>
      compileMadeUp({
        premium_subsidy: {
          ...DOCUMENT.premium_subsidy,
          employee: { amount, clause: '第一条', ...(at === undefined ? {} : { at_least: at }) },
        },
      });
    const floor = 'resident_subsidy';
    expect(subsidy(employee({ amount: '450' }, floor), ['低保对象'], 'employee')).toEqual({
      subsidy: yuan(450),
      selfPay: null,
      atLeast: false,
    });
    expect(subsidy(employee({ amount: '300' }, floor), ['低保对象'], 'employee')).toMatchObject({
      subsidy: yuan(400),
    });
    expect(subsidy(employee({ amount: '300' }), ['低保对象'], 'employee')).toMatchObject({
      subsidy: yuan(300),
    });
    const open = { unstated: { clause: '第一条' } };
    expect(subsidy(employee(open), ['低保对象'], 'employee')).toMatchObject({
      missing: [{ name: 'premium.employeeAmount' }],
    });
    expect(subsidy(employee(open, floor), ['低保边缘家庭成员'], 'employee')).toEqual({
      subsidy: yuan(200),
      selfPay: null,
      atLeast: true,
    });
  });

  test('of an employee whom no grant names is nothing, and no open question', () => {
    expect(subsidy(compileMadeUp(), ['其他人员'], 'employee')).toMatchObject({ subsidy: 0, atLeast: false });
  });

  test('of an employee where the document speaks of residents only', () => {
    const none = compileFrom(law, '510400', '2024-01-01', { premium: '380.00' });
    expect(subsidy(none, ['特困人员'], 'employee')).toMatchObject({ subsidy: 0, atLeast: false });
  });

  test.each(['低保对象', '特困供养人员', '建档立卡贫困人员', '低收入家庭老年人', '低收入家庭重病患者'])(
    '广东 2017: all of it for %s, and at least as much for an employee',
    (category) => {
      expect(subsidy(guangdong(), [category], 'resident')).toMatchObject({ subsidy: yuan(180), selfPay: 0 });
      expect(subsidy(guangdong(), [category], 'employee')).toMatchObject({
        subsidy: yuan(180),
        atLeast: true,
      });
    },
  );

  test('广东 2017: nothing for 因病致贫重病患者, who are not in the list', () => {
    expect(subsidy(guangdong(), ['因病致贫重病患者'], 'resident')).toMatchObject({ subsidy: 0 });
  });

  test('several categories: the highest in money', () => {
    expect(subsidy(compileMadeUp(), ['低保边缘家庭成员', '低保对象'], 'resident')).toMatchObject({
      subsidy: yuan(400),
    });
  });
});

describe('a new recipient', () => {
  const enrol = (
    person: Partial<NewRecipient>,
    on = '2021-06-15',
    overrides: typeof FIGURES | object = FIGURES,
  ) => {
    const { policy, benefits } = compileMadeUp({}, on, overrides as typeof FIGURES);
    const premium = given(benefits.premium);
    const terms = { ...premium, newRecipients: given(premium.newRecipients) };
    const outcome = decideMidYearEnrolment(policy, terms, {
      categories: ['低保对象'],
      approvedOn: '2021-06-15' as Day,
      premiumPaid: false,
      ...person,
    });
    return outcome.status === 'granted' ? outcome.value : outcome;
  };

  test.each<[string, string, Partial<NewRecipient>, number, number]>([
    ['the day before approval she pays', '2021-06-14', {}, 400, 0],
    ['from the day of approval she pays nothing', '2021-06-15', {}, 0, 400],
    ['and after it', '2021-12-31', {}, 0, 400],
    ['what was paid before is not taken back', '2021-06-15', { premiumPaid: true }, 0, 0],
    ['half a subsidy leaves half', '2021-06-15', { categories: ['低保边缘家庭成员'] }, 200, 200],
    ['nobody’s group pays as before', '2021-06-15', { categories: ['其他人员'] }, 400, 0],
  ])('%s', (_, on, person, toCollect, subsidy) => {
    expect(enrol(person, on)).toEqual({ toCollect: yuan(toCollect), subsidy: yuan(subsidy) });
  });

  test.each<[string, Partial<NewRecipient>, object]>([
    ['approval', { approvedOn: null }, { missing: [{ what: 'fact', name: 'approvedOn' }] }],
    ['payment', { premiumPaid: null }, { missing: [{ name: 'premiumPaid' }] }],
    [
      'both',
      { approvedOn: null, premiumPaid: null },
      { missing: [{ name: 'approvedOn' }, { name: 'premiumPaid' }] },
    ],
    ['the category', { categories: ['军烈属'] }, { code: 'unknown_category' }],
  ])('without %s it is open, or refused', (_, person, expected) => {
    expect(enrol(person)).toMatchObject(expected);
  });

  test('without the premium of the year it is open', () => {
    expect(enrol({}, '2021-06-15', {})).toMatchObject({ missing: [{ name: 'premium', year: 2021 }] });
  });

  test('only where the document says so', () => {
    const says = (region: string, on: string) =>
      compileFrom(law, region, on).benefits.premium?.newRecipients ?? null;
    expect(says('440000', '2022-12-21')).toEqual({ document: 'guangdong-2017', article: '三（一）1' });
    expect(says('440000', '2022-12-22')).toBeNull();
    expect(says('510400', '2024-01-01')).toBeNull();
    expect(says('420500', '2024-01-01')).toBeNull();
  });
});

describe('care in another place', () => {
  const places: Places = {
    treatedIn: '510100',
    householdIn: '510400',
    recognisedIn: '420500',
    referred: true,
  };
  const place = (region: string, facts: Partial<Places>) => {
    const { policy, benefits } = compileFrom(law, region, '2024-01-01');
    const outcome = decidePlace(policy, given(benefits.place), { ...places, ...facts });
    return outcome.status === 'granted' ? outcome.value : outcome;
  };

  test.each<[string, Partial<Places>, object]>([
    ['510400', {}, { standardsOf: '510400', paidBy: null }],
    ['420500', {}, { standardsOf: '420500', paidBy: '420500' }],
    ['440000', {}, { standardsOf: '420500', paidBy: null }],
    ['510400', { treatedIn: '510400', referred: null }, { standardsOf: '510400' }],
    ['420500', { treatedIn: '420500', referred: false }, { standardsOf: '420500' }],
    ['420500', { householdIn: null }, { standardsOf: '420500' }],
    ['510400', { recognisedIn: null }, { standardsOf: '510400' }],
    ['510400', { referred: false }, { code: 'not_referred', clause: { article: '第十七条' } }],
    ['420500', { referred: false }, { code: 'not_referred', clause: { article: '第十九条' } }],
    ['440000', { referred: false }, { code: 'not_referred', clause: { article: '六（十五）' } }],
    ['510400', { referred: null }, { missing: [{ name: 'referred' }] }],
    ['510400', { householdIn: null }, { missing: [{ name: 'householdIn' }] }],
    ['420500', { recognisedIn: null }, { missing: [{ name: 'recognisedIn' }] }],
    ['420500', { treatedIn: null }, { missing: [{ name: 'treatedIn' }] }],
  ])('%s: %j', (region, facts, expected) => {
    expect(place(region, facts)).toMatchObject(expected);
  });
});

describe('the deposit', () => {
  const facts = { primaryCareReferral: true, inCity: true, designated: true, oneStopSettlement: true };
  const deposit = (known: Known, categories: string[], changed: object = {}) =>
    decideDeposit(known.policy, given(known.benefits.deposit), categories, { ...facts, ...changed });

  test('广东 2017 asks for a hospital with one-stop settlement, not for a referral', () => {
    const known = compileFrom(law, '440000', '2018-05-01');
    const waived = { value: { depositWaived: true, payableAtAdmission: 0 } };
    expect(deposit(known, ['低保对象'], { primaryCareReferral: false, inCity: null })).toMatchObject(waived);
    expect(deposit(known, ['低保对象'], { oneStopSettlement: false })).toMatchObject({
      value: { depositWaived: false, payableAtAdmission: null },
    });
    expect(deposit(known, ['低保对象'], { oneStopSettlement: null })).toMatchObject({
      missing: [{ name: 'oneStopSettlement' }],
    });
    const unstated = { primaryCareReferral: null, inCity: null, designated: true };
    expect(decideDeposit(known.policy, given(known.benefits.deposit), ['低保对象'], unstated)).toMatchObject({
      missing: [{ name: 'oneStopSettlement' }],
    });
  });

  test('柳州: who is in 一类 or 二类, the other document says', () => {
    const known = compileFrom(law, '450200', '2023-06-01');
    expect(deposit(known, ['二类人员'])).toMatchObject({
      value: { depositWaived: true, payableAtAdmission: 0 },
    });
    expect(deposit(known, ['低保边缘家庭成员'])).toMatchObject({ value: { depositWaived: false } });
    expect(deposit(known, ['低保对象'])).toMatchObject({
      missing: [{ name: 'class', deferredTo: '桂政办发〔2022〕5号' }],
    });
    // One class that is sure is enough, and a gate that is shut needs no class.
    expect(deposit(known, ['低保对象', '一类人员'])).toMatchObject({ value: { depositWaived: true } });
    expect(deposit(known, ['低保对象'], { inCity: false })).toMatchObject({
      value: { depositWaived: false },
    });
  });
});

describe('the gates of 柳州', () => {
  const liuzhou = () => compileFrom(law, '450200', '2023-06-01');
  const oneOff = (facts: object, known = liuzhou()) =>
    decideOneOffGate(known.policy, given(known.benefits.oneOff), {
      categories: ['因病支出型困难家庭'],
      enrolledThisYear: true,
      applied: true,
      ...facts,
    });

  test.each<[string, object, object]>([
    ['open', {}, { value: true }],
    ['not recognised', { categories: ['低保对象'] }, { value: false }],
    ['not enrolled this year', { enrolledThisYear: false, applied: null }, { value: false }],
    ['not applied', { applied: false }, { code: 'not_applied' }],
    ['unknown category', { categories: ['军烈属'] }, { code: 'unknown_category' }],
    ['enrolment unknown', { enrolledThisYear: null }, { missing: [{ name: 'enrolledThisYear' }] }],
    ['application unknown', { applied: null }, { missing: [{ name: 'applied' }] }],
  ])('one-off aid: %s', (_, facts, expected) => {
    expect(oneOff(facts)).toMatchObject(expected);
  });

  test('the amount is left to 桂政办发〔2022〕5号; a city that gives one pays it, up to the base', () => {
    const facts = { categories: ['因病支出型困难家庭成员'], enrolledThisYear: true, applied: true };
    const pay = ({ policy, benefits }: Known, base: number, changed: object = {}) =>
      decideOneOff(policy, given(benefits.oneOff), { ...facts, ...changed }, yuan(base));
    expect(pay(liuzhou(), 9000)).toMatchObject({ missing: [{ deferredTo: '桂政办发〔2022〕5号' }] });
    expect(pay(compileMadeUp(), 5000.01)).toMatchObject({ value: yuan(5000) });
    expect(pay(compileMadeUp(), 4999.99)).toMatchObject({ value: yuan(4999.99) });
    expect(pay(compileMadeUp(), 9000, { enrolledThisYear: false })).toMatchObject({
      code: 'class_not_covered',
    });
    expect(pay(compileMadeUp(), 9000, { applied: false })).toMatchObject({ code: 'not_applied' });
  });

  test.each<[boolean | null, boolean | null, object]>([
    [true, true, { value: true }],
    [false, null, { value: false }],
    [null, false, { value: false }],
    [null, true, { missing: [{ name: 'referred' }] }],
    [null, null, { missing: [{ name: 'referred' }, { name: 'inProvince' }] }],
  ])('tilt: referred %s, inside 自治区 %s', (referred, inProvince, expected) => {
    const { policy, benefits } = liuzhou();
    expect(
      decideTiltGate(policy, given(benefits.tiltGate), ['一类人员'], { referred, inProvince }),
    ).toMatchObject(expected);
  });

  test.each([
    [[], { status: 'granted', value: false }],
    [['低保对象'], { status: 'incomplete', missing: [{ deferredTo: '桂政办发〔2022〕5号' }] }],
    [['神仙'], { status: 'refused', code: 'unknown_category' }],
  ])('tilt is for recipients: %j', (categories, expected) => {
    const { policy, benefits } = liuzhou();
    const facts = { referred: true, inProvince: true };
    expect(decideTiltGate(policy, given(benefits.tiltGate), categories, facts)).toMatchObject(expected);
  });
});

describe('a warning', () => {
  const warn = (
    region: string,
    on: string,
    categories: string[],
    selfPay: number,
    overrides = {},
    insurance: 'resident' | 'employee' | null = 'resident',
  ) => {
    const { policy, benefits } = compileFrom(law, region, on, overrides);
    const facts = { categories, insurance, yearToDateSelfPay: yuan(selfPay) };
    return decideWarning(policy, given(benefits.warning), facts);
  };
  const rural = { 'ruralIncome@2022': '20000.01' };

  test('names the departments, and the month where the clause does', () => {
    // 50 % of 20,000.01 is 10,000.005: its whole fen is not above it, the next one is.
    expect(warn('420500', '2023-06-01', ['稳定脱贫人口'], 10000, rural)).toMatchObject({
      value: { warning: false, pushedTo: [], every: null },
    });
    expect(warn('420500', '2023-06-01', ['稳定脱贫人口'], 10000.01, rural)).toMatchObject({
      value: {
        warning: true,
        type: 'return_to_poverty',
        pushedTo: ['乡村振兴部门', '民政部门'],
        every: 'month',
      },
    });
    const income = { 'residentIncome@2022': '40000.00' };
    expect(warn('510400', '2023-06-01', ['基本医保参保对象'], 20000.01, income)).toMatchObject({
      value: { warning: true, type: null, pushedTo: ['民政部门', '乡村振兴部门'], every: null },
    });
  });

  test('of somebody in two groups needs one line to be passed only', () => {
    const both = ['城乡居民普通参保人员', '低保边缘家庭成员'];
    expect(warn('420500', '2023-06-01', both, 15000, rural)).toMatchObject({
      value: { warning: true, type: 'return_to_poverty' },
    });
  });

  test.each<[string[], 'resident' | 'employee' | null, number, object]>([
    // 20,000.01 is the whole of last year's rural income.
    [[], 'resident', 20000, { value: { warning: false } }],
    [[], 'resident', 20000.01, { value: { warning: false } }],
    [[], 'resident', 20000.02, { value: { warning: true, type: 'fall_into_poverty' } }],
    [['基本医保参保对象'], 'resident', 20000.02, { value: { warning: true } }],
    [['城乡居民普通参保人员'], null, 20000.02, { value: { warning: true } }],
    [[], 'employee', 99999, { value: { warning: false } }],
    [[], null, 20000.02, { missing: [{ what: 'fact', name: 'insurance' }] }],
    [[], null, 20000.01, { value: { warning: false } }],
    // 一、二、四类 stand in no group, and are no ordinary insured persons.
    [['特困人员'], 'resident', 99999, { value: { warning: false } }],
    [['因病致贫重病患者'], null, 99999, { value: { warning: false } }],
    [['稳定脱贫人口'], null, 10000.01, { value: { warning: true, type: 'return_to_poverty' } }],
  ])('宜昌, in no class: %j insured as %s, %d', (categories, insurance, selfPay, expected) => {
    expect(warn('420500', '2023-06-01', categories, selfPay, rural, insurance)).toMatchObject(expected);
  });

  test('in no class, without last year’s income: open', () => {
    expect(warn('420500', '2023-06-01', [], 1, {})).toMatchObject({ missing: [{ name: 'ruralIncome' }] });
  });

  test.each([
    ['450200', '低保边缘家庭成员', undefined],
    ['450200', '脱贫不稳定人口', undefined],
    ['440000', '农村易返贫致贫人口', '各统筹地区人民政府'],
    ['440000', '低保边缘家庭成员', '各统筹地区人民政府'],
  ])('%s watches %s, and gives no line', (region, category, deferredTo) => {
    const outcome = warn(region, '2023-06-01', [category], 999999);
    expect(outcome).toMatchObject({ status: 'incomplete', missing: [{ name: 'warning.line' }] });
    if (outcome.status === 'incomplete') expect(outcome.missing[0]?.deferredTo).toBe(deferredTo);
  });

  test('of a group that is not watched is none', () => {
    expect(warn('450200', '2023-06-01', ['二类人员'], 999999)).toMatchObject({ value: { warning: false } });
  });
});

test.each<[boolean | null, boolean | null, 'employed' | 'retired' | null]>([
  [true, true, 'retired'],
  [true, false, 'employed'],
  [false, true, 'employed'],
  [false, null, 'employed'],
  [null, false, 'employed'],
  [true, null, null],
  [null, true, null],
])('past the age %s, years met %s: %s', (age, years, status) => {
  expect(findWorkStatus(age, years)).toBe(status);
});
