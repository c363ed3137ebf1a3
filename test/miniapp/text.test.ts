import {
  claimReply,
  claimState,
  correctionReason,
  errorCodes,
  excuseReason,
} from '@yijiutong/rules/contract';

import { deskFailures } from '../../miniapp/src/packages/staff/desk-failures';
import {
  claimableWords,
  claimName,
  claimStates,
  correctionReasons,
  dueWords,
  excuseReasons,
  injuryWords,
  spaceNumber,
} from '../../miniapp/src/text/claim';
import { claimEvents } from '../../miniapp/src/text/claim-life';
import {
  findDay,
  formatDay,
  formatFullDay,
  formatMoment,
  greeting,
  today,
} from '../../miniapp/src/text/date';
import { failureWords, learnFailures, wordsFor } from '../../miniapp/src/text/failures';
import {
  findMoney,
  formatAmount,
  formatYuan,
  isAboveZero,
  percentOf,
  sumOf,
} from '../../miniapp/src/text/money';
import { missingWords, refusalWords } from '../../miniapp/src/text/states';
import { findNextThreshold } from '../../miniapp/src/text/thresholds';

test('where the document does not say which class counts, nobody is told to wait for a figure', () => {
  const missing = { what: 'figure', name: 'severalClasses', deferredTo: null } as Parameters<
    typeof missingWords
  >[0];
  const { why, next } = missingWords(missing);
  expect(why).toBe('文件没有写：有几种身份的人，按哪一种算。');
  expect(next).toContain('问当地医保局');
  expect(why + next).not.toContain('公布');
});

describe('money', () => {
  test.each([
    ['0.00', '0.00'],
    ['62.05', '62.05'],
    ['999.99', '999.99'],
    ['1240.00', '1,240.00'],
    ['9000000000.00', '9,000,000,000.00'],
    ['-1350.00', '−1,350.00'],
  ])('%s is shown as %s', (money, shown) => {
    expect(formatAmount(money)).toBe(shown);
    expect(formatYuan(money)).toBe(`${shown}\u00a0元`);
  });

  test('sums are exact where binary fractions are not', () => {
    expect(sumOf(['0.10', '0.20'])).toBe('0.30');
    expect(sumOf(['38460.20', '3200.00', '7800.00', '0.00', '14270.30'])).toBe('63730.50');
    expect(sumOf([])).toBe('0.00');
    expect(sumOf(['0.05', '-0.10'])).toBe('-0.05');
  });

  test('a bar is never past its ends, and something is never nothing', () => {
    expect(percentOf('1.00', '100000.00')).toBe(1);
    expect(percentOf('0.00', '100.00')).toBe(0);
    expect(percentOf('250.00', '100.00')).toBe(100);
    expect(percentOf('5.00', '0.00')).toBe(0);
  });

  test.each([
    ['1240', '1240.00'],
    ['1,240.5', '1240.50'],
    [' 62.05 元', '62.05'],
    ['007.10', '7.10'],
    ['0.01', '0.01'],
    ['0', null],
    ['0.00', null],
    ['12.345', null],
    ['12,5', null],
    ['1,2400', null],
    ['1，240', '1240.00'],
    ['-5', null],
    ['1e3', null],
    ['一百', null],
    ['', null],
    ['123456789', null],
  ])('typed as “%s” it is %s', (typed, money) => expect(findMoney(typed)).toBe(money));

  test('only what is above zero can be claimed', () => {
    expect(['0.01', '0.00', '-0.01', null].map(isAboveZero)).toEqual([true, false, false, false]);
  });
});

describe('days', () => {
  test('a day of this year needs no year, another one does', () => {
    expect(formatDay('2026-03-05', '2026-11-21')).toBe('3月5日');
    expect(formatDay('2025-12-30', '2026-11-21')).toBe('2025年12月30日');
    expect(formatFullDay('2026-03-05')).toBe('2026年3月5日');
  });

  test.each([
    ['20260305', '2026-03-05'],
    [' 20240229 ', '2024-02-29'],
    ['2026-3-5', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['2026.03.05', '2026-03-05'],
    ['20250229', null],
    ['20261301', null],
    ['2026035', null],
    ['昨天', null],
    ['', null],
  ])('typed as “%s” it is %s', (typed, day) => expect(findDay(typed)).toBe(day));

  test('a moment is told in Beijing time, over midnight and new year too', () => {
    expect(formatMoment('2026-03-05T01:02:03.000Z', '2026-11-21T00:00:00.000Z')).toBe('3月5日 09:02');
    expect(formatMoment('2025-12-31T16:30:00.000Z', '2026-01-01T08:00:00.000Z')).toBe('1月1日 00:30');
    expect(today('2026-11-20T16:00:00.000Z')).toBe('2026-11-21');
  });

  test('the greeting follows the clock in China', () => {
    expect(greeting('2026-11-21T00:00:00.000Z')).toBe('早上好');
    expect(greeting('2026-11-21T04:00:00.000Z')).toBe('中午好');
    expect(greeting('2026-11-21T08:00:00.000Z')).toBe('下午好');
    expect(greeting('2026-11-21T14:00:00.000Z')).toBe('晚上好');
  });
});

describe('words for failures', () => {
  test('every code of the contract has its own', () => {
    const all = { ...failureWords, ...deskFailures };
    expect(errorCodes.filter((code) => !(code in all))).toEqual([]);
    for (const { title, next } of Object.values(all)) {
      expect(title).toMatch(/[\u4e00-\u9fff]/);
      expect(next).toMatch(/。$/);
    }
  });

  test('those of the desk are there as soon as its pages are', () => {
    learnFailures(deskFailures);
    expect(wordsFor('same_hands')).toEqual(deskFailures.same_hands);
    expect(wordsFor('not_found')).toEqual(failureWords.not_found);
  });

  test('a code from a newer server still gets words', () => {
    expect(wordsFor('a_code_of_next_year')).toEqual(failureWords.internal_error);
  });
});

describe('words for claims', () => {
  const events = claimReply.shape.timeline.element.shape.kind.options;

  test('every state, event and reason of the contract has its own', () => {
    expect(Object.keys(claimStates).sort()).toEqual([...claimState.options].sort());
    expect(Object.keys(claimEvents).sort()).toEqual([...events].sort());
    expect(Object.keys(excuseReasons).sort()).toEqual([...excuseReason.options].sort());
    expect(Object.keys(correctionReasons).sort()).toEqual([...correctionReason.options].sort());
    for (const { why, next } of Object.values(correctionReasons)) {
      expect(why).toMatch(/[\u4e00-\u9fff]{3}/);
      expect(next).toMatch(/。$/);
    }
  });

  test('the day of the answer, and what starts the count again', () => {
    const due = { workingDays: 10, workingDaysProvisional: false, on: '2026-12-04', provisional: false };
    expect(dueWords(due, '2026-11-21')).toBe('最迟 12月4日前有结果（10 个工作日）');
    expect(dueWords({ ...due, workingDaysProvisional: true }, '2026-11-21')).toBe(
      '一般 12月4日前有结果（10 个工作日，以当地为准）',
    );
    expect(dueWords({ ...due, on: '2027-01-06' }, '2026-12-21')).toContain('2027年1月6日');
    expect(dueWords({ ...due, on: null }, '2026-11-21')).toContain('重新算 10 个工作日');
  });

  test('a claim has a name, a number that can be read aloud, and honest amounts', () => {
    expect(claimName('米易县人民医院', 1)).toBe('米易县人民医院');
    expect(claimName('米易县人民医院', 3)).toBe('米易县人民医院等 3 张账单');
    expect(claimName(null, 1)).toBe('看病的医院');
    expect(spaceNumber('JZ202611210000017')).toBe('JZ 2026 1121 0000 017');
    expect(claimableWords('800.00')).toContain('800.00');
    expect(claimableWords('0.00')).toContain('领不到钱');
    expect(claimableWords(null)).toContain('看了材料才知道');
    expect([true, false, null].map(injuryWords)).toEqual([
      '是受伤看的病',
      '不是受伤看的病',
      '还没有说是不是受伤看的病',
    ]);
  });
});

describe('refused and incomplete', () => {
  test('a refusal says why and what to do', () => {
    expect(refusalWords('not_referred').why).toBe('这次没有按规定转诊。');
    expect(refusalWords('a_code_of_next_year').next).toContain('12393');
  });

  test('a missing fact sends to the hospital, a missing figure names whom it waits for', () => {
    const at = { region: '510400', day: '2026-03-05' };
    const fact = missingWords({ ...at, what: 'fact', name: 'referred', deferredTo: null });
    expect(fact.why).toBe('账单上没写：是不是按规定转诊。');
    expect(fact.next).toContain('医院');
    const figure = missingWords({ ...at, what: 'figure', name: 'tilt', deferredTo: '各县（区）人民政府' });
    expect(figure.next).toContain('“各县（区）人民政府”');
  });
});

describe('how far it is', () => {
  const line = {
    id: 'assistance.deductible' as const,
    label: '年度救助起付标准',
    clause: null,
    kind: 'floor' as const,
    at: '2350.00',
    reached: '1050.00',
    left: '1300.00',
    ratio: '65%',
    illustrative: false,
  };
  const cap = { ...line, id: 'assistance.cap' as const, kind: 'ceiling' as const, at: '70000.00' };

  test('the next one is help that has not begun, then the ceiling', () => {
    expect(findNextThreshold([cap, line])).toBe(line);
    expect(findNextThreshold([{ ...line, left: '0.00' }, cap])).toBe(cap);
    expect(findNextThreshold([])).toBeUndefined();
  });
});
