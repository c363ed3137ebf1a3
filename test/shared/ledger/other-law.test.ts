/**
 * What the contract of a year says where the documents of config/ do not happen to meet: a made-up document, whole numbers,
 * each amount worked beside the case.
 */
import type { Day, Fen, Step } from '@yijiutong/rules/kernel';
import type { Bill, Identity, YearContext } from '@yijiutong/rules/ledger';
import { listThresholds, openYear, replayYear } from '@yijiutong/rules/ledger';

import { always, bill } from '../law.fixture.ts';
import { DOCUMENT } from '../rules/made-up-region.ts';
import { REGION, YEAR, madeUpYear } from './made-up-year.ts';

const POOR = always('低保对象');
const NEAR = always('低保边缘家庭成员');
const since = (category: string, from: string): Identity => ({ category, from: from as Day, to: null });
const fen = (yuan: number) => (yuan * 100) as Fen;
const clause = '第一条';
const uncapped = {
  assistance: { ...DOCUMENT.assistance, cap: { by_class: { all: { none: true } }, clause } },
};
const recompute = { identities: { on_better_class: 'recompute', clause } };
/** A deductible of a tenth of an income of 40,000: 4,000. */
const tenth = { share: '10%', of: 'residentIncome', year: 'previous' };
const figures = { residentIncome: '40000.00' };
const withDeductible = {
  assistance: { ...DOCUMENT.assistance, deductible: { by_class: { all: tenth }, clause } },
};
const outpatient = {
  outpatient_assistance: {
    by_class: {
      poor: { ratio: { ratio: '50%' }, cap: { none: true }, clause },
      near: { ratio: { ratio: '80%' }, cap: { none: true }, clause },
    },
    clause,
  },
};
const visit = (id: string, on: string, yuan: number) => bill(id, on, yuan, { kind: 'ordinary_outpatient' });

function grants(context: YearContext, bills: readonly Bill[]) {
  return replayYear(context, bills).decisions.map(({ outcome }) => {
    if (outcome.status !== 'granted') throw new Error(outcome.status);
    return outcome.value;
  });
}

/** Every step of the only bill's explanation. */
function stepsOf(context: YearContext, only: Bill): Step[] {
  const all = (step: Step): Step[] => [step, ...step.steps.flatMap(all)];
  const outcome = replayYear({ ...context, explain: true }, [only]).decisions[0]?.outcome;
  if (outcome?.status !== 'granted' || outcome.explanation === null) throw new Error('no explanation');
  return all(outcome.explanation);
}

describe('a document that gives no assistance of its own', () => {
  const silent = { bills: null, assistance: null };
  const left = { bills: null, assistance: { deferred: { to: '市级实施细则', clause } } };

  test('nor leaves it to another one: nothing is in force for the bill', () => {
    const [decision] = replayYear(madeUpYear(silent, [POOR]), [bill('a', '2021-03-01', 1000)]).decisions;
    expect(decision?.outcome).toEqual({ status: 'refused', code: 'not_in_force', clause: null });
    expect(decision?.documents).toEqual([{ id: 'made-up-2020', revision: '1' }]);
  });

  test('leaves nothing to pay on recognition either, and the bills from before it stay aside', () => {
    const { document } = DOCUMENT;
    const fromMarch = { document: { ...document, effective: { from: '2021-03-01', clause } } };
    const context = madeUpYear({ ...left, ...recompute, ...fromMarch }, [since('低保对象', '2021-07-01')]);
    const { decisions, topUps, state } = replayYear(context, [
      bill('a', '2021-01-15', 1000),
      bill('b', '2021-07-02', 1000),
    ]);
    expect(decisions.map(({ outcome }) => outcome)).toMatchObject([
      { status: 'refused', code: 'not_in_force' },
      { status: 'incomplete', missing: [{ deferredTo: '市级实施细则' }] },
    ]);
    expect(topUps).toHaveLength(0);
    expect(state.aside.map(({ id }) => id)).toEqual(['a']);
  });
});

test('a document that says nothing of recognition counts no bill from before it', () => {
  // 3,000 of March and 5,000 of July would be 4,000 above the deductible; July's own are 1,000: 70 % of them are due.
  const context = madeUpYear(withDeductible, [since('低保对象', '2021-07-01')], { figures });
  const { decisions, topUps, state } = replayYear(context, [
    bill('a', '2021-03-01', 3000),
    bill('b', '2021-07-02', 5000),
  ]);
  expect(decisions.map(({ outcome }) => outcome)).toMatchObject([
    { status: 'refused', code: 'no_class', clause: { article: clause } },
    { status: 'granted', value: { assistance: fen(700) } },
  ]);
  expect(topUps).toHaveLength(0);
  expect(state).toMatchObject({ base: fen(5000), totals: { personal: fen(3000 + 4300) } });
});

describe('ordinary outpatient care', () => {
  test('is given by the class that it comes to more under, though the other one gives more for a stay', () => {
    const [stay, care] = grants(madeUpYear(outpatient, [POOR, NEAR]), [
      bill('a', '2021-03-01', 1000),
      visit('b', '2021-03-02', 100),
    ]);
    expect(stay).toMatchObject({ classId: 'poor', assistance: fen(700), outpatient: 0 });
    expect(care).toMatchObject({ classId: 'near', assistance: 0, outpatient: fen(80) });
  });

  test('does not rest on the statistics of the deductible, which it does not have', () => {
    const context = madeUpYear({ ...withDeductible, ...outpatient }, [POOR], { figures });
    const [stay, care] = grants(context, [bill('a', '2021-03-01', 5000), visit('b', '2021-03-02', 100)]);
    expect(stay?.relies.map(({ name }) => name)).toStrictEqual(['residentIncome']);
    expect(care).toMatchObject({ outpatient: fen(50) });
    expect(care?.relies).toHaveLength(0);
  });

  test('nor does what recognition pays for it', () => {
    const sections = { ...withDeductible, ...outpatient, ...recompute };
    const relied = (...bills: Bill[]) => {
      const { topUps } = replayYear(
        madeUpYear(sections, [since('低保对象', '2021-07-01')], { figures }),
        bills,
      );
      return topUps.map(({ amount, relies }) => [amount, relies.map(({ name }) => name)]);
    };
    expect(relied(visit('a', '2021-03-01', 100))).toStrictEqual([[fen(50), []]]);
    // 50 and (5,000 − 4,000) × 70 %.
    expect(relied(visit('a', '2021-03-01', 100), bill('b', '2021-03-02', 5000))).toStrictEqual([
      [fen(750), ['residentIncome']],
    ]);
  });
});

describe('without a yearly maximum', () => {
  test('what was paid on application takes nothing off, there being nothing to share', () => {
    const context = madeUpYear(uncapped, [POOR], { retroactivePaid: fen(30_000) });
    expect(grants(context, [bill('a', '2021-03-01', 100_000)])).toMatchObject([{ assistance: fen(70_000) }]);
  });

  test('and no rest of a maximum is shown, not even where the bill comes to nothing', () => {
    const sections = { assistance: { ...withDeductible.assistance, cap: uncapped.assistance.cap } };
    const context = madeUpYear(sections, [POOR], { retroactivePaid: fen(30_000), figures });
    const steps = stepsOf(context, bill('a', '2021-03-01', 3000));
    expect(steps[0]).toMatchObject({ step: 'bill.granted', result: '0.00' });
    expect(steps.map(({ step }) => step)).not.toContain('assistance.left');
  });

  test('what bounds the help is what the person pays of the bill, and that is shown', () => {
    // 70 % of 1,000 are 700; the insurer's 400 stay in the base, and the person pays 600.
    const steps = stepsOf(
      madeUpYear(uncapped, [POOR]),
      bill('a', '2021-03-01', 1000, { commercialPaid: fen(400) }),
    );
    expect(steps.find(({ step }) => step === 'assistance')).toMatchObject({
      operation: 'min(700.00 − 0.00, 600.00)',
      result: '600.00',
    });
    expect(steps.find(({ step }) => step === 'bill.commercialPaid')).toMatchObject({ result: '400.00' });
    expect(steps.map(({ step }) => step)).not.toContain('assistance.left');
  });
});

test('a line whose ratio the document does not state is listed without one', () => {
  const tilt = {
    tilt_assistance: {
      line: { amount: '7500' },
      ratio: { by_class: { all: { unstated: { clause } } }, clause },
      cap: { none: true },
      clause,
    },
  };
  const list = listThresholds(madeUpYear(tilt, [POOR]), openYear(REGION, YEAR), '2021-06-01' as Day);
  expect(list.map(({ id, at, ratio }) => [id, at, ratio])).toStrictEqual([
    ['assistance.cap', fen(20_000), null],
    ['tilt.line', fen(7500), null],
  ]);
});
