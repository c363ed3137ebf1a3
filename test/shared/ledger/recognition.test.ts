import type { Day, Fen } from '@yijiutong/rules/kernel';
import type { Bill, Identity } from '@yijiutong/rules/ledger';
import { advance, isNext, openYear, replayYear, settleIdentities } from '@yijiutong/rules/ledger';
import type { Law } from '@yijiutong/rules/policy';
import { compileYear } from '@yijiutong/rules/policy';

import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

const POOR = '低保对象';
const NEAR = '低保边缘家庭成员';
const between = (category: string, from: string | null, to: string | null): Identity => ({
  category,
  from: from as Day | null,
  to: to as Day | null,
});
const since = (category: string, from: string) => between(category, from, null);
const until = (category: string, to: string) => between(category, null, to);
const yearFor = (region: string, ...identities: Identity[]) => yearOfLaw(law, region, 2024, identities);
const replay = (region: string, identities: Identity[], bills: Bill[]) =>
  replayYear(yearFor(region, ...identities), bills);
const march = (yuan: number, facts: Partial<Bill> = {}) => bill('march', '2024-03-01', yuan, facts);
const fen = (yuan: number) => (yuan * 100) as Fen;

describe('攀枝花: the year again on a better class', () => {
  test('each benefit into its own total, and what the person pays less', () => {
    const visit = bill('visit', '2024-04-01', 100, { kind: 'ordinary_outpatient' });
    const { topUps, state } = replay('510400', [since(POOR, '2024-07-01')], [march(1000), visit]);
    expect(topUps).toMatchObject([
      {
        on: '2024-07-01',
        assistance: fen(700),
        outpatient: fen(70),
        tilt: 0,
        amount: fen(770),
        awaiting: [],
      },
    ]);
    expect(topUps[0]?.relies.map(({ name }) => name)).toEqual(['monitoringLine']);
    expect(topUps[0]?.explanation).toBeNull();
    expect(state.totals).toMatchObject({
      assistance: fen(700),
      outpatient: fen(70),
      personal: fen(330),
      outOfPocket: fen(1100),
    });
  });

  test('pays what is more than was paid, and explains it', () => {
    // As 低保边缘家庭成员 (10,000 − 4,000) × 50 % = 3,000 were paid; as 低保对象 the year comes to 7,000.
    const context = {
      ...yearFor('510400', until(NEAR, '2024-06-30'), since(POOR, '2024-07-01')),
      explain: true,
    };
    const { topUps, state } = replayYear(context, [march(10_000)]);
    expect(topUps).toMatchObject([{ amount: fen(4000), assistance: fen(4000), outpatient: 0, tilt: 0 }]);
    expect(topUps[0]?.explanation).toMatchObject({
      step: 'topUp',
      label: '追溯救助',
      operation: '7000.00 − 3000.00',
      result: '4000.00',
      clause: topUps[0]?.clause,
      steps: [
        {
          step: 'topUp.due',
          label: expect.stringMatching(/^按.+重新计算的本年救助$/) as string,
          result: '7000.00',
        },
        { step: 'topUp.paid', label: '本年已救助', result: '3000.00' },
      ],
    });
    expect(state.totals).toMatchObject({ assistance: fen(7000), personal: fen(3000) });
  });

  test('ordinary outpatient care that the new class has none of is no part of what is taken off', () => {
    // 低保对象 until March: 700 of 1,000. In no class in May; 监测对象 from June, who are given nothing for the visit.
    const visit = bill('visit', '2024-02-01', 1000, { kind: 'ordinary_outpatient' });
    const context = {
      ...yearFor('510400', until(POOR, '2024-03-31'), since('防止返贫监测对象', '2024-06-01')),
      explain: true,
    };
    const { topUps } = replayYear(context, [visit, bill('stay', '2024-05-01', 20_000)]);
    const { amount, outpatient, explanation } = topUps[0]!;
    const due = (amount / 100).toFixed(2);
    expect(outpatient).toBe(0);
    expect(explanation).toMatchObject({
      operation: `max(${due} − 0.00, 0) + max(0.00 − 700.00, 0)`,
      result: due,
      steps: [
        { step: 'topUp.due', label: '按防止返贫监测对象重新计算的本年医疗救助和倾斜救助', result: due },
        { step: 'topUp.paid', label: '本年已救助（医疗救助和倾斜救助）', result: '0.00' },
        { step: 'topUp.outpatientDue', label: '就高重新计算的本年普通门诊救助', result: '0.00' },
        { step: 'topUp.outpatientPaid', label: '本年已救助（普通门诊）', result: '700.00' },
      ],
    });
  });

  test('assistance and tilt may offset each other', () => {
    // Paid: 48,000 and 20,000 of tilt (52,000 remained). Due: 70,000 and (30,000 − 7,500) × 50 % = 11,250.
    const { topUps } = replay(
      '510400',
      [until(NEAR, '2024-06-30'), since(POOR, '2024-07-01')],
      [march(100_000)],
    );
    expect(topUps).toMatchObject([{ assistance: fen(22_000), tilt: fen(-8750), amount: fen(13_250) }]);
  });

  test.each<[string, Identity[]]>([
    ['a lesser class', [until(POOR, '2024-06-30'), since(NEAR, '2024-07-01')]],
    ['the same class again', [until(POOR, '2024-06-30'), since(POOR, '2024-07-01')]],
    ['the same class after a day without', [until(POOR, '2024-06-29'), since(POOR, '2024-07-01')]],
    ['a lesser class beside the one held', [always(POOR), since(NEAR, '2024-07-01')]],
    ['a category that the document does not know', [until(POOR, '2024-06-30'), since('乡贤', '2024-07-01')]],
    ['a group that is in no class', [until(POOR, '2024-06-30')]],
  ])('%s pays nothing more, and nobody pays back', (_, identities) => {
    const { topUps, state } = replay('510400', identities, [march(10_000)]);
    expect(topUps).toEqual([]);
    expect(state.totals.assistance).toBe(fen(7000));
  });

  test('a refused bill from before the document stays out', () => {
    const context = yearOfLaw(law, '510400', 2023, [since(POOR, '2023-07-01')]);
    const january = bill('january', '2023-01-15', 500, { designated: false });
    const { topUps, state } = replayYear(context, [january, bill('april', '2023-04-01', 1000)]);
    expect(topUps).toMatchObject([{ amount: fen(700) }]);
    expect(state.entries.map(({ id }) => id)).toEqual(['april']);
    expect(state.aside).toEqual([]);
  });

  test('a recognition after an unknown category is one from no class', () => {
    const { topUps } = replay(
      '510400',
      [until('乡贤', '2024-06-30'), since(POOR, '2024-07-01')],
      [march(1000)],
    );
    expect(topUps).toMatchObject([{ amount: fen(700) }]);
  });

  test('two recognitions of one year, each for what it adds', () => {
    const identities = [since(NEAR, '2024-04-01'), since(POOR, '2024-07-01')];
    const { topUps } = replay('510400', identities, [march(10_000)]);
    expect(topUps.map(({ on, amount }) => [on, amount])).toEqual([
      ['2024-04-01', fen(3000)],
      ['2024-07-01', fen(4000)],
    ]);
  });

  test.each<[string, Partial<Bill>, number]>([
    ['at a hospital that is not designated', { designated: false }, 0],
    ['against the referral rules', { referred: false }, 0],
    ['an emergency that was let in', { referred: false, emergencyException: { reason: '急诊' } }, 700],
    ['of a kind that is not covered', { kind: 'other' }, 0],
    ['outside the province', { inProvince: false }, 700],
  ])('a bill %s', (_, facts, due) => {
    const { topUps } = replay('510400', [since(POOR, '2024-07-01')], [march(1000, facts)]);
    expect(topUps.map(({ amount }) => amount)).toEqual(due === 0 ? [] : [fen(due)]);
  });

  test.each(['referred', 'designated', 'inProvince'] as const)(
    'a bill whose %s nobody stated waits',
    (fact) => {
      const april = bill('april', '2024-04-01', 1000, { [fact]: null });
      const { topUps, state } = replay('510400', [since(POOR, '2024-07-01')], [march(1000), april]);
      expect(topUps).toMatchObject([{ amount: fen(700), awaiting: ['april'] }]);
      expect(state.aside.map(({ id }) => id)).toEqual(['april']);
      expect(state.entries.map(({ id }) => id)).toEqual(['march']);
    },
  );

  test('takes effect once, on its day', () => {
    const context = yearFor('510400', since(POOR, '2024-07-01'));
    const { state } = advance(context, openYear('510400', 2024), march(1000));
    const first = settleIdentities(context, state, '2024-07-01' as Day);
    expect(first.topUps.map(({ amount }) => amount)).toEqual([fen(700)]);
    expect(first.state.through).toBe('2024-07-01');
    expect(settleIdentities(context, first.state, '2024-12-31' as Day).topUps).toEqual([]);
    expect(settleIdentities(context, first.state, '2024-06-01' as Day).state.through).toBe('2024-07-01');
    expect(isNext(first.state, bill('june', '2024-06-30', 1))).toBe(false);
    expect(isNext(first.state, bill('july', '2024-07-01', 1))).toBe(true);
    expect(() => advance(context, first.state, bill('june', '2024-06-30', 1))).toThrow(/replay the year/);
    expect(state.totals.assistance).toBe(0);
  });

  test('a bill of the day of recognition comes after it', () => {
    const july = bill('july', '2024-07-01', 1000);
    const { topUps, decisions } = replay('510400', [since(POOR, '2024-07-01')], [july, march(1000)]);
    expect(topUps).toMatchObject([{ amount: fen(700) }]);
    expect(decisions.map(({ billId, outcome }) => [billId, outcome.status])).toEqual([
      ['march', 'refused'],
      ['july', 'granted'],
    ]);
  });
});

describe('攀枝花: two classes, and the year again', () => {
  // PZH-A8. As 低保对象 70,000 (its maximum) and (30,000 − 7,500) × 50 % = 11,250, and nothing more for care outside the
  // province: 81,250. As 低保边缘家庭成员 (140,000 − 4,000) × 50 % = 68,000 and 20,000 of tilt (52,000 remained): 88,000.
  const away = bill('away', '2024-04-01', 40_000, { inProvince: false });
  const visit = bill('visit', '2024-05-01', 100, { kind: 'ordinary_outpatient' });

  test('both at once: the one that comes to more, and outpatient care as the other has it', () => {
    const both = yearFor('510400', since(POOR, '2024-07-01'), since(NEAR, '2024-07-01'));
    const { topUps } = replayYear({ ...both, explain: true }, [march(100_000), away, visit]);
    const parts = { assistance: fen(68_000), tilt: fen(20_000), outpatient: fen(70), amount: fen(88_070) };
    expect(topUps).toMatchObject([{ classId: 'minimum_living_margin', ...parts }]);
    expect(topUps[0]?.explanation).toMatchObject({
      operation: 'max(88000.00 − 0.00, 0) + max(70.00 − 0.00, 0)',
      result: '88070.00',
    });
  });

  test('what was paid is subtracted with its tilt and its outpatient care', () => {
    const identities = [until(POOR, '2024-06-30'), since('特困人员', '2024-07-01')];
    const context = { ...yearFor('510400', ...identities), explain: true };
    const { topUps } = replayYear(context, [march(100_000), visit]);
    // 81,250 and 70 were paid; all of 100,100 is due.
    expect(topUps).toMatchObject([{ amount: fen(18_780), tilt: fen(-11_250), outpatient: fen(30) }]);
    expect(topUps[0]?.explanation).toMatchObject({
      operation: 'max(100000.00 − 81250.00, 0) + max(100.00 − 70.00, 0)',
    });
  });

  test.each<[string, Identity[]]>([
    ['a lesser class that comes to more', []],
    ['nor does its second category', [since('城乡低保边缘家庭成员', '2024-08-01')]],
  ])('%s pays nothing again', (_, more) => {
    const identities = [until(POOR, '2024-06-30'), since(NEAR, '2024-07-01'), ...more];
    const { topUps, state } = replay('510400', identities, [march(100_000), away]);
    expect(topUps).toEqual([]);
    expect(state.totals).toMatchObject({ assistance: fen(70_000), tilt: fen(11_250) });
  });

  test('a better class that comes to less still pays for outpatient care', () => {
    // Paid as 低保边缘家庭成员: 48,000 and 20,000, then 26,700 × 50 % = 13,350: 81,350, a hundred more than 81,250.
    const identities = [until(NEAR, '2024-06-30'), since(POOR, '2024-07-01')];
    const bills = [march(100_000), bill('away', '2024-04-01', 26_700, { inProvince: false }), visit];
    const { topUps, state } = replay('510400', identities, bills);
    expect(topUps).toMatchObject([{ assistance: 0, tilt: 0, outpatient: fen(70), amount: fen(70) }]);
    expect(state.totals).toMatchObject({ assistance: fen(61_350), tilt: fen(20_000), outpatient: fen(70) });
  });

  test('nor are equal sums made up anew of other parts', () => {
    // Paid as 低保边缘家庭成员: 48,000 and 20,000, then 26,500 × 50 % = 13,250: 81,250, as 低保对象 come to.
    const identities = [until(NEAR, '2024-06-30'), since(POOR, '2024-07-01')];
    const bills = [march(100_000), bill('away', '2024-04-01', 26_500, { inProvince: false }), visit];
    const { topUps, state } = replay('510400', identities, bills);
    expect(topUps).toMatchObject([{ assistance: 0, tilt: 0, outpatient: fen(70), amount: fen(70) }]);
    expect(state.totals).toMatchObject({ assistance: fen(61_250), tilt: fen(20_000), outpatient: fen(70) });
  });

  test('a class whose figure nobody gave counts nothing for now', () => {
    const policy = compileYear(law, { region: '510400', year: 2024 });
    const context = { policy, identities: [since(POOR, '2024-07-01')], insurance: 'resident' as const };
    const { topUps, state } = replayYear(context, [march(10_000, { inProvince: false })]);
    expect(topUps).toMatchObject([{ amount: fen(7000) }]);
    expect(state.asIf.minimum_living_margin).toMatchObject({ assistance: 0, tilt: 0 });
  });
});

describe('宜昌: from the day on', () => {
  test('nothing is paid for bills before it', () => {
    const { topUps, state } = replay('420500', [since(POOR, '2024-07-01')], [march(1000)]);
    expect(topUps).toEqual([]);
    expect(state.totals).toMatchObject({ assistance: 0, personal: fen(1000), inScopeSelfPay: fen(1000) });
    expect(state.entries).toEqual([]);
  });

  // 因病致贫重病患者 is held for twelve months from its recognition.
  test.each<[string | null, string | null, string, string]>([
    ['2023-07-01', null, '2024-06-30', 'granted'],
    ['2023-07-01', null, '2024-07-01', 'refused'],
    ['2023-07-01', '2024-06-29', '2024-06-30', 'refused'],
    ['2023-07-01', '2024-12-31', '2024-07-01', 'refused'],
    ['2024-03-02', null, '2024-03-01', 'refused'],
    ['2024-03-01', null, '2024-03-01', 'granted'],
    [null, null, '2024-07-01', 'granted'],
    [null, '2024-03-01', '2024-03-01', 'granted'],
  ])('a sickness status from %s to %s on %s: %s', (from, to, on, status) => {
    const { decisions } = replay('420500', [between('因病致贫重病患者', from, to)], [bill('a', on, 100)]);
    expect(decisions.map(({ outcome }) => outcome.status)).toEqual([status]);
  });
});

describe('one bill', () => {
  test('is decided under the documents of its day, by the class that gives most', () => {
    const { decisions } = replay('420500', [always(NEAR), always(POOR)], [march(10_000)]);
    const [decision] = decisions;
    expect(decision).toMatchObject({ billId: 'march', on: '2024-03-01', outcome: { status: 'granted' } });
    expect(decision?.documents.map(({ id }) => id)).toContain('yichang-major-illness-2022');
    expect(decision?.outcome).toMatchObject({
      value: {
        classId: 'class_2',
        category: POOR,
        base: fen(10_000),
        assistance: fen(7200),
        outpatient: 0,
        tilt: 0,
      },
    });
  });

  test.each<[string, string, Identity[], Partial<Bill>, string]>([
    ['in no class', '510400', [], {}, 'no_class'],
    ['of an unknown category', '510400', [always('乡贤')], {}, 'unknown_category'],
    [
      'outpatient, where the class has none',
      '510400',
      [always(NEAR)],
      { kind: 'ordinary_outpatient' },
      'class_not_covered',
    ],
    [
      'outpatient, where nobody has any',
      '420500',
      [always(POOR)],
      { kind: 'ordinary_outpatient' },
      'kind_not_covered',
    ],
    ['not referred', '420500', [always(POOR)], { referred: false }, 'not_referred'],
  ])('of somebody %s is refused', (_, region, identities, facts, code) => {
    const { decisions, state } = replay(region, identities, [march(100, facts)]);
    expect(decisions[0]?.outcome).toMatchObject({ status: 'refused', code });
    expect(state.totals).toMatchObject({ assistance: 0, outpatient: 0, tilt: 0, personal: fen(100) });
  });

  test('the bills of a day go by their order, then by their id', () => {
    const at = (id: string, sequence: number) => bill(id, '2024-03-01', 1, { sequence });
    const bills = [at('b', 2), at('a', 2), at('c', 1), bill('z', '2024-02-29', 1)];
    const { decisions } = replay('510400', [always(POOR)], bills);
    expect(decisions.map(({ billId }) => billId)).toEqual(['z', 'c', 'a', 'b']);
    expect(() => replay('510400', [always(POOR)], [at('a', 1), at('a', 1)])).toThrow(
      expect.objectContaining({ code: 'invalid_bill', field: 'a' }) as Error,
    );
  });

  test('what is out of scope stays with the person', () => {
    const { state } = replay('510400', [always('特困人员')], [march(1000, { outOfScope: fen(300) })]);
    expect(state.totals).toMatchObject({
      assistance: fen(700),
      personal: fen(300),
      inScopeSelfPay: fen(700),
      outOfPocket: fen(1000),
    });
  });
});
