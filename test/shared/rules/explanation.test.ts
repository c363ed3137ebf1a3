// What benefits that stand apart from a bill write down of a calculation, and what they leave open without a figure.
import type { Clause, Day, Fen, Figure, Missing, Ratio, Step, StepId } from '@yijiutong/rules/kernel';
import { Trace } from '@yijiutong/rules/kernel';
import type { CriticalIllnessTerms, PremiumTerms, SecondAssistanceTerms } from '@yijiutong/rules/policy';
import {
  criticalIllnessTotal,
  decideAidOffset,
  decideCostShare,
  decideFundAlert,
  decidePremiumSubsidy,
  decideSecondAssistance,
  listFundDeadlines,
  payInOrder,
} from '@yijiutong/rules/rules';

import { REGION, compileMadeUp, given, yuan } from './made-up-region.ts';

const { policy, benefits } = compileMadeUp();
const at = (article: string): Clause => ({ document: 'made-up', article });
const lack = (name: string): Missing => ({ what: 'figure', name, region: REGION, day: '2021-06-01' as Day });
const line = (
  step: StepId,
  label: string,
  clause: Clause,
  result: string,
  more: Partial<Step> = {},
): Step => ({
  step,
  label,
  clause,
  inputs: [],
  operation: '',
  result,
  steps: [],
  ...more,
});

/** Above 10,000: 50 % up to 20,000, then 60 %, at most 8,000. */
const ILLNESS: CriticalIllnessTerms = {
  deductible: yuan(10_000),
  brackets: [
    { from: yuan(0), ratio: 5000 as Ratio },
    { from: yuan(20_000), ratio: 6000 as Ratio },
  ],
  cap: yuan(8000),
  tilted: false,
  clause: at('大病'),
  relies: [],
};

describe('大病保险', () => {
  const explain = (terms: CriticalIllnessTerms, selfPay: number) => {
    const trace = new Trace();
    criticalIllnessTotal(terms, yuan(selfPay), trace);
    return trace.steps;
  };

  test('explained: the line, each bracket, the maximum', () => {
    expect(explain(ILLNESS, 26_000)).toEqual([
      line('criticalIllness.deductible', '大病保险起付线', at('大病'), '10000.00'),
      line('criticalIllness.share', '大病保险应支付', at('大病'), '8600.00', {
        inputs: [{ label: '基本医保支付后政策范围内个人自付', value: '26000.00' }],
        operation: '10000.00 × 50% + 6000.00 × 60%',
      }),
      line('criticalIllness.cap', '大病保险封顶线', at('大病'), '8000.00', {
        inputs: [{ label: '封顶线', value: '8000.00' }],
        operation: 'min(8600.00, 8000.00)',
      }),
    ]);
    expect(explain({ ...ILLNESS, cap: null }, 26_000)[2]).toEqual(
      line('criticalIllness.cap', '大病保险封顶线', at('大病'), '8600.00', {
        inputs: [{ label: '封顶线', value: '不设' }],
      }),
    );
  });

  test.each(['deductible', 'brackets', 'cap'])('without its %s there is no amount', (name) => {
    expect(criticalIllnessTotal({ ...ILLNESS, [name]: lack(name) }, yuan(26_000))).toEqual(lack(name));
  });
});

describe('what is deducted from 大病保险', () => {
  const clause = at('扣减');
  const half = (base: Fen): Figure<Fen> => (base / 2) as Fen;
  const visits = [{ selfPayAfterBasic: yuan(26_000), assistancePaid: yuan(13_000) }];

  test('explained down to what is paid', () => {
    // 8,000 of 大病; half of the 18,000 that remain are due, 13,000 were paid.
    const outcome = decideAidOffset(clause, ILLNESS, visits, half);
    expect(outcome).toMatchObject({
      status: 'granted',
      value: { offset: yuan(4000), criticalIllnessPaid: yuan(4000) },
    });
    expect('explanation' in outcome && outcome.explanation).toEqual(
      line('aidOffset', '大病保险实际支付', clause, '4000.00', {
        operation: '8000.00 − 4000.00',
        steps: [
          line('aidOffset.criticalIllness', '大病保险应支付', at('大病'), '8000.00'),
          line('aidOffset.paid', '已按次救助', clause, '13000.00'),
          line('aidOffset.due', '按顺序重新计算的救助', clause, '9000.00'),
          line('aidOffset.offset', '从大病保险支付中扣减', clause, '4000.00', {
            operation: 'min(max(13000.00 − 9000.00, 0), 8000.00)',
          }),
        ],
      }),
    );
  });

  test('below the line everything stays as it was paid, without a word', () => {
    const small = [{ selfPayAfterBasic: yuan(9999.99), assistancePaid: yuan(7000) }];
    const value = {
      reachedAt: null,
      criticalIllness: 0,
      assistancePaid: yuan(7000),
      assistanceDue: yuan(7000),
      offset: 0,
      criticalIllnessPaid: 0,
    };
    expect(decideAidOffset(clause, ILLNESS, small, half)).toEqual({
      status: 'granted',
      value,
      explanation: null,
    });
  });

  test('without the brackets or the assistance it is open', () => {
    const open = { ...ILLNESS, brackets: lack('criticalIllness.ratio') };
    expect(decideAidOffset(clause, open, visits, half)).toEqual({
      status: 'incomplete',
      missing: [lack('criticalIllness.ratio')],
    });
    expect(decideAidOffset(clause, ILLNESS, visits, () => lack('assistance.ratio'))).toEqual({
      status: 'incomplete',
      missing: [lack('assistance.ratio')],
    });
  });
});

describe('二次救助', () => {
  const terms = given(benefits.secondAssistance);
  const explain = (change: Partial<SecondAssistanceTerms> = {}, decision?: string) => {
    const outcome = decideSecondAssistance(
      policy,
      { ...terms, ...change },
      {
        categories: ['低保对象'],
        totalCost: yuan(60_000),
        burden: yuan(40_000),
        assistancePaid: yuan(20_000),
        secondPaid: yuan(1000),
        applied: true,
        ...(decision === undefined ? {} : { capBreach: { decision } }),
      },
    );
    if (outcome.status !== 'granted') throw new Error('not granted');
    return outcome.explanation;
  };
  const { clause, clauses } = terms;
  const capLine = (result: string, limit: string, more: Partial<Step> = {}) =>
    line('secondAssistance.cap', '年度最高救助限额', clauses.cap, result, {
      inputs: [
        { label: '限额', value: limit },
        { label: '本年已救助', value: '21000.00' },
      ],
      ...more,
    });

  test('explained within the maximum of 30,000, of which 9,000 are left', () => {
    expect(explain()).toEqual(
      line('secondAssistance', '二次救助', clause, '9000.00', {
        steps: [
          line('secondAssistance.share', '二次救助应救助', clauses.brackets, '11000.00', {
            inputs: [{ label: '年度医疗总费用（含合规范围外）', value: '60000.00' }],
            operation: '40000.00 × 20% + 10000.00 × 30%',
          }),
          line('secondAssistance.burden', '救助后仍由个人负担', clause, '40000.00'),
          capLine('9000.00', '30000.00'),
        ],
      }),
    );
  });

  test('past the maximum only by decision, under the clause that allows it', () => {
    const breach = { decidedBy: '协调机制', clause: at('突破') };
    expect(explain({ capBreach: breach }, '某政函1号')?.steps[2]).toEqual(
      capLine('10000.00', '30000.00', { clause: at('突破'), operation: '经协调机制研究批准' }),
    );
    expect(explain({ capBreach: breach })?.steps[2]).toEqual(capLine('9000.00', '30000.00'));
  });

  test('without a maximum', () => {
    expect(explain({ cap: null })?.steps[2]).toEqual(capLine('10000.00', '不设'));
  });
});

describe('a premium whose transition has no known end', () => {
  const grants = (until: Day | Missing | null): PremiumTerms['grants'] => [
    { categories: ['低保对象'], share: 5000 as Ratio, floor: null, until: null, clause: at('一') },
    { categories: ['低保边缘家庭成员'], share: 8000 as Ratio, floor: null, until, clause: at('二') },
  ];
  const decide = (categories: string[], until: Day | Missing | null, on = '2021-06-01') =>
    decidePremiumSubsidy(
      policy,
      { ...given(benefits.premium), premium: yuan(400), grants: grants(until) },
      { categories, insurance: 'resident', on: on as Day },
    );
  const granted = (subsidy: number) => ({ status: 'granted', value: { subsidy: yuan(subsidy) } });
  const end = '2021-06-30' as Day;

  test.each<[string[], Day | Missing, string, object]>([
    [['低保边缘家庭成员'], end, '2021-06-30', granted(320)],
    [['低保边缘家庭成员'], end, '2021-07-01', granted(0)],
    [['低保边缘家庭成员', '低保对象'], end, '2021-07-01', granted(200)],
    [['低保对象'], lack('transition.end'), '2021-06-01', granted(200)],
    [['低保边缘家庭成员'], lack('transition.end'), '2021-06-01', { missing: [lack('transition.end')] }],
    [
      ['低保对象', '低保边缘家庭成员'],
      lack('transition.end'),
      '2021-06-01',
      { missing: [lack('transition.end')] },
    ],
  ])('%j', (categories, until, on, expected) => {
    expect(decide(categories, until, on)).toMatchObject(expected);
  });

  test('an unknown end matters only where the grant would be higher', () => {
    const same = grants(lack('transition.end')).map((grant) => ({ ...grant, share: 5000 as Ratio }));
    const terms = { ...given(benefits.premium), premium: yuan(400), grants: same };
    const person = {
      categories: ['低保对象', '低保边缘家庭成员'],
      insurance: 'resident',
      on: '2021-06-01' as Day,
    } as const;
    expect(decidePremiumSubsidy(policy, terms, person)).toMatchObject(granted(200));
  });
});

test('figures of a fund or a hospital that cannot be are refused by name', () => {
  const bill = { code: 'invalid_bill', field: 'outOfScope' };
  const share = { outOfScopeShare: 1500 as Ratio, clause: at('一') };
  expect(() => decideCostShare(share, yuan(1), yuan(2))).toThrow(expect.objectContaining(bill) as Error);
  const spent = { code: 'negative_money', field: 'monthlyExpenditure' };
  const alert = { months: 3, clause: at('一') } as never;
  expect(() => decideFundAlert(alert, 'city', yuan(1), yuan(-1))).toThrow(
    expect.objectContaining(spent) as Error,
  );
  expect(decideFundAlert(alert, 'city', yuan(-1), yuan(0)).alert).toBe(true);
  expect(decideFundAlert(alert, 'city', yuan(0), yuan(0)).alert).toBe(false);
});

test('the work of a fund is listed by its days, whatever order the document has', () => {
  const task = (name: string, day: string) => ({ task: name, by: { day: day as Day }, clause: at('一') });
  const tasks = [
    task('c', '2023-03-01'),
    task('a', '2023-01-01'),
    task('b', '2023-02-01'),
    task('b2', '2023-02-01'),
  ];
  const listed = listFundDeadlines(tasks, '2023-01-01' as Day, '2023-03-01' as Day);
  expect(listed.map((due) => due.task)).toEqual(['a', 'b', 'b2', 'c']);
  const monthly = [{ task: 'plan', by: { eachMonth: 1 }, clause: at('一') }];
  const days = listFundDeadlines(monthly, '2023-01-01' as Day, '2023-02-01' as Day).map(({ on }) => on);
  expect(days).toEqual(['2023-01-01', '2023-02-01']);
});

test('a payer outside the order is explained under the order itself, and an unknown one ends it', () => {
  const order = {
    payers: [{ payer: 'basic', kinds: null, outpatient: null, clause: at('基本') }],
    clause: at('顺序'),
  } as const;
  const trace = new Trace();
  payInOrder(
    order,
    { kind: 'inpatient', classId: null },
    yuan(100),
    { basic: yuan(60), supplement: yuan(10), tilt: null },
    trace,
  );
  expect(trace.steps).toEqual([
    line('payers.part', '基本医保', at('基本'), '60.00', {
      inputs: [{ label: '支付后剩余', value: '40.00' }],
    }),
    line('payers.part', '公务员补助、企业及其他补充保险', at('顺序'), '10.00', {
      inputs: [{ label: '支付后剩余', value: '30.00' }],
    }),
  ]);
});
