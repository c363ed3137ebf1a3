import type { SecondAssistanceCase } from '@yijiutong/rules/rules';
import { decideSecondAssistance, secondAssistanceTotal } from '@yijiutong/rules/rules';

import { compileMadeUp, DOCUMENT, given, yuan } from './made-up-region.ts';

const { policy, benefits } = compileMadeUp();
const terms = given(benefits.secondAssistance);
const asked = (facts: Partial<SecondAssistanceCase> = {}): SecondAssistanceCase => ({
  categories: ['低保对象'],
  totalCost: yuan(60000),
  burden: yuan(40000),
  assistancePaid: yuan(0),
  secondPaid: yuan(0),
  applied: true,
  ...facts,
});
const paid = (facts: Partial<SecondAssistanceCase> = {}, of = terms) => {
  const outcome = decideSecondAssistance(policy, of, asked(facts));
  return outcome.status === 'granted' ? outcome.value : outcome;
};

describe('what the brackets come to', () => {
  test.each<[string, string, number, number]>([
    ['nothing', 'poor', 0, 0],
    ['a fen below the deductible', 'poor', 9999.99, 0],
    ['the deductible', 'poor', 10000, 0],
    ['a yuan above it', 'poor', 10001, 0.2],
    ['the edge of the second bracket', 'poor', 50000, 8000],
    ['a yuan above the edge', 'poor', 50001, 8000.3],
    ['well above', 'poor', 100000, 23000],
    ['edges from the deductible, at 50,000', 'near', 50000, 8000],
    ['edges from the deductible, at their second step', 'near', 60000, 10000],
    ['edges from the deductible, a yuan above it', 'near', 60001, 10000.3],
    ['a half fen, rounded up once', 'poor', 10000.03, 0.01],
  ])('%s', (_, classId, cost, expected) => {
    expect(secondAssistanceTotal(given(terms.byClass[classId] ?? null), yuan(cost))).toBe(yuan(expected));
  });
});

describe('what is paid', () => {
  test('is the brackets of the whole cost, out-of-scope included', () => {
    expect(paid()).toEqual({ classId: 'poor', amount: yuan(11000), breached: false });
  });

  test('is never more than is still hers to pay', () => {
    expect(paid({ burden: yuan(10999.99) })).toMatchObject({ amount: yuan(10999.99) });
    expect(paid({ burden: yuan(0) })).toMatchObject({ amount: 0 });
  });

  test('takes off what was paid before', () => {
    expect(paid({ secondPaid: yuan(4000) })).toMatchObject({ amount: yuan(7000) });
    expect(paid({ secondPaid: yuan(12000) })).toMatchObject({ amount: 0 });
  });

  test.each<[string, number, number]>([
    ['below the maximum', 18999.99, 11000],
    ['at it', 19000, 11000],
    ['a fen above it', 19000.01, 10999.99],
    ['with nothing left', 30000, 0],
    ['with more than everything used', 31000, 0],
  ])('stays within the yearly maximum: %s', (_, assistancePaid, amount) => {
    expect(paid({ assistancePaid: yuan(assistancePaid) })).toMatchObject({
      amount: yuan(amount),
      breached: false,
    });
  });

  test('passes the maximum only by a decision of the body that the document names', () => {
    const high = { assistancePaid: yuan(25000) };
    expect(paid(high)).toMatchObject({ amount: yuan(5000), breached: false });
    const decided = { ...high, capBreach: { decision: '〔2021〕3号' } };
    expect(paid(decided)).toMatchObject({ amount: yuan(11000), breached: true });
    expect(paid(decided, { ...terms, capBreach: null })).toMatchObject({ amount: yuan(5000) });
  });

  test('a decision that nothing needed breaches nothing', () => {
    expect(paid({ capBreach: { decision: '〔2021〕3号' } })).toMatchObject({ breached: false });
  });

  test('several classes: the highest', () => {
    expect(paid({ categories: ['低保边缘家庭成员', '低保对象'] })).toMatchObject({
      classId: 'poor',
      amount: yuan(11000),
    });
  });

  test('is explained, with the clause and the figures of each bracket', () => {
    const outcome = decideSecondAssistance(policy, terms, asked());
    if (outcome.status !== 'granted') throw new Error('not granted');
    expect(outcome.explanation).toMatchObject({
      step: 'secondAssistance',
      result: '11000.00',
      steps: [
        { step: 'secondAssistance.share', operation: '40000.00 × 20% + 10000.00 × 30%', result: '11000.00' },
        { step: 'secondAssistance.burden', result: '40000.00' },
        { step: 'secondAssistance.cap', result: '11000.00' },
      ],
    });
  });
});

describe('what is not paid', () => {
  test.each<[string, Partial<SecondAssistanceCase>, object]>([
    ['an unknown category', { categories: ['军烈属'] }, { status: 'refused', code: 'unknown_category' }],
    ['nobody’s class', { categories: ['普通参保人员'] }, { status: 'refused', code: 'no_class' }],
    ['a class without brackets', { categories: ['其他人员'] }, { code: 'class_not_covered' }],
    ['nobody applied', { applied: false }, { status: 'refused', code: 'not_applied' }],
    [
      'nobody stated the application',
      { applied: null },
      { status: 'incomplete', missing: [{ what: 'fact', name: 'applied' }] },
    ],
  ])('%s', (_, facts, expected) => {
    expect(paid(facts)).toMatchObject(expected);
  });

  test.each<[string, object, string]>([
    [
      'brackets',
      { brackets: { by_class: { all: { unstated: { clause: '第一条' } } }, clause: '第一条' } },
      'ratio',
    ],
    ['deductible', { deductible: { deferred: { to: '某局', clause: '第一条' } } }, 'deductible'],
    ['yearly maximum', { cap: { deferred: { to: '某局', clause: '第一条' } } }, 'cap'],
  ])('a missing %s leaves it open', (_, section, name) => {
    const changed = compileMadeUp({ second_assistance: { ...DOCUMENT.second_assistance, ...section } });
    const outcome = decideSecondAssistance(
      changed.policy,
      given(changed.benefits.secondAssistance),
      asked({ totalCost: yuan(60000) }),
    );
    expect(outcome).toMatchObject({ status: 'incomplete', missing: [{ name: `secondAssistance.${name}` }] });
  });
});
