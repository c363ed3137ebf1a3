/** The year as the engine decides it, and the same year as the reference does. */
import path from 'node:path';

import type { Day, Fen } from '@yijiutong/rules/kernel';
import { formatYuan } from '@yijiutong/rules/kernel';
import type { Bill, YearContext, YearResult, YearState } from '@yijiutong/rules/ledger';
import { advance, openYear, settleIdentities } from '@yijiutong/rules/ledger';
import type { Law, YearPolicy } from '@yijiutong/rules/policy';
import { compileYear } from '@yijiutong/rules/policy';

import { readLaw } from '../../bff/src/storage/documents.ts';
import type { Visit, YearPayments } from '../shared/reference/index.ts';
import { panzhihuaYear, written, yichangYear, yuan } from '../shared/reference/index.ts';
import type { GeneratedYear, LocalFigures } from './generated-year.ts';

/** The documents of `config/`, without its statistics: a generated year brings its own figures. */
export async function readDocuments(root: string): Promise<Law> {
  return { ...(await readLaw(path.join(root, 'config'))), statistics: [] };
}

const asYuan = (fen: number): string => formatYuan(fen as Fen);

/** Compiles what a year is decided under, each set of figures once. */
export class Policies {
  readonly #law: Law;
  readonly #compiled = new Map<string, YearPolicy>();

  constructor(law: Law) {
    this.#law = law;
  }

  contextOf({ region, year, figures, identities, insurance, retroactivePaid }: GeneratedYear): YearContext {
    const key = `${region}/${String(year)}/${Object.values(figures).join()}`;
    let policy = this.#compiled.get(key);
    if (policy === undefined) {
      policy = compileYear(this.#law, { region, year, overrides: overridesOf(figures) });
      this.#compiled.set(key, policy);
    }
    return { policy, identities, insurance, retroactivePaid };
  }
}

function overridesOf(figures: LocalFigures): Record<string, string> {
  return {
    residentIncome: asYuan(figures.residentIncome),
    monitoringLine: asYuan(figures.monitoringLine),
    'criticalIllness.deductible': asYuan(figures.criticalIllnessLine),
  };
}

export function inOrder(bills: readonly Bill[]): Bill[] {
  return [...bills].sort(
    (a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.sequence - b.sequence) || (a.id < b.id ? -1 : 1),
  );
}

/** Bill after bill; before one of them the state is written down and read back, as between two requests. */
export function foldYear(context: YearContext, bills: readonly Bill[], storedBefore: number): YearResult {
  const { region, year } = context.policy;
  let state: YearState = openYear(region, year);
  const decisions = [];
  const topUps = [];
  for (const [index, bill] of inOrder(bills).entries()) {
    if (index === storedBefore) state = JSON.parse(JSON.stringify(state)) as YearState;
    const step = advance(context, state, bill);
    state = step.state;
    decisions.push(step.decision);
    topUps.push(...step.topUps);
  }
  const last = settleIdentities(context, state, `${year}-12-31` as Day);
  return { state: last.state, decisions, topUps: [...topUps, ...last.topUps] };
}

/** Amounts in yuan, bill by bill in the order of days: what engine and reference are compared in. */
export interface YearInYuan {
  bills: { id: string; assistance: string; tilt: string }[];
  topUps: { on: string; amount: string }[];
  assistanceTotal: string;
  tiltTotal: string;
  personalAfter: string;
}

export function byEngine({ decisions, topUps, state: { totals } }: YearResult): YearInYuan {
  return {
    bills: decisions.map(({ billId, outcome }) => {
      const paid = outcome.status === 'granted' ? outcome.value : { assistance: 0, outpatient: 0, tilt: 0 };
      return { id: billId, assistance: asYuan(paid.assistance + paid.outpatient), tilt: asYuan(paid.tilt) };
    }),
    topUps: topUps.map(({ on, amount }) => ({ on, amount: asYuan(amount) })),
    assistanceTotal: asYuan(totals.assistance + totals.outpatient),
    tiltTotal: asYuan(totals.tilt),
    personalAfter: asYuan(totals.personal),
  };
}

/** Every fact is known: see `knowsEverything`. */
export function byReference(year: GeneratedYear): YearInYuan {
  const bills = inOrder(year.bills);
  const paid = referenceOf(year, bills.map(toVisit));
  return {
    bills: bills.map(({ id }, index) => ({
      id,
      assistance: written(paid.assistance[index]!),
      tilt: written(paid.tilt[index]!),
    })),
    topUps: paid.topUps.map(({ on, amount }) => ({ on, amount: written(amount) })),
    assistanceTotal: written(paid.assistanceTotal),
    tiltTotal: written(paid.tiltTotal),
    personalAfter: written(paid.personalAfter),
  };
}

function referenceOf({ region, year, figures, ...person }: GeneratedYear, visits: Visit[]): YearPayments {
  const inYuan = (fen: number) => yuan(fen).dividedBy(100);
  if (region === '420500') {
    const standardLine = inYuan(figures.criticalIllnessLine);
    return yichangYear(
      person,
      visits,
      { standardLine, appliedLine: null },
      true,
      inYuan(person.retroactivePaid),
    );
  }
  const residentIncome = inYuan(figures.residentIncome);
  const monitoringLine = inYuan(figures.monitoringLine);
  return panzhihuaYear(person, visits, { residentIncome, monitoringLine }, year);
}

function toVisit(bill: Bill): Visit {
  const inYuan = (fen: Fen) => yuan(fen).dividedBy(100);
  return {
    on: bill.on,
    kind: bill.kind,
    total: inYuan(bill.total),
    outOfScope: inYuan(bill.outOfScope),
    preSelfPay: inYuan(bill.preSelfPay),
    basicPaid: inYuan(bill.basicPaid),
    criticalIllnessPaid: inYuan(bill.criticalIllnessPaid),
    supplementPaid: inYuan(bill.supplementPaid),
    commercialPaid: inYuan(bill.commercialPaid),
    referred: bill.referred === true,
    inProvince: bill.inProvince === true,
    designated: bill.designated === true,
    exception: bill.emergencyException !== undefined,
  };
}

/** A year in which nobody left a fact open: only such a year has one answer. */
export function knowsEverything({ bills }: GeneratedYear): boolean {
  return bills.every((bill) => ![bill.referred, bill.inProvince, bill.designated].includes(null));
}
