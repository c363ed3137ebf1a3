/** 我家能救助多少, worked in the head: 攀枝花 and 宜昌 with an income of 40,000, a monitoring line of 7,500 and a 大病 line of 12,000. */
import type { Answers, Estimate, Estimated } from '@yijiutong/rules/estimate';
import { asksRecognition, estimate, estimateDay } from '@yijiutong/rules/estimate';
import type { Day } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';

import { FIGURES, readDocuments } from '../law.fixture';
import { knowsAll, knowsNothing, packOf, yuan } from './family';

const on = '2024-11-22' as Day;
let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

function estimated(answers: Answers, region = '510400'): Estimated {
  const known: Estimate = estimate(packOf(law, region), answers, on);
  if (known.status !== 'estimated') throw new Error(`expected an estimate, got ${known.status}`);
  return known;
}
const range = (low: number, high: number | null) => ({
  low: yuan(low),
  high: high === null ? null : yuan(high),
});
const codes = ({ next }: Estimate) => next.map(({ code }) => code);

describe('a family that knows everything', () => {
  test('低保 in 攀枝花: 70 % of 7,000, and one amount is both ends', () => {
    const known = estimated(knowsAll);
    expect(known).toMatchObject({
      total: range(4_900, 4_900),
      assistance: range(4_900, 4_900),
      tilt: range(0, 0),
      outpatient: range(0, 0),
      personal: range(3_100, 3_100),
      due: range(4_900, 4_900),
      widenings: [],
      missing: [],
    });
    expect(known.least).toMatchObject({ classTitle: '低保对象', base: yuan(7_000), refusal: null });
    expect(known.least.explanation?.result).toBe('4900.00');
    expect(known.most?.explanation).toEqual(known.least.explanation);
  });

  test('earlier care of the year counts towards the one deductible, and what was received is taken off what is due', () => {
    // 低保边缘: 50 % above 4,000. 7,000 alone bring 1,500; with 3,000 before, 3,000.
    const margin = { ...knowsAll, categories: ['低保边缘家庭成员'] };
    expect(estimated(margin).total).toEqual(range(1_500, 1_500));
    const before = { earlierSelfPaid: yuan(3_000), earlierOutOfScope: yuan(0), aidReceived: yuan(1_000) };
    expect(estimated({ ...margin, ...before })).toMatchObject({
      total: range(3_000, 3_000),
      due: range(2_000, 2_000),
    });
    expect(estimated({ ...margin, ...before, aidReceived: yuan(5_000) }).due).toEqual(range(0, 0));
  });

  test('tilt begins above the monitoring line', () => {
    // 低保 with 40,000 in scope: 28,000, and of the 12,000 that remain half of what is above 7,500.
    const known = estimated({ ...knowsAll, total: yuan(53_000), outOfScope: yuan(1_000) });
    expect(known).toMatchObject({
      assistance: range(28_000, 28_000),
      tilt: range(2_250, 2_250),
      total: range(30_250, 30_250),
      personal: range(10_750, 10_750),
    });
  });

  test('the thresholds that come next', () => {
    const { thresholds } = estimated(knowsAll).least;
    expect(thresholds.map(({ id, left }) => [id, left])).toEqual([
      ['assistance.cap', yuan(65_100)],
      ['outpatient.cap', yuan(800)],
      ['tilt.line', yuan(5_400)],
      ['tilt.cap', yuan(20_000)],
    ]);
  });
});

describe('what is not known widens the range', () => {
  test('the part outside the scope: from nothing to all of it', () => {
    const known = estimated({ ...knowsAll, outOfScope: null });
    expect(known).toMatchObject({
      total: range(0, 5_600),
      personal: range(2_400, 8_000),
      widenings: [{ question: 'outOfScope', by: yuan(5_600) }],
    });
    expect(known.least.facts.outOfScope).toBe(yuan(8_000));
    expect(known.most?.facts.outOfScope).toBe(0);
  });

  test('who the family is: from none of them to the best class', () => {
    const known = estimated({ ...knowsAll, categories: null });
    expect(known.total).toEqual(range(0, 7_000));
    expect(known.most?.classTitle).toBe('特困人员');
    // Of the completions that bring nothing, the one that is nearest to help.
    expect(known.least).toMatchObject({ classTitle: '因病致贫重病患者', refusal: null });
  });

  test('the referral: without it nothing', () => {
    const known = estimated({ ...knowsAll, referred: null });
    expect(known).toMatchObject({
      total: range(0, 4_900),
      widenings: [{ question: 'referred', by: yuan(4_900) }],
    });
    expect(known.least.refusal).toMatchObject({ code: 'not_referred', clause: { article: '第十七条' } });
  });

  test('only the total is known: anything up to it may have been left to the family', () => {
    const known = estimated({ ...knowsAll, insurancePaid: null, outOfScope: yuan(0) });
    expect(known.total).toEqual(range(0, 16_000 - 2_000 + 0));
    expect(known.personal.low).toBe(0);
  });

  test('no amount at all: up to the caps where there are caps, without an end where there are none', () => {
    const nothing = { ...knowsAll, total: null, insurancePaid: null, outOfScope: null };
    expect(estimated(nothing)).toMatchObject({ total: range(0, 90_000), personal: { low: 0, high: null } });
    const orphan = estimated({ ...nothing, categories: ['孤儿'] });
    expect(orphan).toMatchObject({ total: range(0, null), most: null, due: range(0, null) });
    expect(orphan.widenings[0]).toEqual({ question: 'selfPaid', by: null });
    // 70 % of 128,571.43 are the 90,000 of both caps' first: what is explained is the least that reaches the most.
    const { most } = estimated(nothing);
    expect(most?.assumed).toEqual(['selfPaid']);
    expect(most?.facts.selfPaid).toBeLessThan(yuan(200_000));
  });

  test('what was already received: anything up to the whole may still be due', () => {
    const known = estimated({ ...knowsAll, aidReceived: null });
    expect(known.due).toEqual(range(0, 4_900));
    expect(known.widenings).toEqual([{ question: 'aidReceived', by: yuan(4_900) }]);
  });

  test('nothing is known: still an answer, and what to do', () => {
    const known = estimated(knowsNothing);
    expect(known.total).toEqual(range(0, null));
    expect(codes(known)).toEqual(['ask_identity', 'apply_recognition', 'prove_referral', 'bring_papers']);
  });
});

/** How often the ledger looked up the law of a day: once for every year that it replayed. */
function countReplays(region: string): number {
  let replays = 0;
  const pack = packOf(law, region);
  const spans = new Proxy(pack.spans, {
    get(all, name) {
      if (name === Symbol.iterator) replays += 1;
      return Reflect.get(all, name) as unknown;
    },
  });
  expect(estimate({ ...pack, spans }, knowsNothing, on).status).toBe('estimated');
  return replays;
}

test('a phone replays each year once, whatever tells its completions apart', () => {
  for (const region of ['510400', '420500']) {
    const replays = countReplays(region);
    expect(replays).toBeGreaterThan(100);
    expect(replays).toBeLessThan(3_000);
  }
});

describe('recognised within the year', () => {
  // 三类 in 宜昌: 65 % from 3,000 up to the 大病 line of 12,000, 70 % above; 70 % above 7,000 of what then remains.
  const third = { ...knowsAll, categories: ['低保边缘家庭成员'], total: yuan(32_000), outOfScope: yuan(0) };
  const before = { earlierSelfPaid: yuan(30_000), earlierOutOfScope: yuan(0) };

  test('宜昌: when is not known: from nothing to all of it, and the question is named', () => {
    const known = estimated({ ...third, ...before }, '420500');
    expect(known.total).toEqual(range(0, 39_835));
    expect(known.widenings).toEqual([{ question: 'recognised', by: yuan(39_835) }]);
    expect(known.least).toMatchObject({ facts: { recognised: false }, refusal: { code: 'no_class' } });
    expect(known.personal).toEqual(range(50_000 - 39_835, 50_000));
  });

  test('宜昌: all care was after it: one amount; some was before: still a range', () => {
    const whole = { ...third, ...before };
    expect(estimated({ ...whole, recognised: true }, '420500').total).toEqual(range(39_835, 39_835));
    expect(estimated({ ...whole, recognised: false }, '420500').total).toEqual(range(0, 39_835));
  });

  test('宜昌: the one stay was before it: nothing by the year, and what 第十一条 pays on application', () => {
    const known = estimated({ ...third, recognised: false }, '420500');
    expect(known.total).toEqual(range(0, 0));
    // Ten points less, above 5,000: 55 % of 7,000 and 60 % of 8,000.
    expect(known.next).toContainEqual({
      code: 'apply_earlier',
      amount: range(8_650, 8_650),
      relies: [expect.objectContaining({ name: 'criticalIllness.deductible' })],
      clause: { document: 'yichang-major-illness-2022', article: '第十一条' },
    });
  });

  test('攀枝花 counts the year again: when it was changes nothing, and nobody is asked', () => {
    for (const recognised of [true, false, null]) {
      expect(estimated({ ...knowsAll, recognised })).toMatchObject({
        total: range(4_900, 4_900),
        widenings: [],
      });
    }
    const asks = ['510400', '420500'].map((region) => {
      const policy = packOf(law, region).spans[0]?.policy;
      return policy !== null && policy !== undefined && asksRecognition(policy);
    });
    expect(asks).toEqual([false, true]);
  });
});

describe('what to do next', () => {
  test('who is owed money applies for it, and hears of the premium and of the deposit', () => {
    const known = estimated(knowsAll);
    expect(codes(known)).toEqual(['apply_reimbursement', 'deposit_waiver']);
    expect(known.next[0]?.amount).toEqual(range(4_900, 4_900));
  });

  test('the premium subsidy is named where the premium of the year is known', () => {
    const pack = packOf(law, '510400', 2024, { ...FIGURES, premium: '400.00' } as typeof FIGURES);
    const known = estimate(pack, knowsAll, on);
    expect(known.next).toContainEqual({
      code: 'premium_subsidy',
      amount: range(300, 300),
      relies: [expect.objectContaining({ name: 'premium', year: 2024, status: 'supplied' })],
      clause: { document: 'panzhihua-2023', article: '第六条' },
    });
  });

  test('who is in no class applies for recognition, and hears what it can bring', () => {
    // 因病致贫: 50 % above 10,000 in 攀枝花, and half of what then remains above 7,500; in 宜昌, for what lies behind, 45 % above 5,000 (第十一条).
    const nobody = { ...knowsAll, categories: [], total: yuan(29_000) };
    const here = estimated(nobody);
    expect(here.total).toEqual(range(0, 0));
    expect(here.next).toEqual([
      {
        code: 'apply_recognition',
        amount: range(5_750, 5_750),
        relies: [
          {
            name: 'residentIncome',
            year: 2023,
            title: '居民人均可支配收入',
            status: 'supplied',
            source: '随案提供',
          },
          {
            name: 'monitoringLine',
            year: 2024,
            title: '防止返贫监测收入标准',
            status: 'supplied',
            source: '随案提供',
          },
        ],
        clause: { document: 'panzhihua-2023', article: '第四条（六）' },
      },
    ]);
    const there = estimated(nobody, '420500');
    // 45 % of 7,000 up to the 大病 line of 12,000, 50 % of the 4,000 above it.
    expect(there.next).toContainEqual(
      expect.objectContaining({ code: 'apply_recognition', amount: range(5_150, 5_150) }),
    );
  });

  test('宜昌: no deposit, but the deductible of the hospital, of which no one figure is told', () => {
    expect(estimated({ ...knowsAll, recognised: true }, '420500').next).toContainEqual({
      code: 'deposit_deductible',
      amount: null,
      relies: [],
      clause: { document: 'yichang-major-illness-2022', article: '第十九条' },
    });
  });

  test('in no class and not referred: both are told, and no amount of nothing', () => {
    const known = estimated({ ...knowsAll, categories: [], referred: false }, '420500');
    expect(codes(known)).toEqual(['apply_recognition', 'ask_referral']);
    expect(known.next.map(({ amount }) => amount)).toEqual([null, null]);
  });

  test('an amount of a step says which statistics it rests on', () => {
    const known = estimated(knowsAll);
    expect(known.next[0]?.relies).toEqual(known.relies);
  });

  test('care without a referral: what it would have brought is said', () => {
    const known = estimated({ ...knowsAll, referred: false });
    expect(known.total).toEqual(range(0, 0));
    expect(known.next[0]).toMatchObject({ code: 'ask_referral', amount: range(4_900, 4_900) });
  });

  test('who got everything and belongs to nobody has nothing to do, and is told so', () => {
    const known = estimated({ ...knowsAll, categories: ['因病致贫重病患者'], total: yuan(13_000) });
    expect(known.total).toEqual(range(0, 0));
    expect(codes(known)).toEqual(['nothing_to_do']);
  });
});

describe('where the law gives no figure, no figure is given', () => {
  test.each([
    ['450200', '桂政办发〔2022〕5号'],
    ['440000', '统筹地区人民政府'],
    ['440100', '统筹地区人民政府'],
  ])('%s names %s', (region, deferredTo) => {
    const known = estimate(packOf(law, region), { ...knowsAll, categories: [] }, on);
    expect(known).toMatchObject({ status: 'no_figures', missing: [{ what: 'figure', deferredTo }] });
    expect(codes(known)).toEqual(['ask_authority']);
  });

  test('a missing figure of tilt leaves the rest: the amounts are without it, and say so', () => {
    const pack = packOf(law, '510400', 2024, { residentIncome: '40000.00' } as typeof FIGURES);
    expect(estimate(pack, knowsAll, on)).toMatchObject({
      status: 'estimated',
      total: range(4_900, 4_900),
      tilt: null,
      missing: [{ name: 'monitoringLine' }],
    });
  });

  test('a missing income stops whoever depends on it, and nobody else', () => {
    const pack = packOf(law, '510400', 2024, { monitoringLine: '7500.00' } as typeof FIGURES);
    expect(estimate(pack, { ...knowsAll, categories: ['低保边缘家庭成员'] }, on)).toMatchObject({
      status: 'no_figures',
      missing: [{ name: 'residentIncome', year: 2023 }],
    });
    expect(estimate(pack, knowsAll, on).status).toBe('estimated');
  });

  test('a day before the first document', () => {
    const early = '2023-01-31' as Day;
    expect(estimate(packOf(law, '510400', 2023), knowsAll, early)).toEqual({
      status: 'not_in_force',
      next: [{ code: 'ask_authority', amount: null, relies: [], clause: null }],
    });
  });
});

test('a category that the document does not know, and more paid than charged, are refused', () => {
  const pack = packOf(law, '510400');
  expect(() => estimate(pack, { ...knowsAll, categories: ['事实无人抚养儿童'] }, on)).toThrow(
    '事实无人抚养儿童',
  );
  expect(() => estimate(pack, { ...knowsAll, insurancePaid: yuan(20_001) }, on)).toThrow(
    'cannot have paid more',
  );
});

test.each([
  ['2024-03-05', '2024-03-05'],
  ['2023-12-31', '2024-01-01'],
  ['2025-01-01', '2024-12-31'],
])('a pack of 2024 seen on %s speaks of %s', (today, day) => {
  expect(estimateDay(packOf(law, '510400'), today as Day)).toBe(day);
});
