import type { Clause, Fen } from '@yijiutong/rules/kernel';
import { Trace } from '@yijiutong/rules/kernel';
import type { BillRules } from '@yijiutong/rules/policy';
import type { BillAmounts, Circumstances } from '@yijiutong/rules/rules';
import {
  assistanceBase,
  categoryOf,
  chooseClass,
  decideAdmission,
  findClasses,
  inScopeSelfPay,
  outOfPocket,
} from '@yijiutong/rules/rules';

import { compileMadeUp, yuan } from './made-up-region.ts';

const at = (article: string): Clause => ({ document: 'made-up', article });
const RULES: BillRules = {
  assistanceKinds: ['inpatient', 'chronic_outpatient'],
  covers: at('covers'),
  emergencyException: false,
  referral: at('referral'),
  designated: at('designated'),
  preSelfPayExcluded: true,
  commercialKinds: ['inpatient'],
  commercial: at('commercial'),
  commercialOutpatient: null,
  scope: at('scope'),
  payers: at('payers'),
};
/** 10,000 in all: 1,000 out of scope, 200 先行自付, paid 5,000 + 700 + 60 + 3. */
const BILL: BillAmounts = {
  kind: 'inpatient',
  total: yuan(10_000),
  outOfScope: yuan(1000),
  preSelfPay: yuan(200),
  basicPaid: yuan(5000),
  criticalIllnessPaid: yuan(700),
  supplementPaid: yuan(60),
  commercialPaid: yuan(3),
};
const none = 0 as Fen;

describe('政策范围内个人自付', () => {
  test.each<[string, Partial<BillRules>, Partial<BillAmounts>, number]>([
    ['every payer and what is out of scope taken off', {}, {}, 3037],
    ['先行自付 stays in where the region says so', { preSelfPayExcluded: false }, {}, 3237],
    [
      'commercial insurance of another kind of care takes nothing off',
      {},
      { kind: 'chronic_outpatient' },
      3040,
    ],
    ['nor of care that no document covers', {}, { kind: 'other' }, 3040],
    ['never below nothing', {}, { basicPaid: yuan(9000) }, 0],
  ])('%s', (_, rules, bill, expected) => {
    expect(assistanceBase({ ...RULES, ...rules }, { ...BILL, ...bill })).toBe(yuan(expected));
  });

  test('without a document, and everything out of pocket', () => {
    expect(inScopeSelfPay(BILL)).toBe(yuan(3040));
    expect(inScopeSelfPay({ ...BILL, basicPaid: yuan(9000) })).toBe(0);
    expect(outOfPocket(BILL)).toBe(yuan(4237));
    expect(outOfPocket({ ...BILL, basicPaid: yuan(10_000) })).toBe(0);
  });

  test('explained line by line', () => {
    const trace = new Trace();
    assistanceBase(RULES, BILL, trace);
    expect(
      trace.steps.map(({ step, label, clause, result }) => [step, label, clause.article, result]),
    ).toEqual([
      ['bill.total', '总费用', 'payers', '10000.00'],
      ['bill.outOfScope', '政策范围外费用', 'scope', '1000.00'],
      ['bill.preSelfPay', '乙类先行自付', 'scope', '200.00'],
      ['bill.basicPaid', '基本医保支付', 'payers', '5000.00'],
      ['bill.criticalIllnessPaid', '大病保险支付', 'payers', '700.00'],
      ['bill.supplementPaid', '公务员补助和企业补充支付', 'payers', '60.00'],
      ['bill.commercialPaid', '普惠型商业健康保险支付', 'commercial', '3.00'],
      ['bill.base', '政策范围内个人自付', 'scope', '3037.00'],
    ]);
    expect(trace.steps.at(-1)).toMatchObject({
      inputs: [
        { label: '总费用', value: '10000.00' },
        { label: '政策范围外费用', value: '1000.00' },
        { label: '乙类先行自付', value: '200.00' },
        { label: '基本医保支付', value: '5000.00' },
        { label: '大病保险支付', value: '700.00' },
        { label: '公务员补助和企业补充支付', value: '60.00' },
        { label: '普惠型商业健康保险支付', value: '3.00' },
      ],
      operation: '10000.00 − 1000.00 − 200.00 − 5000.00 − 700.00 − 60.00 − 3.00',
    });
  });

  test.each<[string, Partial<BillRules>, Partial<BillAmounts>]>([
    ['that paid nothing', {}, { preSelfPay: none, supplementPaid: none, commercialPaid: none }],
    ['that takes nothing off', { preSelfPayExcluded: false, commercialKinds: [] }, { supplementPaid: none }],
  ])('a line %s is left out', (_, rules, bill) => {
    const trace = new Trace();
    assistanceBase({ ...RULES, ...rules }, { ...BILL, ...bill }, trace);
    expect(trace.steps.map(({ step }) => step)).toEqual([
      'bill.total',
      'bill.outOfScope',
      'bill.basicPaid',
      'bill.criticalIllnessPaid',
      'bill.base',
    ]);
    expect(trace.steps.at(-1)?.operation).toBe('10000.00 − 1000.00 − 5000.00 − 700.00');
  });
});

describe('whether a bill counts', () => {
  const CARE: Circumstances = { kind: 'inpatient', referred: true, designated: true };
  const excuse = { emergencyException: { reason: '急诊' } };
  const admitted = { status: 'admitted' };
  const kept = (code: string, article: string) => ({ status: 'refused', code, clause: at(article) });

  test.each<[Partial<Circumstances>, object]>([
    [{}, admitted],
    [{ kind: 'chronic_outpatient' }, admitted],
    [{ kind: 'ordinary_outpatient' }, admitted],
    [{ kind: 'special_drug' }, kept('kind_not_covered', 'covers')],
    [{ kind: 'other' }, kept('kind_not_covered', 'covers')],
    [{ designated: false }, kept('not_designated', 'designated')],
    [{ designated: false, referred: false }, kept('not_designated', 'designated')],
    [{ referred: false }, kept('not_referred', 'referral')],
    [{ referred: false, designated: null }, kept('not_referred', 'referral')],
    [{ designated: null }, { status: 'unknown', fact: 'designated' }],
    [
      { designated: null, referred: null },
      { status: 'unknown', fact: 'designated' },
    ],
    [{ referred: null }, { status: 'unknown', fact: 'referred' }],
    [{ referred: false, ...excuse }, kept('not_referred', 'referral')],
  ])('%j', (facts, expected) => {
    expect(decideAdmission(RULES, { ...CARE, ...facts })).toEqual(expected);
  });

  test('an emergency counts where the document says 原则上, and only with a reason', () => {
    const lenient = { ...RULES, emergencyException: true };
    expect(decideAdmission(lenient, { ...CARE, referred: false, ...excuse })).toEqual(admitted);
    expect(decideAdmission(lenient, { ...CARE, referred: null, ...excuse })).toEqual(admitted);
    expect(decideAdmission(lenient, { ...CARE, referred: false })).toMatchObject({ code: 'not_referred' });
  });
});

describe('classes', () => {
  const { policy } = compileMadeUp();

  test.each<[string[], object]>([
    [[], { held: [] }],
    [['普通参保人员'], { held: [] }],
    [['其他人员', '低保对象'], { held: [0, 2] }],
    [['低保对象', '低保对象'], { held: [0] }],
    [['低保对象', '乡贤'], { unknown: '乡贤' }],
  ])('%j', (categories, expected) => {
    expect(findClasses(policy, categories)).toEqual(expected);
  });

  test.each<[number[], number | null]>([
    [[], null],
    [[0, 0], 0],
    [[3, 5], 1],
    [[5, 3], 0],
    [[5, 5, 6], 2],
  ])('of totals %j the class at %j is chosen', (totals, expected) => {
    expect(chooseClass([...totals.keys()], (index) => totals[index] ?? 0)).toBe(expected);
  });

  test('the category that a class was held by, or the class itself', () => {
    const personClass = { id: 'poor', title: '一类', categories: ['低保对象', '特困人员'], clause: at('一') };
    expect(categoryOf(personClass, ['其他人员', '特困人员'])).toBe('特困人员');
    expect(categoryOf(personClass, ['其他人员'])).toBe('一类');
  });
});
