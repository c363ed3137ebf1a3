/**
 * The form of a worked case (test/cases, and what `calc` reads) and how it becomes facts for the rules.
 */
import type { Day, Fen } from '@yijiutong/rules/kernel';
import { ZERO, parseDay, parseYuan, yearOf } from '@yijiutong/rules/kernel';
import type { Bill, Identity, YearContext } from '@yijiutong/rules/ledger';
import type { Insurance, Law } from '@yijiutong/rules/policy';
import { compileYear, findPoolingRegion } from '@yijiutong/rules/policy';
import type { RetroactiveBill } from '@yijiutong/rules/rules';
import { z } from 'zod';

const money = z.string();
const fact = z.boolean().nullable().optional();

const settlement = z.looseObject({
  date: z.string(),
  kind: z
    .enum(['inpatient', 'chronic_outpatient', 'special_drug', 'ordinary_outpatient', 'other'])
    .optional(),
  selfPayInScope: money.optional(),
  total: money.optional(),
  outOfScope: money.optional(),
  preSelfPay: money.optional(),
  basicPaid: money.optional(),
  criticalIllnessPaid: money.optional(),
  supplementPaid: money.optional(),
  commercialPaid: money.optional(),
  referred: fact,
  inProvince: fact,
  designated: fact,
  assisted: fact,
  emergencyException: z.strictObject({ reason: z.string().min(1) }).optional(),
});

const person = z.looseObject({
  categories: z.array(z.string()).optional(),
  identities: z
    .array(z.strictObject({ category: z.string(), from: z.string(), to: z.string().nullable().optional() }))
    .optional(),
  insurance: z.enum(['resident', 'employee']).nullable().optional(),
  recognisedOn: z.string().optional(),
});

const byYear = z.record(z.string().regex(/^\d{4}$/), money);

const workedCaseSchema = z.looseObject({
  id: z.string().optional(),
  region: z.string(),
  question: z.string(),
  on: z.string().optional(),
  person: person.optional(),
  statistics: z.record(z.string(), byYear).optional(),
  supplied: z.record(z.string(), z.string().nullable()).optional(),
  withTilt: z.boolean().optional(),
  settlements: z.array(z.looseObject({ date: z.string() })).optional(),
  /** what 宜昌 第十一条 paid within a year: it shares the year's cap with the bills */
  retroactivePaid: byYear.optional(),
  input: z.record(z.string(), z.unknown()).optional(),
  expect: z.record(z.string(), z.unknown()).optional(),
});

export type WorkedCase = z.infer<typeof workedCaseSchema>;
export type Settlement = z.infer<typeof settlement>;

/** A case that cannot be asked: what is wrong with it, by name. */
export class CaseError extends Error {
  override readonly name = 'CaseError';
}

/** @throws CaseError naming the field that is not as `cases/README.md` says */
export function parseCase(value: unknown): WorkedCase {
  return parseWith(workedCaseSchema, value, 'the case');
}

export function parseWith<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = (issue?.path ?? []).map(String).join('.');
  throw new CaseError(`${what}: ${path === '' ? '' : `${path}: `}${issue?.message ?? 'malformed'}`);
}

/** The 统筹地区 of the case. @throws CaseError for an unknown region */
export function getRegion(law: Law, admdvs: string): string {
  const region = findPoolingRegion(law.regions, admdvs);
  if (region === null)
    throw new CaseError(`unknown region "${admdvs}": it is not in config/codes/regions.yaml`);
  return region.code;
}

/** A city without documents of its own is asked about through its province's framework. */
export function regionWithDocuments(law: Law, asked: WorkedCase): string {
  const region = getRegion(law, asked.region);
  if (law.documents.some((file) => file.region === region)) return region;
  return law.regions.regions.find(({ code }) => code === region)?.framework ?? region;
}

/** The day the question is asked for. @throws CaseError when the case gives none */
export function getDay(asked: WorkedCase): Day {
  if (asked.on === undefined) throw new CaseError('"on" is missing: the day the question is asked for');
  return parseDay(asked.on, 'on');
}

/** Figures given with the case: by name and year, or by name alone. */
export function overridesOf(asked: WorkedCase): Record<string, string | null> {
  const given: Record<string, string | null> = { ...asked.supplied };
  for (const [name, years] of Object.entries(asked.statistics ?? {})) {
    for (const [year, amount] of Object.entries(years)) given[`${name}@${year}`] = amount;
  }
  return given;
}

/** A resident unless the case says otherwise. @throws CaseError where the question cannot be asked without it */
export function insuranceOf(asked: WorkedCase): Insurance {
  const given = asked.person?.insurance;
  if (given === null) throw new CaseError('person.insurance: this question needs it');
  return given ?? 'resident';
}

/** `categories` are held all the time; `identities` from their first to their last day. */
export function identitiesOf(asked: WorkedCase): Identity[] {
  const lasting = (asked.person?.categories ?? []).map((category) => ({ category, from: null, to: null }));
  const dated = (asked.person?.identities ?? []).map(({ category, from, to }) => {
    const first = parseDay(from, 'identities.from');
    const last = to === undefined || to === null ? null : parseDay(to, 'identities.to');
    if (last !== null && last < first)
      throw new CaseError(`identities: ${category} ends on ${last}, before it begins on ${first}`);
    return { category, from: first, to: last };
  });
  return [...lasting, ...dated];
}

/** What a year of the case is calculated under. */
export function contextOf(law: Law, asked: WorkedCase, year: number, explain: boolean): YearContext {
  const options = { region: getRegion(law, asked.region), year, overrides: overridesOf(asked) };
  return {
    policy: compileYear(law, options),
    identities: identitiesOf(asked),
    insurance: insuranceOf(asked),
    withTilt: asked.withTilt ?? false,
    retroactivePaid: parseYuan(asked.retroactivePaid?.[String(year)] ?? '0', `retroactivePaid.${year}`),
    explain,
  };
}

/** @throws CaseError when the case has none at all: no figure is "nothing is due" */
export function getSettlements(asked: WorkedCase): NonNullable<WorkedCase['settlements']> {
  if (asked.settlements === undefined) throw new CaseError('"settlements" is missing');
  return asked.settlements;
}

/** As `billsOf`, for what recognition pays for them: a settlement was not assisted before unless the case says so. */
export function earlierBillsOf(asked: WorkedCase): RetroactiveBill[] {
  const given = getSettlements(asked).map((value, index) =>
    parseWith(settlement, value, `settlements[${index}]`),
  );
  return billsOf(asked).map((bill, index) => {
    const assisted = given[index]?.assisted;
    return { ...bill, assisted: assisted === undefined ? false : assisted };
  });
}

/** The settlements of the case as bills; `sequence` is their place in the list. */
export function billsOf(asked: WorkedCase): Bill[] {
  return getSettlements(asked).map((value, index) => {
    const field = `settlements[${index}]`;
    return toBill(parseWith(settlement, value, field), index, field);
  });
}

export function toBill(given: Settlement, index: number, field: string): Bill {
  const amount = (name: MoneyField): Fen => {
    const text = given[name];
    return text === undefined ? ZERO : parseYuan(text, `${field}.${name}`);
  };
  const outOfScope = amount('outOfScope');
  const selfPay = given.selfPayInScope;
  if (selfPay === undefined && given.total === undefined) {
    throw new CaseError(`${field}: neither "selfPayInScope" nor "total" is given`);
  }
  const total = selfPay === undefined ? amount('total') : ((amount('selfPayInScope') + outOfScope) as Fen);
  return {
    id: String(index).padStart(6, '0'),
    on: parseDay(given.date, `${field}.date`),
    sequence: index,
    kind: given.kind ?? 'inpatient',
    total,
    outOfScope,
    preSelfPay: amount('preSelfPay'),
    basicPaid: amount('basicPaid'),
    criticalIllnessPaid: amount('criticalIllnessPaid'),
    supplementPaid: amount('supplementPaid'),
    commercialPaid: amount('commercialPaid'),
    referred: given.referred ?? null,
    inProvince: given.inProvince ?? null,
    // The form of a case says: designated unless it says otherwise.
    designated: given.designated === undefined ? true : given.designated,
    ...(given.emergencyException === undefined ? {} : { emergencyException: given.emergencyException }),
  };
}

type MoneyField =
  | 'selfPayInScope'
  | 'total'
  | 'outOfScope'
  | 'preSelfPay'
  | 'basicPaid'
  | 'criticalIllnessPaid'
  | 'supplementPaid'
  | 'commercialPaid';

/** The calendar years that the settlements and identities of a case touch, in order. */
export function yearsOf(bills: readonly Bill[]): number[] {
  return [...new Set(bills.map(({ on }) => yearOf(on)))].sort((a, b) => a - b);
}
