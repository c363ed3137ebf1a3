/** Years of invented people: amounts crowd around the lines and caps of the clauses, days around the edges of documents and identities. */
import type { Day, Fen } from '@yijiutong/rules/kernel';
import { addDays, formatYuan } from '@yijiutong/rules/kernel';
import type { Bill, Identity } from '@yijiutong/rules/ledger';
import fc from 'fast-check';

import type { City } from '../shared/reference/index.ts';

/** Local figures in fen. The odd ones make every product end in half a fen somewhere. */
export interface LocalFigures {
  readonly residentIncome: number;
  readonly monitoringLine: number;
  readonly criticalIllnessLine: number;
}

const FIGURE_SETS: readonly LocalFigures[] = [
  { residentIncome: 4_000_000, monitoringLine: 750_000, criticalIllnessLine: 1_200_000 },
  { residentIncome: 4_000_010, monitoringLine: 780_001, criticalIllnessLine: 1_200_101 },
  { residentIncome: 3_780_000, monitoringLine: 680_000, criticalIllnessLine: 800_000 },
];

export interface GeneratedYear {
  readonly region: City;
  readonly year: number;
  readonly figures: LocalFigures;
  readonly insurance: 'resident' | 'employee';
  readonly identities: readonly Identity[];
  /** what 宜昌 第十一条 paid in the year, in fen */
  readonly retroactivePaid: Fen;
  readonly bills: readonly Bill[];
}

/** The years in which a document begins or ends, and plain ones beside them. */
const YEARS: Readonly<Record<City, readonly number[]>> = {
  '510400': [2024, 2023, 2028, 2025],
  '420500': [2024, 2022, 2023, 2025],
};

const CATEGORIES: Readonly<Record<City, readonly string[]>> = {
  '510400': ['特困人员', '孤儿', '低保对象', '防止返贫监测对象', '低保边缘家庭成员', '因病致贫重病患者'],
  '420500': [
    '特困人员',
    '低保对象',
    '返贫致贫人口',
    '突发严重困难人口',
    '低保边缘家庭成员',
    '因病致贫重病患者',
  ],
};

const KINDS: readonly Bill['kind'][] = [
  'inpatient',
  'inpatient',
  'chronic_outpatient',
  'ordinary_outpatient',
  'special_drug',
  'other',
];

/** Lines, caps and the bases at which a cap is reached, in fen: what an amount is drawn close to. */
function turningPoints(region: City, figures: LocalFigures): number[] {
  const { residentIncome, monitoringLine, criticalIllnessLine } = figures;
  if (region === '420500') {
    const lines = [300_000, 700_000, criticalIllnessLine / 2, criticalIllnessLine];
    return [0, ...lines, 5_700_000, 8_000_000, 10_706_667, 11_600_000];
  }
  const deductibles = [0.05, 0.1, 0.25].map((share) => residentIncome * share);
  const capped = [10_000_000, 10_969_231, 14_400_000, 15_000_000];
  return [0, ...deductibles, monitoringLine, 114_286, 4_000_000 + monitoringLine, ...capped];
}

const drawnAmount = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ at: fc.nat(20), from: fc.nat(20), by: fc.integer({ min: -2, max: 2 }) }),
  },
  { weight: 1, arbitrary: fc.record({ by: fc.nat(300) }) },
  { weight: 3, arbitrary: fc.record({ by: fc.nat(2_000_000) }) },
  { weight: 1, arbitrary: fc.record({ by: fc.nat(30_000_000) }) },
);

type DrawnAmount = { by: number; at?: number; from?: number };

/** A turning point, or the way from one to another, give or take two fen. */
function toFen({ at, from, by }: DrawnAmount, points: readonly number[]): Fen {
  const point = (index: number | undefined): number =>
    index === undefined ? 0 : points[index % points.length]!;
  return Math.max(0, Math.round(Math.abs(point(at) - point(from))) + by) as Fen;
}

/** A day is one of four of the year, or next to it: bills and identities meet on their edges. */
const drawnDay = fc.record({ of: fc.nat(3), by: fc.integer({ min: -1, max: 1 }) });
type DrawnDay = { of: number; by: number };

const small = fc.constantFrom(0, 0, 0, 0, 0, 1, 4_999, 30_000, 1_000_000);
const mostly = fc.constantFrom(true, true, true, true, true, true, true, false, null);

const drawnBill = fc.record({
  on: drawnDay,
  sequence: fc.nat(2),
  kind: fc.constantFrom(...KINDS),
  amount: drawnAmount,
  outOfScope: small,
  preSelfPay: fc.constantFrom(0, 0, 0, 0, 10_000),
  basicPaid: small,
  criticalIllnessPaid: fc.constantFrom(0, 0, 0, 50_000),
  supplementPaid: fc.constantFrom(0, 0, 0, 0, 5_001),
  commercialPaid: fc.constantFrom(0, 0, 0, 0, 7_003),
  referred: mostly,
  inProvince: fc.constantFrom(true, true, true, false, null),
  designated: mostly,
  excused: fc.boolean(),
});
type DrawnBill = typeof drawnBill extends fc.Arbitrary<infer T> ? T : never;

const drawnIdentity = fc.record({
  category: fc.nat(5),
  from: fc.option(drawnDay, { freq: 3 }),
  to: fc.option(drawnDay, { freq: 2 }),
  earlier: fc.constantFrom(false, false, false, true),
});

const drawn = fc.record({
  region: fc.constantFrom<City>('510400', '420500'),
  year: fc.nat(3),
  figures: fc.constantFrom(...FIGURE_SETS),
  insurance: fc.constantFrom('resident' as const, 'resident' as const, 'employee' as const),
  days: fc.array(fc.nat(365), { minLength: 3, maxLength: 3 }),
  identities: fc.array(drawnIdentity, { maxLength: 3 }),
  bills: fc.array(drawnBill, { maxLength: 9 }),
  retroactivePaid: fc.constantFrom(0, 0, 0, 0, 1, 2_999_999, 7_950_000, 8_000_000),
  /** whether facts that nobody stated stay unknown */
  withUnknown: fc.constantFrom(false, false, false, false, false, false, false, true),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** The days a year turns on: three of its own and the edge of the document where it lies in the year. */
function daysOf({ region, days }: Drawn, year: number): Day[] {
  const own = days.map((count) => addDays(`${year}-01-01` as Day, count));
  const edges: Readonly<Record<string, string>> = {
    '510400/2023': '2023-02-01',
    '510400/2028': '2028-01-31',
    '420500/2022': '2022-09-01',
  };
  return [(edges[`${region}/${year}`] ?? `${year}-02-28`) as Day, ...own];
}

function toDay({ of, by }: DrawnDay, days: readonly Day[], year: number): Day {
  const day = addDays(days[of]!, by);
  if (day < `${year}-01-01`) return `${year}-01-01` as Day;
  return day > `${year}-12-31` ? (`${year}-12-31` as Day) : day;
}

function toBill(
  one: DrawnBill,
  index: number,
  year: GeneratedYear,
  days: readonly Day[],
  known: boolean,
): Bill {
  const { amount, on, excused, referred, inProvince, designated, ...rest } = one;
  const inScope = toFen(amount, turningPoints(year.region, year.figures));
  const paid = rest.basicPaid + rest.criticalIllnessPaid + rest.supplementPaid + rest.commercialPaid;
  const fact = (value: boolean | null): boolean | null => (known ? (value ?? true) : value);
  return {
    ...(rest as Omit<Bill, 'id' | 'on' | 'total' | 'referred' | 'inProvince' | 'designated'>),
    id: `b${String(index)}`,
    on: toDay(on, days, year.year),
    total: (inScope + rest.outOfScope + rest.preSelfPay + paid) as Fen,
    referred: fact(referred),
    inProvince: fact(inProvince),
    designated: fact(designated),
    ...(excused ? { emergencyException: { reason: '急诊抢救' } } : {}),
  };
}

function toIdentity(one: Drawn['identities'][number], year: GeneratedYear, days: readonly Day[]): Identity {
  const from = one.from === null ? null : toDay(one.from, days, year.year);
  const to = one.to === null ? null : toDay(one.to, days, year.year);
  const begins = from !== null && one.earlier ? (`${year.year - 1}${from.slice(4)}` as Day) : from;
  return {
    category: CATEGORIES[year.region][one.category]!,
    // 29 February of the year before is the last day of that month in all but one.
    from: begins === null ? null : (begins.replace(/^(2022|2023|2024|2027|2021)-02-29$/, '$1-02-28') as Day),
    to: to !== null && begins !== null && to < begins ? null : to,
  };
}

function toYear(one: Drawn): GeneratedYear {
  const year = YEARS[one.region][one.year]!;
  const days = daysOf(one, year);
  const { region, figures, insurance } = one;
  const retroactivePaid = (region === '420500' ? one.retroactivePaid : 0) as Fen;
  const empty = { region, year, figures, insurance, identities: [], retroactivePaid, bills: [] };
  return {
    ...empty,
    identities: one.identities.map((identity) => toIdentity(identity, empty, days)),
    bills: one.bills.map((bill, index) => toBill(bill, index, empty, days, !one.withUnknown)),
  };
}

export const generatedYear: fc.Arbitrary<GeneratedYear> = drawn.map(toYear);

/** What the properties do with a year: which bill to cut and where, which to leave out, in what order they come. */
export const generatedTwist = fc.record({
  bill: fc.nat(8),
  cut: fc.nat(1000),
  order: fc.array(fc.nat(1_000_000), { minLength: 9, maxLength: 9 }),
});
export type Twist = typeof generatedTwist extends fc.Arbitrary<infer T> ? T : never;

/** A year as a reader of a counterexample wants it. */
export function describeYear({ bills, ...year }: GeneratedYear): string {
  const lines = bills.map(({ id, on, sequence, kind, ...facts }) => {
    const amounts = Object.entries(facts).flatMap(([name, value]) =>
      typeof value === 'number'
        ? value === 0
          ? []
          : [`${name} ${formatYuan(value)}`]
        : value === true
          ? []
          : [`${name} ${JSON.stringify(value)}`],
    );
    return `  ${id} ${on}#${String(sequence)} ${kind} ${amounts.join(', ')}`;
  });
  return [JSON.stringify(year), ...lines].join('\n');
}
