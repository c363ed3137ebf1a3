import type { Day, Fen, Missing, Ratio } from '@yijiutong/rules/kernel';
import type { Identity, YearContext } from '@yijiutong/rules/ledger';
import { advance, openYear, replayYear } from '@yijiutong/rules/ledger';
import type { AssistanceTerms, ClassTerms, Law } from '@yijiutong/rules/policy';
import { compileYear } from '@yijiutong/rules/policy';

import { listLacking } from '../../../shared/src/ledger/lacking.ts';
import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

const fen = (yuan: number) => (yuan * 100) as Fen;
const since = (category: string, from: string): Identity => ({ category, from: from as Day, to: null });
const until = (category: string, to: string): Identity => ({ category, from: null, to: to as Day });
const lack = (name: string): Missing => ({
  what: 'figure',
  name,
  region: '510400',
  day: '2024-01-01' as Day,
});
const clause = { document: 'made-up', article: '一' };

describe('the figures that a bill needs', () => {
  const whole: AssistanceTerms = {
    deductible: fen(0),
    lowRatio: 10_000 as Ratio,
    highRatio: 10_000 as Ratio,
    tierLine: null,
    cap: null,
    clauses: { deductible: clause, ratio: clause, tierLine: clause, cap: clause },
    relies: [],
  };
  const tilt = { line: lack('tilt.line'), ratio: 5000 as Ratio, cap: null, clause, relies: [] };
  const of = (change: Partial<AssistanceTerms> | null): ClassTerms => ({
    assistance: change === null ? null : { ...whole, ...change },
    outpatient: { ratio: lack('outpatient.ratio'), cap: null, clause },
    tilt,
    criticalIllness: null,
  });
  const namesOf = (
    terms: ClassTerms,
    into: 'assistance' | 'outpatient',
    tilted: boolean,
    left: Missing | null = null,
  ) => listLacking(terms, 'resident', { into, tilted }, left).map(({ name }) => name);

  test('whoever is paid for in full needs no line of tilt', () => {
    expect(namesOf(of({}), 'assistance', true)).toEqual([]);
  });

  test.each<[string, Partial<AssistanceTerms> | null]>([
    ['a deductible', { deductible: fen(1) }],
    ['a lower ratio', { lowRatio: 9999 as Ratio }],
    ['a lower ratio above the line', { highRatio: 9999 as Ratio }],
    ['a maximum', { cap: fen(1) }],
    ['no assistance at all', null],
  ])('with %s something remains, and tilt needs its line', (_, change) => {
    expect(namesOf(of(change), 'assistance', true)).toEqual(['tilt.line']);
    expect(namesOf(of(change), 'assistance', false)).toEqual([]);
  });

  test('each kind of care its own figures, and what is left to somebody else altogether', () => {
    expect(namesOf(of({ cap: lack('cap') }), 'assistance', false)).toEqual(['cap']);
    expect(namesOf(of({ cap: lack('cap') }), 'outpatient', false, lack('tilt'))).toEqual([
      'outpatient.ratio',
    ]);
    expect(namesOf(of({}), 'assistance', false, lack('tilt'))).toEqual(['tilt']);
  });
});

/** The year with tilt left to another document. */
function withoutTilt(context: YearContext): YearContext {
  const spans = context.policy.spans.map((span) => ({
    ...span,
    policy: span.policy === null ? null : { ...span.policy, deferred: { tilt: lack('tilt') } },
  }));
  return { ...context, policy: { ...context.policy, spans } };
}

test('a deferred tilt leaves a bill open, and is not asked for where tilt is left out', () => {
  const context = withoutTilt(yearOfLaw(law, '510400', 2024, [always('特困人员')]));
  const [asked] = replayYear(context, [bill('a', '2024-03-01', 100)]).decisions;
  expect(asked?.outcome).toEqual({ status: 'incomplete', missing: [{ ...lack('tilt'), day: '2024-03-01' }] });
  const [plain] = replayYear({ ...context, withTilt: false }, [bill('a', '2024-03-01', 100)]).decisions;
  expect(plain?.outcome).toMatchObject({ status: 'granted', value: { assistance: fen(100) } });
});

test('a figure that two classes lack is named once, and each other one too', () => {
  const identities = [always('低保边缘家庭成员'), always('低保对象')];
  const policy = compileYear(law, { region: '510400', year: 2024 });
  const [decision] = replayYear({ policy, identities, insurance: 'resident' }, [
    bill('a', '2024-03-01', 100),
  ]).decisions;
  const names =
    decision?.outcome.status === 'incomplete' ? decision.outcome.missing.map(({ name }) => name) : [];
  expect([...names].sort()).toEqual(['monitoringLine', 'residentIncome']);
});

test('outside every document, and a state of another year', () => {
  const before = { ...yearOfLaw(law, '510400', 2022, [always('低保对象')]) };
  const { decisions, state } = replayYear(before, [bill('a', '2022-03-01', 100)]);
  expect(decisions[0]).toMatchObject({
    documents: [],
    outcome: { status: 'refused', code: 'not_in_force', clause: null },
  });
  expect(state.aside.map(({ id }) => id)).toEqual(['a']);
  const context = yearOfLaw(law, '510400', 2024, [always('低保对象')]);
  expect(() => advance(context, openYear('510400', 2023), bill('a', '2024-03-01', 1))).toThrow(
    'The bill a cannot be added: the year is of 510400 2023, the policy of 510400 2024',
  );
});

test('bills from before the document are counted, in order, when somebody is recognised', () => {
  // 攀枝花's document is in force from 2023-02-01.
  const context = yearOfLaw(law, '510400', 2023, [since('低保对象', '2023-07-01')]);
  const bills = [bill('a', '2023-01-15', 100), bill('b', '2023-03-01', 200), bill('c', '2023-01-20', 300)];
  const { state, topUps } = replayYear(context, bills);
  expect(topUps).toMatchObject([{ amount: fen(420), awaiting: [] }]);
  expect(state.entries.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
  expect(state.aside).toEqual([]);
});

test('an emergency that was let in counts wherever it was, and outpatient care too', () => {
  const context = yearOfLaw(law, '510400', 2024, [always('低保对象')]);
  const unknown = { inProvince: null };
  const emergency = { ...unknown, referred: false, emergencyException: { reason: '急诊' } };
  const bills = [
    bill('a', '2024-03-01', 100, emergency),
    bill('b', '2024-03-02', 100, { ...unknown, kind: 'ordinary_outpatient' }),
  ];
  const { decisions, state } = replayYear(context, bills);
  expect(decisions.map(({ outcome }) => outcome.status)).toEqual(['granted', 'granted']);
  expect(state.entries.map(({ into, tilted }) => [into, tilted])).toEqual([
    ['assistance', false],
    ['outpatient', false],
  ]);
});

test('a class that comes later is counted without what ordinary outpatient care added', () => {
  // As 低保边缘家庭成员: 3,000 stay below 4,000; with 5,000 more, 4,000 × 50 % are due.
  const identities = [until('低保对象', '2024-06-30'), since('低保边缘家庭成员', '2024-07-01')];
  const bills = [
    bill('a', '2024-03-01', 5000, { kind: 'ordinary_outpatient' }),
    bill('b', '2024-04-01', 3000),
    bill('c', '2024-05-01', 3000),
    bill('d', '2024-07-02', 5000),
  ];
  const { decisions, state } = replayYear(yearOfLaw(law, '510400', 2024, identities), bills);
  const [last] = decisions.slice(-1);
  expect(last?.outcome).toMatchObject({ status: 'granted', value: { assistance: fen(2500) } });
  const due = Object.values(state.asIf).map(({ assistance }) => assistance);
  expect(due).toContain(fen(3500));
  expect(state).toMatchObject({ base: fen(11_000), outpatientBase: fen(5000) });
});

test('a top-up names the statistics of the care that it pays for', () => {
  const relied = (...bills: Parameters<typeof replayYear>[1]) =>
    replayYear(yearOfLaw(law, '510400', 2024, [since('低保边缘家庭成员', '2024-07-01')]), bills).topUps.map(
      ({ relies }) => relies.map(({ name }) => name),
    );
  const away = { inProvince: false };
  expect(relied(bill('a', '2024-03-01', 9000))).toEqual([['residentIncome', 'monitoringLine']]);
  expect(relied(bill('a', '2024-03-01', 9000, away))).toEqual([['residentIncome']]);
  const visit = bill('b', '2024-03-02', 100, { kind: 'ordinary_outpatient' });
  expect(relied(bill('a', '2024-03-01', 9000, away), visit)).toEqual([['residentIncome']]);
});

test('recognitions take effect in the order of their days, however they are listed', () => {
  const identities = [since('低保对象', '2024-07-01'), since('低保边缘家庭成员', '2024-05-01')];
  const { topUps } = replayYear(yearOfLaw(law, '510400', 2024, identities), [
    bill('a', '2024-03-01', 10_000),
  ]);
  expect(topUps.map(({ on, amount }) => [on, amount])).toEqual([
    ['2024-05-01', fen(3000)],
    ['2024-07-01', fen(4000)],
  ]);
});

test('what a commercial insurer paid inside the base bounds the help by what the person pays', () => {
  const context = { ...yearOfLaw(law, '420500', 2024, [always('特困人员')]), explain: true };
  const { decisions } = replayYear(context, [
    bill('a', '2024-03-01', 1000, { commercialPaid: fen(400), inProvince: false }),
  ]);
  const { outcome } = decisions[0] ?? {};
  if (outcome?.status !== 'granted') throw new Error('not granted');
  expect(outcome.value).toMatchObject({ base: fen(1000), assistance: fen(600), personal: 0 });
  const step = outcome.explanation?.steps.find((line) => line.step === 'assistance');
  expect(step).toMatchObject({ operation: 'min(1000.00 − 0.00, 600.00)', result: '600.00' });
  expect(step?.steps.at(-1)).toMatchObject({
    step: 'bill.commercialPaid',
    label: '普惠型商业健康保险支付',
    result: '400.00',
  });
  expect(step?.steps.map((line) => line.step)).not.toContain('assistance.left');
});

test('a year at the very bound is taken, a fen above it is not', () => {
  const context = yearOfLaw(law, '510400', 2024, [always('特困人员')]);
  const whole = bill('a', '2024-03-01', 0, { total: 900_000_000_000 as Fen });
  expect(replayYear(context, [whole]).state.totals.outOfPocket).toBe(900_000_000_000);
  const above = () => replayYear(context, [whole, bill('b', '2024-04-01', 0.01)]);
  expect(above).toThrow(expect.objectContaining({ code: 'money_too_large' }) as Error);
});
