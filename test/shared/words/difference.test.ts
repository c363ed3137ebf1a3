/** N9: every cause with real decisions of the ledger; what is said to have been done adds up to the difference. */
import type { Fen } from '@yijiutong/rules/kernel';
import { replayYear } from '@yijiutong/rules/ledger';
import type { Bill, Identity } from '@yijiutong/rules/ledger';
import { compileYear } from '@yijiutong/rules/policy';
import type { Insurance, Law } from '@yijiutong/rules/policy';
import { CAUSES, tellDifference, tellTopUp } from '@yijiutong/rules/words';
import type { DecisionView } from '@yijiutong/rules/words';

import { FIGURES, always, bill, readDocuments } from '../law.fixture.ts';
import { findJargon } from './jargon.ts';

let law: Law;
beforeAll(async () => {
  law = await readDocuments();
});

type Setting = {
  region?: string;
  bills: readonly Bill[];
  identities?: readonly Identity[];
  insurance?: Insurance;
  figures?: Readonly<Record<string, string>>;
  title?: string | null;
};

/** The decision on one bill of a year, as it is told from. */
function decide(id: string, setting: Setting): DecisionView {
  const {
    region = '510400',
    bills,
    identities = [always('低保边缘家庭成员')],
    insurance = 'resident',
  } = setting;
  const own = bills.find((one) => one.id === id)!;
  const year = Number(own.on.slice(0, 4));
  const policy = compileYear(law, { region, year, overrides: { ...FIGURES, ...setting.figures } });
  const context = { policy, identities, insurance, explain: true };
  const sameYear = bills.filter(({ on }) => on.startsWith(String(year)));
  const { outcome, documents } = replayYear(context, sameYear).decisions.find(({ billId }) => billId === id)!;
  const [document] = documents;
  return {
    billId: id,
    on: own.on,
    outcome: outcomeOf(outcome),
    explanation: outcome.status === 'granted' ? outcome.explanation : null,
    document: document === undefined ? null : { ...document, title: setting.title ?? null },
    bill: own,
    insurance,
  };
}

function outcomeOf(
  outcome: ReturnType<typeof replayYear>['decisions'][number]['outcome'],
): DecisionView['outcome'] {
  switch (outcome.status) {
    case 'granted':
      return { status: 'granted', classTitle: outcome.value.classTitle, granted: outcome.value.granted };
    case 'refused':
      return { status: 'refused', code: outcome.code };
    case 'incomplete':
      return { status: 'incomplete', missing: outcome.missing };
  }
}

const met = new Set<string>();
/** What was told, without the spaces that never break; held against the jargon and against the difference. */
function tell(before: DecisionView, after: DecisionView) {
  const { change, causes } = tellDifference(before, after);
  const granted = (view: DecisionView) => (view.outcome.status === 'granted' ? view.outcome.granted : 0);
  expect(change).toBe(granted(after) - granted(before));
  const given = causes.map(({ amount }) => amount).filter((amount) => amount !== null);
  if (given.length > 0) expect(given.reduce((sum, amount) => sum + amount, 0)).toBe(change);
  for (const { cause, sentence } of causes) {
    met.add(cause);
    expect([sentence, findJargon(sentence)]).toEqual([sentence, []]);
    expect(sentence).toMatch(/[^。]。$/);
  }
  return causes.map(({ cause, amount, sentence }) => [cause, amount, sentence.replaceAll('\u00a0', ' ')]);
}

const one = [bill('a', '2024-03-01', 10_000)];

describe('the same bill again', () => {
  test('another class: its figures, and what they did', () => {
    const after = decide('a', { bills: one, identities: [always('低保对象')] });
    expect(tell(decide('a', { bills: one }), after)).toEqual([
      [
        'class',
        400_000,
        '您算的类从“低保边缘家庭成员”变成“低保对象”：先自己付的一段从 4,000.00 元变成 0.00 元，帮的比例从 50%变成 70%，所以多了 4,000.00 元。',
      ],
    ]);
  });

  test('the statistic of the year', () => {
    const figures = { residentIncome: '30000.00' };
    expect(tell(decide('a', { bills: one }), decide('a', { bills: one, figures }))).toEqual([
      [
        'statistic',
        50_000,
        '办法里用到的本地居民一年的人均收入变了：先自己付的一段从 4,000.00 元变成 3,000.00 元，所以多了 500.00 元。',
      ],
    ]);
  });

  test('the hospital corrected the amounts', () => {
    const corrected = [bill('a', '2024-03-01', 10_000, { basicPaid: 200_000 as Fen })];
    expect(tell(decide('a', { bills: one }), decide('a', { bills: corrected }))).toEqual([
      [
        'bill_corrected',
        -100_000,
        '医院改了账单：基本医保报的从 0.00 元变成 2,000.00 元，医保能报的部分里，您自己掏的从 10,000.00 元变成 8,000.00 元，所以少了 1,000.00 元。',
      ],
    ]);
  });

  test('a bill that came late and stands before it has used up the deductible', () => {
    const late = [...one, bill('b', '2024-02-01', 5000)];
    expect(tell(decide('a', { bills: one }), decide('a', { bills: late }))).toEqual([
      // 2,000.00 of assistance, and 1,000.00 of tilt: what remains of the year is 9,500.00 now, above 7,500.00.
      ['deductible_used', 300_000, '先自己付的 4,000.00 元，前面的账单已经付满了，所以多了 3,000.00 元。'],
    ]);
  });

  test('a bill before it was taken back', () => {
    const earlier = [bill('b', '2024-02-01', 1000), ...one];
    expect(tell(decide('a', { bills: earlier }), decide('a', { bills: one }))).toEqual([
      [
        'earlier_bills',
        -50_000,
        '这张账单前面，医保能报的部分里，您今年自己掏的从 1,000.00 元变成 0.00 元，所以少了 500.00 元。',
      ],
    ]);
  });

  test('the year’s ceiling, used by a bill that came late', () => {
    const late = [bill('b', '2024-02-01', 140_000, { referred: true }), ...one];
    const shut = (bills: readonly Bill[]) => bills.map((each) => ({ ...each, inProvince: false }));
    const [before, after] = [decide('a', { bills: shut(one) }), decide('a', { bills: shut(late) })];
    expect(tell(before, after)).toEqual([
      ['deductible_used', 200_000, expect.any(String)],
      ['cap', -300_000, '今年能帮的用到顶了，一年最多 70,000.00 元，所以少了 3,000.00 元。'],
    ]);
  });

  test('a ceiling that is no longer in the way', () => {
    const bills = [bill('b', '2024-02-01', 140_000), ...one].map((each) => ({ ...each, inProvince: false }));
    const told = tell(decide('a', { bills }), decide('a', { bills: bills.slice(1) }));
    expect(told).toContainEqual([
      'cap',
      300_000,
      '上次被一年最多帮多少卡住，这次卡得少了，所以多了 3,000.00 元。',
    ]);
  });

  test('treated inside the province after all: helped once more', () => {
    const far = [bill('a', '2024-03-01', 30_000, { inProvince: false })];
    const near = [bill('a', '2024-03-01', 30_000)];
    expect(tell(decide('a', { bills: far }), decide('a', { bills: near }))).toEqual([
      ['referral', 475_000, '这次按规定转诊、又在省里看病，可以再帮一次，所以多了 4,750.00 元。'],
    ]);
    expect(tell(decide('a', { bills: near }), decide('a', { bills: far }))).toEqual([
      ['referral', -475_000, '这次不在省里看病，不能再帮一次，所以少了 4,750.00 元。'],
    ]);
  });

  test('another insurance moves the line between the tiers', () => {
    const bills = [bill('a', '2024-03-01', 20_000)];
    const setting = { region: '420500', bills, identities: [always('低保对象')] };
    const told = tell(decide('a', setting), decide('a', { ...setting, insurance: 'employee' }));
    expect(told.map(([cause]) => cause)).toEqual(['insurance']);
    expect(told[0]?.[2]).toContain('帮得更多的线从 6,000.00 元变成 12,000.00 元');
  });

  test('the document was revised, or is another', () => {
    const before = decide('a', { bills: one });
    const poorer = decide('a', { bills: one, identities: [always('低保对象')] });
    const revised: DecisionView = {
      ...poorer,
      outcome: { ...poorer.outcome, classTitle: '低保边缘家庭成员' } as DecisionView['outcome'],
      document: { ...before.document!, revision: 'later', title: '实施细则' },
    };
    expect(tell(before, revised)[0]?.slice(0, 2)).toEqual(['document', 400_000]);
    expect(tell(before, revised)[0]?.[2]).toContain('《实施细则》里的数改过了：先自己付的一段');
    const other = { ...revised, document: { id: 'another', revision: '1', title: null } };
    expect(tell(before, other)[0]?.[2]).toContain('换成按救助办法算了');
  });

  test('two causes at once are told apart, each with its own amount', () => {
    const bills = [bill('b', '2024-02-01', 1000), bill('a', '2024-03-01', 12_000)];
    const after = decide('a', { bills, identities: [always('低保对象')] });
    expect(tell(decide('a', { bills: one }), after).map(([cause, amount]) => [cause, amount])).toEqual([
      ['bill_corrected', 125_000],
      ['earlier_bills', 25_000],
      ['class', 390_000],
    ]);
  });

  test('class and document at once: one sentence each, and that they cannot be told apart', () => {
    const before = decide('a', { bills: one });
    const after = decide('a', { bills: one, identities: [always('低保对象')] });
    const told = tell(before, { ...after, document: { ...after.document!, revision: 'later' } });
    expect(told.map(([cause, amount]) => [cause, amount])).toEqual([
      ['class', 400_000],
      ['document', null],
    ]);
    expect(told[1]?.[2]).toContain('分不开');
  });

  test('nothing that matters changed', () => {
    expect(tell(decide('a', { bills: one }), decide('a', { bills: one }))).toEqual([
      ['same', 0, '算出来和上次一样。'],
    ]);
  });

  test('a correction that moves nothing is still told', () => {
    const corrected = [bill('a', '2024-03-01', 10_500, { outOfScope: 50_000 as Fen })];
    const told = tell(decide('a', { bills: one }), decide('a', { bills: corrected }));
    expect(told).toEqual([['bill_corrected', 0, expect.stringContaining('钱数没有变。')]]);
  });
});

describe('help that began, ended or waits', () => {
  const granted = () => decide('a', { bills: one });
  const of = (facts: Partial<Bill>, identities = [always('低保边缘家庭成员')]) =>
    decide('a', { bills: [bill('a', '2024-03-01', 10_000, facts)], identities });

  test.each<[string, () => DecisionView, string, string]>([
    [
      'recognised',
      () => of({}, []),
      '看病那天您已经是救助对象，上次还没有算进来，',
      '看病那天，您不是救助对象，',
    ],
    [
      'referral',
      () => of({ referred: false }),
      '上次没有按规定转诊，现在有转诊了，',
      '这次看病没有按规定转诊，',
    ],
    [
      'designated',
      () => of({ designated: false }),
      '看病的医院，现在查到是医保定点医院，',
      '看病的医院，现在查到不是医保定点医院，',
    ],
    [
      'kind',
      () => of({ kind: 'other' }),
      '这一类看病的费用，上次不在救助里，现在在了，',
      '这一类看病的费用，不在救助里，',
    ],
    [
      'supplied',
      () => of({ referred: null }),
      '上次还缺“是不是按规定转诊”，现在有了，',
      '还缺“是不是按规定转诊”，没有算完，',
    ],
  ])('%s', (cause, other, gone, came) => {
    expect(tell(other(), granted())).toEqual([[cause, 300_000, `${gone}所以多了 3,000.00 元。`]]);
    const back = cause === 'recognised' ? 'not_recognised' : cause === 'supplied' ? 'missing' : cause;
    expect(tell(granted(), other())).toEqual([[back, -300_000, `${came}所以少了 3,000.00 元。`]]);
  });

  test('one obstacle in place of another', () => {
    const told = tell(of({ referred: false }), of({}, []));
    // Class is looked at after the referral, and the referral may be unstated now: nothing is known of it.
    expect(told).toEqual([['not_recognised', 0, '看病那天，您不是救助对象，钱数没有变。']]);
  });

  test('reversed, and settled again', () => {
    const reversed: DecisionView = { ...granted(), outcome: { status: 'reversed' }, explanation: null };
    expect(tell(granted(), reversed)).toEqual([
      ['reversed', -300_000, '医院把这张账单退了费，不再算救助，所以少了 3,000.00 元。'],
    ]);
    expect(tell(reversed, granted())).toEqual([
      ['restored', 300_000, '上次这张账单退了费，现在又重新算，所以多了 3,000.00 元。'],
    ]);
  });

  test('a refusal of a newer server, a document that came, a class that is not given it, an application', () => {
    const refused = (code: string): DecisionView => ({
      ...granted(),
      outcome: { status: 'refused', code },
      explanation: null,
    });
    const cause = (code: string) => tell(refused(code), granted())[0]?.[0];
    expect(
      ['a_code', 'not_in_force', 'class_not_covered', 'not_applied', 'unknown_category'].map(cause),
    ).toEqual(['document', 'document', 'class', 'applied', 'recognised']);
  });
});

describe('two bills of a person', () => {
  test('another visit in the same year', () => {
    const bills = [...one, bill('b', '2024-06-01', 2000)];
    expect(
      tell(decide('a', { bills }), decide('b', { bills })).map(([cause, amount]) => [cause, amount]),
    ).toEqual([
      ['another_bill', -300_000],
      ['deductible_used', 125_000],
    ]);
  });

  test('a visit of the next year begins from nothing', () => {
    const bills = [bill('z', '2024-02-01', 4000), ...one, bill('n', '2025-03-01', 10_000)];
    const told = tell(decide('a', { bills }), decide('n', { bills }));
    expect(told).toContainEqual([
      'new_year',
      -275_000,
      '2025 年从头算起：这张账单前面，医保能报的部分里，您今年自己掏的从 4,000.00 元变成 0.00 元，所以少了 2,750.00 元。',
    ]);
  });

  test('ordinary outpatient care beside a hospital stay', () => {
    const bills = [...one, bill('o', '2024-05-01', 500, { kind: 'ordinary_outpatient' })];
    const identities = [always('低保对象')];
    expect(tell(decide('a', { bills, identities }), decide('o', { bills, identities }))).toEqual([
      ['kind', -665_000, '两次算的不是一类看病的费用，所以少了 6,650.00 元。'],
    ]);
  });
});

test('a tree that holds what is not known here is never taken apart', () => {
  const before = decide('a', { bills: one });
  const later = decide('a', { bills: one, identities: [always('低保对象')] });
  const odd = { ...later.explanation!, result: '6999.99' };
  const after: DecisionView = { ...later, explanation: odd };
  expect(tell(before, after).map(([cause, amount]) => [cause, amount])).toEqual([['class', 400_000]]);
  const same: DecisionView = { ...before, explanation: { ...before.explanation!, result: '1.00' } };
  expect(tell(same, before)).toEqual([['together', 0, '从记下来的数里看不出原因，钱数没有变。']]);
});

test('a recognition that made an earlier bill good says so, without an amount of the bill’s own', () => {
  const { cause, sentence, amount } = tellTopUp('2024-07-01', 314_600, null);
  met.add(cause);
  expect([amount, findJargon(sentence)]).toEqual([null, []]);
  expect(sentence.replaceAll('\u00a0', ' ')).toBe(
    '2024年7月1日您被认定以后，今年前面的账单按新身份重新算，一共补 3,146.00 元。',
  );
});

test('every cause was met', () => {
  expect(CAUSES.filter((cause) => !met.has(cause))).toEqual([]);
});
