/**
 * A region that exists nowhere: figures where the documents of the provinces leave them to their cities, whole numbers, so that
 * a reader can work them in the head.
 */
import type { Day } from '@yijiutong/rules/kernel';
import type { Benefits, CompiledPolicy, Law } from '@yijiutong/rules/policy';
import { compileBenefits, compilePolicy, parseDocument } from '@yijiutong/rules/policy';

export const REGION = '999900';
export const FIGURES = {
  premium: '400.00',
  'criticalIllness.deductible': '10000.00',
  'criticalIllness.ratio': '50%',
  'criticalIllness.cap': null,
};

const clause = '第一条';
export const DOCUMENT = {
  document: {
    id: 'made-up-2020',
    title: '某市办法',
    issuer: '某市',
    subject: 'assistance',
    revision: '1',
    effective: { from: '2020-01-01', clause },
  },
  region: REGION,
  classes: [
    { id: 'poor', title: '低保对象', categories: ['低保对象'], clause },
    { id: 'near', title: '低保边缘家庭成员', categories: ['低保边缘家庭成员'], clause },
    { id: 'rest', title: '其他人员', categories: ['其他人员'], clause },
    { id: 'expense', title: '因病支出型困难家庭成员', categories: ['因病支出型困难家庭成员'], clause },
  ],
  classes_clause: clause,
  populations: { categories: ['普通参保人员'], clause },
  unclassified: { categories: ['孤儿'], deferred: { to: '某文件', clause } },
  bills: {
    scope: { clause },
    payers: { clause },
    designated: { clause },
    pre_self_pay: { choice: 'excluded', clause },
    referral: { emergency_exception: false, clause },
    clause,
  },
  payer_order: {
    payers: [
      { payer: 'basic', clause },
      { payer: 'critical_illness', clause },
      { payer: 'commercial', kinds: ['inpatient'], clause },
      { payer: 'assistance', clause },
    ],
    clause,
  },
  critical_illness: {
    insurance: ['resident'],
    classes: ['poor'],
    transition: { classes: ['near'], until: { statistic: 'transition.end' }, clause },
    deductible_cut: { ratio: '50%' },
    ratio_increase: { ratio: '5%' },
    cap: 'lifted',
    clause,
  },
  assistance: {
    covers: { kinds: ['inpatient', 'chronic_outpatient'], clause },
    deductible: { by_class: { all: { none: true } }, clause },
    ratio: { by_class: { poor: { ratio: '70%' }, near: { ratio: '50%' }, all: { ratio: '10%' } }, clause },
    cap: { by_class: { all: { amount: '20000' } }, clause },
    clause,
  },
  second_assistance: {
    on_application: true,
    deductible: { amount: '10000' },
    brackets: {
      by_class: {
        // Absolute amounts of the year's total cost.
        poor: {
          edges: 'absolute',
          steps: [
            { from: '0', ratio: '20%' },
            { from: '50000', ratio: '30%' },
          ],
        },
        // The same figures counted from the deductible: the second step begins at 60,000.
        near: {
          edges: 'above_deductible',
          steps: [
            { from: '0', ratio: '20%' },
            { from: '50000', ratio: '30%' },
          ],
        },
      },
      clause,
    },
    cap: { amount: '30000' },
    cap_breach: { decided_by: '协调机制', clause },
    clause,
  },
  aid_offset: { clause },
  tilt_gate: { needs: ['referred', 'in_province'], clause },
  one_off_assistance: {
    category: '因病支出型困难家庭成员',
    enrolled_this_year: true,
    on_application: true,
    amount: { amount: '5000' },
    clause,
  },
  premium_subsidy: {
    insurance: ['resident'],
    grants: [
      { categories: ['低保对象'], share: '100%', clause },
      { categories: ['低保边缘家庭成员'], share: '50%', clause },
    ],
    employee: { amount: { amount: '300' }, at_least: 'resident_subsidy', clause },
    new_recipients: { from: 'approval', clause },
    clause,
  },
  admission_deposit: {
    categories: ['低保对象'],
    gates: ['designated', 'one_stop'],
    payable: { amount: '0' },
    clause,
  },
  place_of_care: { standards: 'recognition', paid_by: 'recognition', referral: { clause }, clause },
  articles: { [clause]: '本办法自2020年1月1日起施行。' },
};

/** The made-up document with some sections replaced; a section given as null is left out. */
export function documentWith(sections: Readonly<Record<string, unknown>>): unknown {
  const changed = Object.entries({ ...DOCUMENT, ...sections }).filter(([, value]) => value !== null);
  return Object.fromEntries(changed);
}

export type Known = { readonly policy: CompiledPolicy; readonly benefits: Benefits };

/** What stands in the made-up region on a day. */
export function compileMadeUp(
  sections: Readonly<Record<string, unknown>> = {},
  on = '2021-06-01',
  overrides: Readonly<Record<string, string | null>> = FIGURES,
): Known {
  const law: Law = {
    documents: [parseDocument(documentWith(sections), 'made-up.yaml')],
    statistics: [],
    regions: { regions: [{ code: REGION, name: '某市', covers: {} }] },
  };
  return compileFrom(law, REGION, on, overrides);
}

/** What stands in a region of the law on a day. */
export function compileFrom(
  law: Law,
  region: string,
  on: string,
  overrides: Readonly<Record<string, string | null>> = {},
): Known {
  const options = { region, on: on as Day, overrides };
  const policy = compilePolicy(law, options);
  if (policy === null) throw new Error(`nothing is in force in ${region} on ${on}`);
  return { policy, benefits: compileBenefits(law, options) };
}

/** Yuan to fen, for whole and half figures. */
export const yuan = (amount: number) => Math.round(amount * 100) as never;

/** A benefit that the test needs. */
export function given<T>(benefit: T | null): T {
  if (benefit === null) throw new Error('the document does not give this benefit');
  return benefit;
}
