/** 我家能救助多少: what an amount rests on, whose answers they are, and amounts as people type them. */
import { cleanup, screen } from '@testing-library/react';

import Estimate from '../../miniapp/src/packages/estimate/ask/index';
import { session } from '../../miniapp/src/services/session';
import { answerAll, answered, beginEstimates, online, page, show } from './estimate-stage';
import { press, settled, type, show as open } from './stage';
import { phone } from './taro-api';

beginEstimates();

describe('what it rests on', () => {
  test('each end says what it takes for granted of what was left open, and of nothing else', async () => {
    answerAll({ who: 'unknown', referred: 'unknown', outOfScope: '' });
    online();
    await show(<Estimate />);
    expect(page()).toMatch(/最多的那个数，是怎么算的.*假如：[^。]*您家是“特困户（五保户）”/);
    expect(page()).toMatch(/最多的那个数，是怎么算的.*假如：[^。]*按规定转诊了/);
    expect(page()).toMatch(/最多的那个数，是怎么算的.*假如：[^。]*都在医保能报的里面/);
    expect(page()).toMatch(/最少的那个数，为什么是 0假如：[^。]*。这样，救助就帮不上。/);
    expect(page()).not.toContain('是居民医保');
    expect(page()).not.toContain('是定点医院');
  });

  test('a whole year is told of, and no single visit', async () => {
    answerAll({ total: '53000' });
    online();
    await show(<Estimate />);
    expect(page()).toContain('再帮一次');
    for (const words of ['减去以前帮过的', '这张账单的医疗救助', '这张账单再帮一次']) {
      expect(page()).not.toContain(words);
    }
  });

  test('who said everything reads no 假如', async () => {
    answerAll();
    online();
    await show(<Estimate />);
    expect(page()).not.toContain('假如');
  });

  test('what is left to receive leads where some of it was received', async () => {
    answerAll({ aidReceived: '4900' });
    online();
    await show(<Estimate />);
    expect(page()).toMatch(/2026 年，大约还能领.{0,10}0\.00/);
    expect(page()).toMatch(/一共能救助 4,900\.00.元，已经都领过了/);
    expect(screen.queryByText('登录，去申请')).toBeNull();
  });

  test('the green button is there only with something to apply for', async () => {
    answerAll({ who: 'unknown' });
    online();
    await show(<Estimate />);
    expect(page()).toContain('先问清您家是哪一种');
    expect(screen.queryByText('登录，去申请')).toBeNull();
  });

  test('no next line is told where it is another one for another answer, or the care does not count', async () => {
    online();
    for (const change of [{ outOfScope: '' }, { kind: 'special_drug', designated: 'no' }]) {
      answerAll(change);
      await show(<Estimate />);
      expect(page()).toContain('大约能救助');
      expect(page()).not.toContain('离下一档还差多少');
      cleanup();
    }
  });
});

describe('answers on a phone of several hands', () => {
  test('opened again, it asks whose they are before it shows one of them', async () => {
    answerAll();
    online();
    await open(<Estimate />);
    expect(page()).toContain('还留着上次填的');
    expect(page()).not.toContain('4,900.00');
    await press('重新算一家');
    expect(page()).toContain('第 1 题');
    expect(page()).toContain('只留在这部手机上');
    expect(phone.storage.has('reply:estimate')).toBe(false);
  });

  test('after a day they are gone', async () => {
    phone.storage.set('reply:estimate', { at: '2026-11-21T03:59:59.000Z', value: answered });
    online();
    await open(<Estimate />);
    expect(page()).toContain('第 1 题');
    expect(phone.storage.has('reply:estimate')).toBe(false);
  });

  test('who is signed in asks for the law as nobody in particular', async () => {
    session.begin('t', true);
    answerAll();
    online();
    await show(<Estimate />);
    expect(phone.sent.map(({ header }) => header.Authorization)).toEqual([undefined]);
  });
});

describe('amounts as people type them', () => {
  test.each([
    ['２００００', '您填的是 20,000.00 元'],
    ['12.345', '小数点后面最多两位'],
    ['1000000000', '这个数太大了'],
    ['一千', '这里请填钱数'],
  ])('%s', async (typed, words) => {
    online();
    answerAll({ at: 4, total: '', insurancePaid: '', outOfScope: '' });
    await show(<Estimate />);
    await settled(() => void type(/^一共花了多少/, typed));
    expect(page().replace(/\s/g, ' ')).toContain(words);
  });
});
