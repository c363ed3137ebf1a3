/**
 * The range is true: whatever the unknown answers turn out to be, the ledger's own year lies in it, and each end is reached. The
 * completions are made here, at random, and replayed without the estimate's code.
 */
import type { Answers, Estimated, Facts } from '@yijiutong/rules/estimate';
import { estimate } from '@yijiutong/rules/estimate';
import type { Day, Fen } from '@yijiutong/rules/kernel';
import { replayYear } from '@yijiutong/rules/ledger';
import type { Law, PolicyPack } from '@yijiutong/rules/policy';
import fc from 'fast-check';

import { always, bill, readDocuments } from '../law.fixture';
import { packOf } from './family';

const on = '2024-11-22' as Day;
const RUNS = 60;
let law: Law;
let packs: readonly PolicyPack[];
beforeAll(async () => {
  law = await readDocuments();
  packs = ['510400', '420500'].map((region) => packOf(law, region));
});

/** Amounts around every line of both cities, down to the fen. */
const amount = fc
  .oneof(
    fc.integer({ min: 0, max: 3_000_000 }),
    fc.integer({ min: 0, max: 40_000_000 }),
    fc.constantFrom(0, 400_000, 1_000_000, 1_200_000, 700_000, 500_000),
  )
  .map((value) => value as Fen);
const upTo = (whole: Fen) => fc.integer({ min: 0, max: whole }).map((value) => value as Fen);
const categoriesOf = (pack: PolicyPack) => Object.keys(pack.spans[0]?.policy?.classOf ?? {});

/** How a year really was, and which answers the family has forgotten. */
type Year = {
  pack: PolicyPack;
  facts: Facts;
  /** the day of recognition; null: before the year */
  from: Day | null;
  total: Fen;
  forgets: Record<keyof Answers, boolean>;
};

/** The earlier care, and days of recognition before it, on its day, between the two, on the day of this care, and after it. */
const EARLIER = '2024-05-20' as Day;
const FROM = [null, '2024-03-01', EARLIER, '2024-08-01', on, '2024-12-01'] as (Day | null)[];

const forgets = fc.record(
  Object.fromEntries(
    (
      [
        ...[
          'categories',
          'recognised',
          'insurance',
          'kind',
          'total',
          'insurancePaid',
          'selfPaid',
          'outOfScope',
        ],
        ...['designated', 'referred', 'inProvince', 'earlierSelfPaid', 'earlierOutOfScope', 'aidReceived'],
      ] as const
    ).map((name) => [name, fc.boolean()]),
  ),
) as fc.Arbitrary<Year['forgets']>;

const factsOf = (pack: PolicyPack): fc.Arbitrary<Facts> =>
  fc.tuple(amount, amount).chain(([selfPaid, earlierSelfPaid]) =>
    fc.record({
      categories: fc.subarray(categoriesOf(pack), { maxLength: 3 }),
      recognised: fc.constant(true),
      insurance: fc.constantFrom('resident', 'employee'),
      kind: fc.constantFrom(
        'inpatient',
        'chronic_outpatient',
        'special_drug',
        'ordinary_outpatient',
        'other',
      ),
      designated: fc.boolean(),
      referred: fc.boolean(),
      inProvince: fc.boolean(),
      selfPaid: fc.constant(selfPaid),
      outOfScope: upTo(selfPaid),
      earlierSelfPaid: fc.constant(earlierSelfPaid),
      earlierOutOfScope: upTo(earlierSelfPaid),
    }),
  );

const years = (): fc.Arbitrary<Year> =>
  fc.constantFrom(...packs).chain((pack) =>
    fc.record({
      pack: fc.constant(pack),
      facts: factsOf(pack),
      from: fc.constantFrom(...FROM),
      total: amount,
      forgets,
    }),
  );

function answersOf({ facts, from, total, forgets: forgot }: Year): Answers {
  const { selfPaid, earlierSelfPaid, outOfScope, earlierOutOfScope, ...rest } = facts;
  const all: Answers = {
    ...rest,
    recognised: isAfter(facts, from),
    total: (selfPaid + total) as Fen,
    insurancePaid: total,
    selfPaid,
    outOfScope,
    earlierSelfPaid,
    earlierOutOfScope,
    aidReceived: 0 as Fen,
  };
  const kept = Object.entries(all).map(([name, value]) => [
    name,
    forgot[name as keyof Answers] ? null : value,
  ]);
  return Object.fromEntries(kept) as Answers;
}

/** Whether all care of the year came after recognition. */
function isAfter({ earlierSelfPaid }: Facts, from: Day | null): boolean {
  return from === null || from <= (earlierSelfPaid === 0 ? on : EARLIER);
}

/** How an end says that it is: all of the care after recognition, or none of it. */
const fromOf = ({ recognised }: Facts): Day | null => (recognised ? null : ('2024-12-01' as Day));

/** The year in two bills, as it really came about, straight from the ledger. */
function replay(pack: PolicyPack, facts: Facts, from: Day | null) {
  const { kind, designated, referred, inProvince, insurance } = facts;
  const part = (id: string, day: Day, total: Fen, outOfScope: Fen) =>
    bill(id, day, 0, { total, outOfScope, kind, designated, referred, inProvince });
  const { state } = replayYear(
    {
      policy: { region: pack.region.code, year: pack.year, spans: pack.spans },
      identities: facts.categories.map((category) => ({ ...always(category), from })),
      insurance,
    },
    [
      part('a-earlier', EARLIER, facts.earlierSelfPaid, facts.earlierOutOfScope),
      part('b-now', on, facts.selfPaid, facts.outOfScope),
    ],
  );
  const { assistance, tilt, outpatient, personal } = state.totals;
  return { assistance, tilt, outpatient, personal, total: (assistance + tilt + outpatient) as Fen };
}

function expectWithin(known: Estimated, sums: ReturnType<typeof replay>): void {
  for (const name of ['total', 'assistance', 'outpatient', 'personal', 'tilt'] as const) {
    const range = known[name];
    if (range === null) throw new Error(`${name} has no range`);
    const inside = range.low <= sums[name] && (range.high === null || sums[name] <= range.high);
    expect({ name, inside, is: sums[name], ...range }).toMatchObject({ name, inside: true });
  }
}

function estimated(pack: PolicyPack, answers: Answers): Estimated {
  const known = estimate(pack, answers, on);
  if (known.status !== 'estimated') throw new Error(`expected an estimate, got ${known.status}`);
  return known;
}

test('every completion of the unknown answers lies within the range', () => {
  fc.assert(
    fc.property(years(), (year) => {
      expectWithin(estimated(year.pack, answersOf(year)), replay(year.pack, year.facts, year.from));
    }),
    { numRuns: RUNS },
  );
});

test('both ends are reached by completions that keep every answer that was given', () => {
  fc.assert(
    fc.property(years(), (year) => {
      const answers = answersOf(year);
      const known = estimated(year.pack, answers);
      for (const [end, sum] of [
        [known.least, known.total.low],
        [known.most, known.total.high],
      ] as const) {
        if (end === null) continue;
        expect(replay(year.pack, end.facts, fromOf(end.facts)).total).toBe(sum);
        expectKept(answers, end.facts);
      }
      expect(known.most === null).toBe(known.total.high === null);
    }),
    { numRuns: RUNS },
  );
});

function expectKept(answers: Answers, facts: Facts): void {
  for (const name of ['categories', 'insurance', 'kind', 'designated', 'referred', 'inProvince'] as const) {
    if (answers[name] !== null) expect(facts[name]).toEqual(answers[name]);
  }
  if (answers.total !== null && answers.insurancePaid !== null) {
    expect(facts.selfPaid).toBe(answers.total - answers.insurancePaid);
  } else if (answers.selfPaid !== null) expect(facts.selfPaid).toBe(answers.selfPaid);
  else if (answers.total !== null) expect(facts.selfPaid).toBeLessThanOrEqual(answers.total);
  if (answers.earlierSelfPaid !== null) expect(facts.earlierSelfPaid).toBe(answers.earlierSelfPaid);
  expect(facts.outOfScope).toBeLessThanOrEqual(facts.selfPaid);
  expect(facts.earlierOutOfScope).toBeLessThanOrEqual(facts.earlierSelfPaid);
}

test('an answer more never widens the range', () => {
  fc.assert(
    fc.property(
      years(),
      fc.constantFrom('categories', 'recognised', 'kind', 'referred', 'outOfScope', 'insurance'),
      (year, name) => {
        const without = estimated(
          year.pack,
          answersOf({ ...year, forgets: { ...year.forgets, [name]: true } }),
        );
        const known = estimated(
          year.pack,
          answersOf({ ...year, forgets: { ...year.forgets, [name]: false } }),
        );
        expect(known.total.low).toBeGreaterThanOrEqual(without.total.low);
        if (without.total.high === null) return;
        expect(known.total.high).not.toBeNull();
        expect(known.total.high).toBeLessThanOrEqual(without.total.high);
      },
    ),
    { numRuns: RUNS },
  );
});

test('an unknown answer is named with how far it moves the help', () => {
  fc.assert(
    fc.property(years(), (year) => {
      const { total, widenings } = estimated(year.pack, answersOf(year));
      const named = widenings.filter(({ question }) => question !== 'aidReceived');
      expect(named.length > 0).toBe(total.low !== total.high);
      for (const { by } of named) {
        if (by === null) expect(total.high).toBeNull();
        else if (total.high !== null) expect(by).toBeLessThanOrEqual(total.high - total.low);
      }
    }),
    { numRuns: RUNS },
  );
});

test('no amount that stands for "without an end" is ever said', () => {
  fc.assert(
    fc.property(years(), (year) => {
      const said = JSON.stringify(estimated(year.pack, answersOf(year)));
      // Amounts in the family's own answers end at 1,200,000 yuan: in fen nine digits, in the tree of explanation seven.
      expect(said.match(/(?<![\d.])(\d{10,}|\d{8,}\.\d\d)(?!\d)/g)).toBeNull();
    }),
    { numRuns: RUNS },
  );
});
