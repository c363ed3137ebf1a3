/** What a resident is told of money: what was given was given, and what a line counts is not all that was paid. */
import type { Day, Fen } from '@yijiutong/rules/kernel';
import type { Bill, Identity } from '@yijiutong/rules/ledger';
import { replayYear } from '@yijiutong/rules/ledger';
import type { Law } from '@yijiutong/rules/policy';
import { tellResident } from '@yijiutong/rules/words';

import { always, bill, readDocuments, yearOfLaw } from '../law.fixture.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

function tell(region: string, identities: readonly Identity[], bills: readonly Bill[]) {
  const context = { ...yearOfLaw(law, region, 2024, identities), explain: true };
  const { decisions, topUps, state } = replayYear(context, bills);
  const trees = [
    ...decisions.map(({ outcome }) => outcome),
    ...topUps.map((topUp) => ({ status: 'granted' as const, ...topUp })),
  ];
  const told = trees.map((of) =>
    of.status === 'granted' && of.explanation !== null
      ? tellResident(of.explanation).map(({ sentence }) => sentence.replaceAll('\u00a0', ' '))
      : [],
  );
  return { told, topUps, totals: state.totals };
}

const turn = (from: string, to: string): Identity[] => [
  { category: from, from: null, to: '2024-06-30' as Day },
  { category: to, from: '2024-07-01' as Day, to: null },
];
const GIVEN = /已经帮了|帮过的 |还没帮过|以前帮过/;

describe('after a change of class', () => {
  const stays = [bill('a', '2024-03-01', 20_000), bill('b', '2024-08-01', 10_000)];

  test('宜昌 三类 → 二类: what the earlier bill comes to now is not told as what was given', () => {
    const { told } = tell('420500', turn('低保边缘家庭成员', '低保对象'), stays);
    expect(told[1]?.filter((sentence) => GIVEN.test(sentence))).toEqual([]);
    // 二类: 6,000 × 70 % + 14,000 × 75 %
    expect(told[1]).toContain('今年在这张账单以前的，按您这一类算，该帮 14,700.00 元。');
  });

  test('攀枝花 特困 → 低保: nor what is left to pay as what the person has to pay', () => {
    const { told } = tell('510400', turn('特困人员', '低保对象'), stays);
    expect(told[1]?.filter((sentence) => GIVEN.test(sentence))).toEqual([]);
    expect(told[1]?.join('')).not.toContain('您今年还要付');
  });

  test('攀枝花 低保边缘 → 低保: what a recognition says was given, was given', () => {
    const [stay] = stays;
    const { told, totals, topUps } = tell('510400', turn('低保边缘家庭成员', '低保对象'), [stay!]);
    const paid = totals.assistance + totals.tilt - topUps[0]!.amount;
    const [text] = /(?<=已经帮了 )[\d,.]+\d/.exec(told[1]!.join(''))!;
    expect(Number(text.replaceAll(',', '')) * 100).toBe(paid);
  });
});

test('no earlier bill: nothing in each part, in the same words', () => {
  const { told } = tell('510400', [always('低保对象')], [bill('a', '2024-03-01', 20_000)]);
  expect(told[0]).toContain('今年在这张账单以前的，按您这一类算，没有该帮的。');
  expect(told[0]).toContain('今年在这张账单以前的，按您这一类算，没有该再帮的。');
});

test('a bill with money out of scope: no sentence gives in-scope money as all that was paid', () => {
  const own = { outOfScope: 200_000 as Fen };
  for (const region of ['510400', '420500']) {
    const { told } = tell(region, [always('低保对象')], [bill('a', '2024-03-01', 32_000, own)]);
    const paid = told[0]!.filter((sentence) => /您自己掏|您先自己付|您一年还要付|还剩/.test(sentence));
    expect(paid.length).toBeGreaterThan(2);
    expect(paid.filter((sentence) => !sentence.includes('医保能报的部分里'))).toEqual([]);
  }
});

test('two ratios are told with the line between them', () => {
  const { told } = tell('420500', [always('低保对象')], [bill('a', '2024-03-01', 20_000)]);
  expect(told[0]).toContain(
    '从年初到这张账单，医保能报的部分里，您自己掏了 20,000.00 元。您这一类，6,000.00 元以内帮 70%，超过的帮 75%，一共该帮 14,700.00 元。',
  );
});
