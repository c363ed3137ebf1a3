import path from 'node:path';

import type { Day, Fen } from '@yijiutong/rules/kernel';
import type { Bill, Identity, YearContext } from '@yijiutong/rules/ledger';
import type { Insurance, Law } from '@yijiutong/rules/policy';
import { compileYear } from '@yijiutong/rules/policy';

import { readLaw } from '../../bff/src/storage/documents.ts';

export const configDir = path.join(__dirname, '..', '..', 'config');

/** The documents as they stand in config/, without its statistics: a test gives its own. */
export async function readDocuments(): Promise<Law> {
  return { ...(await readLaw(configDir)), statistics: [] };
}

/** Figures of the tests: whole numbers, so that a reader can work them in the head. */
export const FIGURES = {
  residentIncome: '40000.00',
  monitoringLine: '7500.00',
  'criticalIllness.deductible': '12000.00',
};

export function yearOfLaw(
  law: Law,
  region: string,
  year: number,
  identities: readonly Identity[],
  insurance: Insurance = 'resident',
): YearContext {
  return { policy: compileYear(law, { region, year, overrides: FIGURES }), identities, insurance };
}

export const always = (category: string): Identity => ({ category, from: null, to: null });

/** A bill of in-scope self-pay, referred, inside the province, at a designated hospital. */
export function bill(id: string, on: string, yuan: number, facts: Partial<Bill> = {}): Bill {
  const zero = 0 as Fen;
  return {
    id,
    on: on as Day,
    sequence: 0,
    kind: 'inpatient',
    total: (yuan * 100) as Fen,
    outOfScope: zero,
    preSelfPay: zero,
    basicPaid: zero,
    criticalIllnessPaid: zero,
    supplementPaid: zero,
    commercialPaid: zero,
    referred: true,
    inProvince: true,
    designated: true,
    ...facts,
  };
}
