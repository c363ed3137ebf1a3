// What is written under a decision: the figures of each step, worked by hand beside the case.
import type { Day, Fen, Step } from '@yijiutong/rules/kernel';
import type { Bill, Identity } from '@yijiutong/rules/ledger';
import { replayYear } from '@yijiutong/rules/ledger';
import type { Law } from '@yijiutong/rules/policy';
import { compileYear } from '@yijiutong/rules/policy';

import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

const since = (category: string, from: string): Identity => ({ category, from: from as Day, to: null });

function explained(region: string, identities: readonly Identity[], bills: readonly Bill[], withTilt = true) {
  const context = { ...yearOfLaw(law, region, 2024, identities), explain: true, withTilt };
  const result = replayYear(context, bills);
  const roots = result.decisions.map(({ outcome }) => {
    if (outcome.status !== 'granted' || outcome.explanation === null) throw new Error('no explanation');
    return outcome.explanation;
  });
  return { ...result, roots };
}

const part = (root: Step | undefined, step: string): Step => {
  const found = root?.steps.find((line) => line.step === step);
  if (found === undefined) throw new Error(`no step ${step}`);
  return found;
};
const brief = ({ step, label, operation, result }: Step) => [step, label, operation, result];

describe('攀枝花, 低保对象: 70 % up to 70,000, then 50 % above 7,500 up to 20,000', () => {
  // 90,000: 63,000, and 27,000 remain: 9,750 of tilt. 20,000 more: 7,000, up to the maximum; 40,000 remain: 16,250.
  const bills = [bill('a', '2024-03-01', 90_000), bill('b', '2024-05-01', 20_000)];

  test('the root adds up what the bill was given', () => {
    const { roots } = explained('510400', [always('低保对象')], bills);
    expect(roots.map(brief)).toEqual([
      ['bill.granted', '本次救助', '63000.00 + 9750.00', '72750.00'],
      ['bill.granted', '本次救助', '7000.00 + 6500.00', '13500.00'],
    ]);
    expect(roots[0]?.steps.map(({ step }) => step)).toEqual([
      'bill.total',
      'bill.outOfScope',
      'bill.basicPaid',
      'bill.criticalIllnessPaid',
      'bill.base',
      'class',
      'assistance',
      'tilt',
    ]);
    expect(brief(part(roots[0], 'class')).slice(0, 3)).toEqual(['class', '救助对象类别', '']);
  });

  test('a visit is the difference of two yearly totals', () => {
    const { roots } = explained('510400', [always('低保对象')], bills);
    const first = part(roots[0], 'assistance');
    expect(brief(first)).toEqual(['assistance', '医疗救助', '63000.00 − 0.00', '63000.00']);
    expect(first.steps.map(({ step }) => step)).not.toContain('assistance.left');
    expect(first.steps.map(brief).at(-1)).toEqual(['assistance.earlier', '此前年度累计应救助', '', '0.00']);
    expect(brief(part(roots[0], 'tilt'))).toEqual(['tilt', '倾斜救助', '9750.00 − 0.00', '9750.00']);
    const second = part(roots[1], 'assistance');
    expect(brief(second)).toEqual(['assistance', '医疗救助', '70000.00 − 63000.00', '7000.00']);
    expect(second.steps.map(brief).at(-1)).toEqual([
      'assistance.earlier',
      '此前年度累计应救助',
      '',
      '63000.00',
    ]);
    const tilt = part(roots[1], 'tilt');
    expect(brief(tilt)).toEqual(['tilt', '倾斜救助', '16250.00 − 9750.00', '6500.00']);
    expect(tilt.steps.map(brief).at(-1)).toEqual(['tilt.earlier', '此前年度累计应救助', '', '9750.00']);
  });

  test.each<[string, Partial<Bill>, string]>([
    ['outside the province', { inProvince: false }, '不在省域内就医'],
    ['let in as an emergency', { referred: false, emergencyException: { reason: '急诊' } }, '未规范转诊'],
  ])('care %s is given no tilt, and says why', (_, facts, why) => {
    const { roots } = explained('510400', [always('低保对象')], [bill('a', '2024-03-01', 90_000, facts)]);
    expect(brief(part(roots[0], 'tilt.gate'))).toEqual(['tilt.gate', '倾斜救助', why, '0.00']);
    expect(roots[0]).toMatchObject({ operation: '', result: '63000.00' });
  });

  test('of 特困人员 nothing remains, so that a line of tilt that nobody gave is neither needed nor shown', () => {
    const policy = compileYear(law, { region: '510400', year: 2024 });
    const context = {
      policy,
      identities: [always('特困人员')],
      insurance: 'resident' as const,
      explain: true,
    };
    const outcome = replayYear(context, [bill('a', '2024-03-01', 100)]).decisions[0]?.outcome;
    if (outcome?.status !== 'granted') throw new Error('not granted');
    expect(outcome.explanation).toMatchObject({ operation: '', result: '100.00' });
    expect(outcome.explanation?.steps.at(-1)?.step).toBe('assistance');
  });

  test('without tilt nothing is said of it', () => {
    const { roots } = explained('510400', [always('低保对象')], bills, false);
    expect(roots[0]?.steps.at(-1)?.step).toBe('assistance');
    expect(roots[0]?.result).toBe('63000.00');
  });

  test('ordinary outpatient care: 70 % up to 800, of which 100 are left', () => {
    const kind = 'ordinary_outpatient' as const;
    const visits = [bill('a', '2024-03-01', 1000, { kind }), bill('b', '2024-03-02', 500, { kind })];
    const { roots } = explained('510400', [always('低保对象')], visits);
    expect(roots[0]?.steps.at(-1)?.step).toBe('outpatient');
    const second = part(roots[1], 'outpatient');
    expect(brief(second)).toEqual(['outpatient', '普通门诊救助', '800.00 − 700.00', '100.00']);
    expect(second.steps.map(brief).at(-1)).toEqual([
      'outpatient.earlier',
      '此前年度累计应救助',
      '',
      '700.00',
    ]);
    expect(roots[1]?.clause).toEqual(second.clause);
  });
});

describe('宜昌: 特困人员 in full until June, 低保对象 from July, 80,000 a year', () => {
  const identities: Identity[] = [
    { category: '特困人员', from: null, to: '2024-06-30' as Day },
    since('低保对象', '2024-07-01'),
  ];
  const away = { inProvince: false };
  const decideJuly = (march: number, july: number) => {
    const bills = [bill('a', '2024-03-01', march, away), bill('b', '2024-07-05', july, away)];
    const { roots, state } = explained('420500', identities, bills);
    return { last: part(roots[1], 'assistance'), root: roots[1], totals: state.totals };
  };

  test('with enough left, the visit is what it adds to the year of the new class', () => {
    // As 低保对象 30,000 would have come to 6,000 × 70 % + 24,000 × 75 % = 22,200; 1,000 more make 750.
    const { last, totals } = decideJuly(30_000, 1000);
    expect(brief(last)).toEqual(['assistance', '医疗救助', '22950.00 − 22200.00', '750.00']);
    expect(last.steps.map(({ step }) => step)).not.toContain('assistance.left');
    expect(totals).toMatchObject({ assistance: 3_075_000, personal: 25_000 });
  });

  test('what is left of the maximum bounds it, and is shown', () => {
    // 79,000 were paid; 58,950 as 低保对象; 2,000 more would make 1,500, and 1,000 are left.
    const { last, totals, root } = decideJuly(79_000, 2000);
    expect(brief(last)).toEqual(['assistance', '医疗救助', 'min(60450.00 − 58950.00, 1000.00)', '1000.00']);
    expect(last.steps.slice(-2).map(brief)).toEqual([
      ['assistance.earlier', '此前年度累计应救助', '', '58950.00'],
      ['assistance.left', '年度限额余额', '80000.00 − 79000.00', '1000.00'],
    ]);
    expect(root).toMatchObject({ operation: '', result: '1000.00', clause: last.clause });
    expect(totals).toMatchObject({ assistance: 8_000_000, personal: 100_000 });
  });

  test('with nothing left the visit is given nothing', () => {
    const { last, totals } = decideJuly(80_000, 2000);
    expect(brief(last)).toEqual(['assistance', '医疗救助', 'min(61200.00 − 59700.00, 0.00)', '0.00']);
    expect(last.steps.at(-1)).toMatchObject({ operation: '80000.00 − 80000.00', result: '0.00' });
    expect(totals).toMatchObject({ assistance: 8_000_000, personal: 200_000 });
  });

  test('a maximum that just suffices bounds nothing: what the person pays of the bill does', () => {
    // 79,000 were paid; 1,000 are left, and all of 1,000 would be due. An insurer paid 400, the person 600.
    const bills = [
      bill('a', '2024-03-01', 79_000, away),
      bill('b', '2024-04-05', 1000, { ...away, commercialPaid: 40_000 as Fen }),
    ];
    const last = part(explained('420500', identities, bills).roots[1], 'assistance');
    expect(brief(last)).toEqual(['assistance', '医疗救助', 'min(80000.00 − 79000.00, 600.00)', '600.00']);
    expect(last.steps.slice(-2).map(brief)).toEqual([
      ['assistance.earlier', '此前年度累计应救助', '', '79000.00'],
      ['bill.commercialPaid', '普惠型商业健康保险支付', '', '400.00'],
    ]);
  });
});
