import {
  beginFigures,
  checkFigures,
  moneyFields,
  personalOf,
  readMoney,
  treatedInOf,
  type FiguresDraft,
} from '../../miniapp/src/packages/staff/case/figures';
import { frameOf, stepZoom, turnRight } from '../../miniapp/src/packages/staff/case/stage-size';
import { clockWords, sortActs } from '../../miniapp/src/packages/staff/case-words';
import { paperBill } from './claim-replies';
import { desk } from './staff-case-replies';

describe('the clock in words', () => {
  const today = '2026-11-22';
  test.each([
    [{ daysLeft: 3 }, '本步 11月26日前办完，还剩 3 个工作日', 'warm'],
    [{ daysLeft: 4 }, '本步 11月26日前办完，还剩 4 个工作日', 'green'],
    [{ daysLeft: 0 }, '本步 11月26日前办完，就是今天', 'warm'],
    [{ daysLeft: null }, '本步 11月26日前办完', 'green'],
    [{ overdue: true, daysLeft: -2 }, '已超期 2 个工作日', 'red'],
    [{ overdue: true, daysLeft: null }, '已超期', 'red'],
    [{ stepDueOn: null, dueOn: null, daysLeft: null }, '没有办理时限', 'quiet'],
    [{ stepDueOn: null, daysLeft: 9 }, '本步 12月4日前办完，还剩 9 个工作日', 'green'],
    [{ state: 'waits', daysLeft: 7 }, '计时已停，不算在办理时限里，停在还剩 7 个工作日', 'quiet'],
    [{ state: 'over', daysLeft: null }, '不再计时', 'quiet'],
  ] as const)('%j', (change, words, tone) => {
    expect(clockWords({ ...desk.clock, ...change }, today)).toEqual({ words, tone });
  });
});

test('the step itself stands before what mends it or sends it back', () => {
  const acts = (['return', 'ask_correction', 'review'] as const).map((act) => ({ act }));
  expect(sortActs(acts).map(({ act }) => act)).toEqual(['review', 'ask_correction', 'return']);
});

describe('a photo on its stage', () => {
  const size = { width: 1500, height: 2000 };

  test('is as wide as the stage times the zoom', () => {
    const { frame, photo } = frameOf(size, 2, 0);
    expect(frame).toEqual({ width: '200%', paddingTop: '266.67%' });
    expect(photo).toMatchObject({ width: '100%', height: '100%' });
  });

  test('on its side its frame is as wide as before, and its own sides are swapped', () => {
    const { frame, photo } = frameOf(size, 1, 90);
    expect(frame).toEqual({ width: '100%', paddingTop: '75%' });
    expect(photo).toEqual({
      width: '75%',
      height: '133.33%',
      transform: 'translate(-50%, -50%) rotate(90deg)',
    });
  });

  test('four turns and no zoom below one or above four', () => {
    expect([0, 90, 180, 270].map(turnRight)).toEqual([90, 180, 270, 0]);
    expect([stepZoom(1, -1), stepZoom(1, 1), stepZoom(3, 1), stepZoom(4, 1)]).toEqual([1, 1.5, 4, 4]);
  });
});

describe('figures of paper', () => {
  const whole: FiguresDraft = {
    ...beginFigures(null, paperBill),
    ...(Object.fromEntries(moneyFields.map((field) => [field, '0'])) as Record<
      (typeof moneyFields)[number],
      string
    >),
    total: '1,240.50',
    fullSelfPay: '40.5',
    inScope: '1200',
    basicPaid: '600元',
    institution: 'H51042100001',
    referred: 'yes',
    filed: 'unknown',
  };

  test('amounts as people type them', () => {
    expect(['0', '1,240.5', '１２.３０', '007', '600元'].map(readMoney)).toEqual([
      '0.00',
      '1240.50',
      '12.30',
      '7.00',
      '600.00',
    ]);
    expect(['', '1.234', '-3', '1,24', 'x'].map(readMoney)).toEqual([null, null, null, null, null]);
  });

  test('whole and adding up, as the API takes them; the place follows from the institution', () => {
    const { figures, faults } = checkFigures('p-1', whole);
    expect(faults).toBeNull();
    expect(figures).toMatchObject({
      ref: 'p-1',
      total: '1240.50',
      inScope: '1200.00',
      treatedIn: '510421',
      on: '2026-03-05',
      referred: true,
      filed: null,
    });
    expect(treatedInOf({ ...whole, treatedIn: '510100' })).toBe('510100');
    expect(personalOf(whole)).toBe('640.50');
  });

  test('nothing typed stands for nothing paid: an empty amount is a fault', () => {
    const { faults } = checkFigures('p-1', beginFigures(null, paperBill));
    expect(faults?.basicPaid).toBe('没有就写 0。');
    expect(faults?.total).toBeUndefined();
    expect(faults?.institution).toBeDefined();
    expect([faults?.referred, faults?.filed]).toEqual(['请选一个。', '请选一个。']);
    expect(personalOf(beginFigures(null, paperBill))).toBeNull();
  });

  test('one fen too much in the parts, or more paid than the whole, is told with the sum', () => {
    expect(checkFigures('p-1', { ...whole, inScope: '1200.01' }).faults?.total).toContain('1,240.51');
    expect(checkFigures('p-1', { ...whole, otherPaid: '640.51' }).faults?.total).toContain('1,240.51');
    expect(checkFigures('p-1', { ...whole, otherPaid: '640.50' }).faults).toBeNull();
  });

  test('what was read before is there to be corrected', () => {
    const { figures } = checkFigures('p-1', whole);
    expect(figures).not.toBeNull();
    const again = beginFigures(figures, paperBill);
    expect(again).toMatchObject({ basicPaid: '600.00', filed: 'unknown', treatedIn: '510421' });
    expect(checkFigures('p-1', again).figures).toEqual(figures);
  });
});
