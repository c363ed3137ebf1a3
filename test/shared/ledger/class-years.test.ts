import type { Day, Fen } from '@yijiutong/rules/kernel';
import type { Identity, YearContext, YearState } from '@yijiutong/rules/ledger';
import { advance, listThresholds, openYear, replayYear } from '@yijiutong/rules/ledger';
import type { ClassTerms, Law } from '@yijiutong/rules/policy';

import { readClassYear } from '../../../shared/src/ledger/class-years.ts';
import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

const yichang = (identities: readonly Identity[]) => yearOfLaw(law, '420500', 2024, identities);
const until = (category: string, to: string): Identity => ({ category, from: null, to: to as Day });
const since = (category: string, from: string): Identity => ({ category, from: from as Day, to: null });

test('a class is counted once it is asked for, and no other is', () => {
  const context = yichang([always('低保对象')]);
  const { state } = advance(context, openYear('420500', 2024), bill('b1', '2024-03-01', 1000));
  expect(state.asIf).toEqual({
    class_2: { assistance: 70_000, outpatient: 0, residual: 30_000, tilt: 0 },
  });
});

describe('a class that begins in July looks at the bills before it', () => {
  // 三类 until June: (10,000 − 3,000) × 65 % = 4,550. 二类 from July, above its line of 6,000: 1,000 × 75 % = 750.
  const identities = [until('低保边缘家庭成员', '2024-06-30'), since('低保对象', '2024-07-01')];
  const march = bill('b1', '2024-03-01', 10_000, { inProvince: false });
  const july = bill('b2', '2024-07-05', 1000, { inProvince: false });

  function decideJuly(stored: YearState) {
    const { decision, state } = advance(yichang(identities), stored, july);
    return { decision, totals: state.totals, asIf: state.asIf };
  }

  test('in a state that has not counted it yet', () => {
    const { state } = advance(yichang(identities), openYear('420500', 2024), march);
    expect(Object.keys(state.asIf)).toEqual(['class_3']);
    const { decision, totals } = decideJuly(state);
    expect(decision.outcome).toMatchObject({ status: 'granted', value: { assistance: 75_000 } });
    expect(totals.assistance).toBe(455_000 + 75_000);
  });

  test('in a state that was stored when every class of the document was counted', () => {
    const { state } = advance(yichang(identities), openYear('420500', 2024), march);
    const none = 0 as Fen;
    const of = (assistance: number) => ({
      assistance: assistance as Fen,
      outpatient: none,
      residual: none,
      tilt: none,
    });
    const asIf = { class_1: of(1_000_000), class_2: of(720_000), class_3: of(455_000), class_4: of(165_000) };
    const whole = decideJuly({ ...state, asIf });
    const lean = decideJuly(state);
    expect(whole.decision).toEqual(lean.decision);
    expect(whole.totals).toEqual(lean.totals);
    expect(whole.asIf).toMatchObject(lean.asIf);
    expect(whole.asIf.class_4).toEqual(of(220_000));
  });

  test('and so do its thresholds, before it has a bill of its own', () => {
    const context = yichang(identities);
    const tilted = { ...march, inProvince: true };
    const { state } = advance(context, openYear('420500', 2024), tilted);
    const before = JSON.stringify(state);
    // 二类 would have been given 6,000 × 70 % + 4,000 × 75 % = 7,200, so that 2,800 remain before tilt's line of 7,000.
    const line = listThresholds(context, state, '2024-07-01' as Day).find(({ id }) => id === 'tilt.line');
    expect(line).toMatchObject({ at: 700_000, reached: 280_000, left: 420_000 });
    expect(JSON.stringify(state)).toBe(before);
  });
});

describe('a document that does not know a class', () => {
  const nothing = { assistance: 0 as Fen, outpatient: 0 as Fen, residual: 0 as Fen, tilt: 0 as Fen };

  test('gives nothing for its days, and leaves what the class came to', () => {
    const context = yichang([always('低保对象')]);
    const known = { ...nothing, assistance: 12_300 as Fen };
    const stored = { ...openYear('420500', 2024), asIf: { elsewhere: known } };
    const { state } = advance(context, stored, bill('b1', '2024-03-01', 1000));
    expect(state.asIf).toMatchObject({ elsewhere: known, class_2: { assistance: 70_000 } });
    expect(readClassYear(context, state, 'unheard')).toEqual(nothing);
  });

  test('nor does a day before the document, but its base counts', () => {
    // 攀枝花, from 2023-02-01. 边缘: 3,000 of January use up most of 4,000, so that 2,000 × 50 % are due of 3,000 in March.
    const context = yearOfLaw(law, '510400', 2023, [since('低保对象', '2023-07-01')]);
    const bills = [bill('a', '2023-01-15', 3000), bill('b', '2023-03-01', 3000)];
    const { state } = replayYear(context, bills);
    const lean = { ...state, asIf: {} };
    expect(readClassYear(context, lean, 'minimum_living_margin')).toMatchObject({ assistance: 100_000 });
  });
});

describe('a class that a document gives', () => {
  /** 攀枝花 with the terms of every class changed but for the first. */
  const changed = (change: Partial<ClassTerms>): YearContext => {
    const context = yearOfLaw(law, '510400', 2024, [always('低保对象')]);
    const spans = context.policy.spans.map((span) => {
      const terms = span.policy?.terms.map((one, index) => (index === 0 ? one : { ...one, ...change })) ?? [];
      return { ...span, policy: span.policy && { ...span.policy, terms } };
    });
    return { ...context, explain: true, policy: { ...context.policy, spans } };
  };
  const decide = (change: Partial<ClassTerms>) => {
    const context = changed(change);
    const { decisions, state } = replayYear(context, [bill('a', '2024-03-01', 30_000)]);
    const { outcome } = decisions[0] ?? {};
    if (outcome?.status !== 'granted') throw new Error('not granted');
    const lines = listThresholds(context, state, '2024-06-01' as Day).map(({ id }) => id);
    const steps = outcome.explanation?.steps.map(({ step }) => step);
    return { ...outcome.value, lines, steps, relies: outcome.value.relies.map(({ name }) => name) };
  };

  test('no assistance is still given tilt, of all that remains', () => {
    // (30,000 − 7,500) × 50 %
    const { lines, steps, ...value } = decide({ assistance: null });
    expect(value).toMatchObject({ assistance: 0, tilt: 1_125_000, relies: ['monitoringLine'] });
    expect(lines).toStrictEqual(['outpatient.cap', 'tilt.line', 'tilt.cap']);
    expect(steps).not.toContain('assistance');
    expect(steps).toContain('tilt');
  });

  test('no tilt is given assistance alone', () => {
    const { lines, steps, ...value } = decide({ tilt: null });
    expect(value).toMatchObject({ assistance: 2_100_000, tilt: 0, relies: [] });
    expect(lines).toStrictEqual(['assistance.cap', 'outpatient.cap']);
    expect(steps).toContain('assistance');
    expect(steps).not.toContain('tilt');
  });
});
