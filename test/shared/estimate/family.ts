/** Families of the estimate's tests: one that knows everything, and what each test makes unknown. */
import type { Answers } from '@yijiutong/rules/estimate';
import type { Fen } from '@yijiutong/rules/kernel';
import type { Law, PolicyPack } from '@yijiutong/rules/policy';
import { compilePack } from '@yijiutong/rules/policy';

import { FIGURES } from '../law.fixture';

export const yuan = (amount: number): Fen => Math.round(amount * 100) as Fen;

/** 低保, a hospital stay of 20,000 of which the insurance paid 12,000; 1,000 are outside its scope. Nothing before. */
export const knowsAll: Answers = {
  categories: ['低保对象'],
  recognised: null,
  insurance: 'resident',
  kind: 'inpatient',
  total: yuan(20_000),
  insurancePaid: yuan(12_000),
  selfPaid: null,
  outOfScope: yuan(1_000),
  designated: true,
  referred: true,
  inProvince: true,
  earlierSelfPaid: yuan(0),
  earlierOutOfScope: null,
  aidReceived: yuan(0),
};

export const knowsNothing: Answers = {
  categories: null,
  recognised: null,
  insurance: null,
  kind: null,
  total: null,
  insurancePaid: null,
  selfPaid: null,
  outOfScope: null,
  designated: null,
  referred: null,
  inProvince: null,
  earlierSelfPaid: null,
  earlierOutOfScope: null,
  aidReceived: null,
};

/** The pack of a region with the figures of the tests. */
export function packOf(law: Law, region: string, year = 2024, overrides = FIGURES): PolicyPack {
  const pack = compilePack(law, { region, year, overrides });
  if (pack === null) throw new Error(`no document is in force in ${region} in ${year}`);
  return pack;
}
