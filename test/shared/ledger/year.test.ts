import type { Day, Fen, Step } from '@yijiutong/rules/kernel';
import { formatYuan } from '@yijiutong/rules/kernel';
import {
  advance,
  isNext,
  listThresholds,
  openYear,
  replayYear,
  settleIdentities,
} from '@yijiutong/rules/ledger';
import type { Identity } from '@yijiutong/rules/ledger';
import type { Law } from '@yijiutong/rules/policy';

import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});
const since = (category: string, from: string): Identity => ({ category, from: from as Day, to: null });

describe('a bill of somebody in no class', () => {
  const march = bill('a', '2024-03-01', 1000);
  const kept = (region: string, facts = {}) => {
    const { state } = replayYear(yearOfLaw(law, region, 2024, []), [{ ...march, ...facts }]);
    return [state.entries.map(({ id }) => id), state.aside.map(({ id }) => id), state.base];
  };

  test('攀枝花: is counted, for a recognition later in the year looks at it again (第十九条)', () => {
    expect(kept('510400')).toStrictEqual([['a'], [], 100_000]);
  });

  test('攀枝花: is put aside, where it is not known whether it counts', () => {
    expect(kept('510400', { inProvince: null })).toStrictEqual([[], ['a'], 0]);
  });

  test('宜昌: is neither, for no recognition does (YC-A12)', () => {
    expect(kept('420500')).toStrictEqual([[], [], 0]);
  });
});

describe('a bill that cannot be decided', () => {
  test.each(['referred', 'inProvince', 'designated'] as const)(
    '%s unknown: incomplete, and it counts nowhere',
    (fact) => {
      const context = yearOfLaw(law, '510400', 2024, [always('低保边缘家庭成员')]);
      const bills = [bill('a', '2024-03-01', 4000, { [fact]: null }), bill('b', '2024-04-01', 5000)];
      const [first, second] = replayYear(context, bills).decisions;
      expect(first?.outcome).toEqual({
        status: 'incomplete',
        missing: [{ what: 'fact', name: fact, region: '510400', day: '2024-03-01', billId: 'a' }],
      });
      expect(second?.outcome).toMatchObject({ status: 'granted', value: { assistance: 50_000 } });
      const known = [bill('a', '2024-03-01', 4000), bill('b', '2024-04-01', 5000)];
      expect(replayYear(context, known).state.totals.assistance).toBe(250_000);
    },
  );

  test('a fact that is unknown before recognition is named by the top-up', () => {
    const context = yearOfLaw(law, '510400', 2024, [since('低保对象', '2024-07-01')]);
    const bills = [bill('a', '2024-03-01', 1000), bill('b', '2024-04-01', 1000, { referred: null })];
    const { topUps } = replayYear(context, bills);
    expect(topUps).toMatchObject([{ on: '2024-07-01', amount: 70_000, awaiting: ['b'] }]);
  });

  test('a city whose standards are deferred answers with the document that has them', () => {
    const context = yearOfLaw(law, '450200', 2024, [always('低保对象')]);
    const [decision] = replayYear(context, [bill('a', '2024-03-01', 1000)]).decisions;
    expect(decision?.outcome).toMatchObject({
      status: 'incomplete',
      missing: [{ deferredTo: '桂政办发〔2022〕5号' }],
    });
  });
});

describe('the order of bills', () => {
  test('a late, repeated or foreign bill is not taken by advance', () => {
    const context = yearOfLaw(law, '510400', 2024, [always('低保对象')]);
    const { state } = advance(context, openYear('510400', 2024), bill('b', '2024-04-01', 100));
    for (const late of [
      bill('b', '2024-04-01', 100),
      bill('a', '2024-04-01', 100),
      bill('c', '2024-03-31', 100),
    ]) {
      expect(isNext(state, late)).toBe(false);
      expect(() => advance(context, state, late)).toThrow(
        /does not come after the last one; replay the year/,
      );
    }
    expect(isNext(state, bill('c', '2024-04-01', 100))).toBe(true);
    expect(() => advance(context, state, bill('c', '2025-04-01', 100))).toThrow(/not in 2024/);
    expect(() => advance(context, openYear('420500', 2024), bill('c', '2024-04-01', 100))).toThrow(
      /420500 2024/,
    );
  });

  test('an empty year takes any bill of its own', () => {
    expect(isNext(openYear('510400', 2024), bill('a', '2024-01-01', 1))).toBe(true);
    expect(isNext(openYear('510400', 2024), bill('a', '2023-12-31', 1))).toBe(false);
  });

  test('a day that has been settled is not settled again: who is recognised for it later needs a replay', () => {
    const { state } = settleIdentities(
      yearOfLaw(law, '510400', 2024, []),
      replayYear(yearOfLaw(law, '510400', 2024, []), [bill('a', '2024-03-01', 1000)], '2024-07-01' as Day)
        .state,
      '2024-07-01' as Day,
    );
    const from = (day: string) => yearOfLaw(law, '510400', 2024, [since('低保对象', day)]);
    expect(settleIdentities(from('2024-07-01'), state, '2024-12-31' as Day).topUps).toHaveLength(0);
    const next = settleIdentities(from('2024-07-02'), state, '2024-12-31' as Day);
    expect(next.topUps).toMatchObject([{ on: '2024-07-02', amount: 70_000 }]);
  });

  test('a recognition takes effect when its day has come, not before', () => {
    const context = yearOfLaw(law, '510400', 2024, [since('低保对象', '2024-07-01')]);
    const { state } = advance(context, openYear('510400', 2024), bill('a', '2024-03-01', 1000));
    expect(settleIdentities(context, state, '2024-06-30' as Day).topUps).toEqual([]);
    expect(settleIdentities(context, state, '2024-07-01' as Day).topUps).toMatchObject([{ amount: 70_000 }]);
  });

  test('a year above the bounds is refused, not rounded', () => {
    const context = yearOfLaw(law, '510400', 2024, [always('特困人员')]);
    const huge = { total: 900_000_000_000 as Fen };
    const bills = [bill('a', '2024-03-01', 0, huge), bill('b', '2024-04-01', 0, huge)];
    expect(() => replayYear(context, bills)).toThrow(/above 9,000,000,000/);
  });
});

describe('the distance to each threshold', () => {
  const idsOf = (category: string, yuan: number) => {
    const context = yearOfLaw(law, '510400', 2024, [always(category)]);
    const { state } = replayYear(context, [bill('a', '2024-03-01', yuan)]);
    const list = listThresholds(context, state, '2024-06-01' as Day);
    return list.map(({ id, at, reached, left }) => [id, at / 100, reached / 100, left / 100]);
  };

  test('below, at and above the deductible', () => {
    expect(idsOf('低保边缘家庭成员', 3999)[0]).toEqual(['assistance.deductible', 4000, 3999, 1]);
    expect(idsOf('低保边缘家庭成员', 4000)[0]).toEqual(['assistance.deductible', 4000, 4000, 0]);
    expect(idsOf('低保边缘家庭成员', 4001)[0]).toEqual(['assistance.deductible', 4000, 4001, 0]);
  });

  test('caps, tilt and outpatient of 低保', () => {
    expect(idsOf('低保对象', 20_000)).toEqual([
      ['assistance.cap', 70_000, 14_000, 56_000],
      ['outpatient.cap', 800, 0, 800],
      ['tilt.line', 7500, 6000, 1500],
      ['tilt.cap', 20_000, 0, 20_000],
    ]);
  });

  test('nothing for somebody in no class', () => {
    const context = yearOfLaw(law, '510400', 2024, []);
    expect(listThresholds(context, openYear('510400', 2024), '2024-06-01' as Day)).toEqual([]);
  });
});

describe('an explanation', () => {
  const all = (step: Step): Step[] => [step, ...step.steps.flatMap(all)];

  test('goes from the total to the tilt, each step with a clause that has its wording', () => {
    const context = { ...yearOfLaw(law, '420500', 2024, [always('低保对象')]), explain: true };
    const facts = {
      outOfScope: 100_000 as Fen,
      basicPaid: 1_000_000 as Fen,
      criticalIllnessPaid: 50_000 as Fen,
    };
    const { decisions } = replayYear(context, [
      bill('a', '2024-03-01', 90_000, facts),
      bill('b', '2024-05-01', 60_000),
    ]);
    for (const { outcome } of decisions) {
      if (outcome.status !== 'granted' || outcome.explanation === null) throw new Error('no explanation');
      const steps = all(outcome.explanation);
      const ids = steps.map(({ step }) => step);
      for (const id of [
        'bill.total',
        'bill.outOfScope',
        'bill.basicPaid',
        'bill.base',
        'assistance.deductible',
        'assistance.tierLine',
        'assistance.share',
        'assistance.cap',
        'tilt.line',
        'tilt.share',
        'tilt.cap',
      ]) {
        expect(ids).toContain(id);
      }
      for (const { clause } of steps) {
        const file = law.documents.find(({ document }) => document.id === clause.document);
        expect(file?.articles[clause.article]).toBeDefined();
      }
      expect(outcome.explanation.result).toBe(formatYuan(outcome.value.granted));
      const results = Object.fromEntries(outcome.explanation.steps.map(({ step, result }) => [step, result]));
      expect(results).toMatchObject({
        'bill.base': formatYuan(outcome.value.base),
        assistance: formatYuan(outcome.value.assistance),
        tilt: formatYuan(outcome.value.tilt),
      });
    }
  });

  test('is not built when nobody asks', () => {
    const [decision] = replayYear(yearOfLaw(law, '510400', 2024, [always('孤儿')]), [
      bill('a', '2024-03-01', 10),
    ]).decisions;
    expect(decision?.outcome).toMatchObject({ status: 'granted', explanation: null });
  });

  test('names the statistics that an amount rests on', () => {
    const [decision] = replayYear(yearOfLaw(law, '510400', 2024, [always('低保边缘家庭成员')]), [
      bill('a', '2024-03-01', 10),
    ]).decisions;
    const { outcome } = decision ?? {};
    const names =
      outcome?.status === 'granted' ? outcome.value.relies.map(({ name, year }) => [name, year]) : [];
    expect(names).toEqual([
      ['residentIncome', 2023],
      ['monitoringLine', 2024],
    ]);
  });
});
