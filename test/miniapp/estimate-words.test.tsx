/** 我家能救助多少: what an amount rests on, whose answers they are, and amounts as people type them. */
import { cleanup, screen } from '@testing-library/react';

import App from '../../miniapp/src/app';
import Estimate from '../../miniapp/src/packages/estimate/ask/index';
import { session } from '../../miniapp/src/services/session';
import {
  answer,
  answerAll,
  answered,
  beginEstimates,
  NOW,
  online,
  packOf,
  page,
  show,
} from './estimate-stage';
import { ok, press, serve, settled, type, show as open } from './stage';
import { phone } from './taro-api';

beginEstimates();

const WHY = '最少的那个数，为什么是 0';
const IN_NO_CLASS = '假如：您家不在救助的人里。这样，算出来是 0。可以申请认定，看上面“接下来做什么”。';
const nothingKnown = {
  insurance: 'unknown',
  who: 'unknown',
  kind: 'unknown',
  designated: 'unknown',
  inProvince: 'unknown',
  referred: 'unknown',
  total: '',
  insurancePaid: '',
  outOfScope: '',
  earlier: 'unknown',
  aidReceived: '',
};

describe('why the least is 0: the reason, and only the answers that it hangs on', () => {
  test.each([
    ['nobody knows who they are', { who: 'unknown' }, IN_NO_CLASS],
    ['that and more', { who: 'unknown', designated: 'unknown', referred: 'unknown' }, IN_NO_CLASS],
    ['nothing is known', nothingKnown, IN_NO_CLASS],
    [
      'a hospital and a paper, and only the last is the cause',
      { designated: 'unknown', referred: 'unknown' },
      '假如：没有按规定转诊。没有按规定转诊，救助不帮。',
    ],
    [
      'a hospital, without a word of amounts that nobody knows',
      { designated: 'unknown', total: '', insurancePaid: '', outOfScope: '' },
      '假如：不是定点医院。不是医保定点医院，救助不帮。',
    ],
    ['the kind of care', { kind: 'unknown' }, '假如：是用特殊药品。这种看病，救助不帮。'],
    [
      'what the insurance leaves out',
      { outOfScope: '' },
      '假如：自己掏的钱，医保都不能报。医保能报的部分里，没有要您自己付的，所以不用救助。',
    ],
    [
      'what was paid, of which the part that the insurance leaves out is known',
      { insurancePaid: '' },
      '假如：这次自己掏了 0.00 元。医保能报的部分里，没有要您自己付的，所以不用救助。',
    ],
    [
      'what was paid before, which brings it over the line',
      { who: ['因病致贫重病患者'], total: '17000', earlier: 'unknown' },
      '假如：前面那几次自己掏了 0.00 元。您自己付的还没有过起帮的线，所以现在是 0。',
    ],
  ])('%s', async (_, change, sentence) => {
    answerAll(change);
    online();
    await show(<Estimate />);
    expect(page().replace(/\u00a0/g, ' ')).toContain(`${WHY}${sentence}`);
    expect(
      page()
        .replace(/\u00a0/g, ' ')
        .split(`${WHY}${sentence}`)[1],
    ).toMatch(/^(复制这个结果|$)/);
  });

  test('宜昌: care from before recognition, which can be applied for', async () => {
    answerAll({ region: '420500', recognised: 'unknown', earlier: 'unknown' });
    serve({ 'GET /policy-packs/420500': answer(packOf('420500'), '"of-yichang"') });
    await show(<Estimate />);
    expect(page()).toContain(
      `${WHY}假如：看病都在认定以前。平常的救助，不算认定以前的。可以申请补，看上面“接下来做什么”。`,
    );
  });
});

describe('what it rests on', () => {
  test('each end says what it takes for granted of what was left open, and of nothing else', async () => {
    answerAll({ who: 'unknown', referred: 'unknown', outOfScope: '' });
    online();
    await show(<Estimate />);
    expect(page()).toMatch(/最多的那个数，是怎么算的.*假如：[^。]*您家是“特困户（五保户）”/);
    expect(page()).toMatch(/最多的那个数，是怎么算的.*假如：[^。]*按规定转诊了/);
    expect(page()).toMatch(/最多的那个数，是怎么算的.*假如：[^。]*都在医保能报的里面/);
    expect(page()).toContain(`${WHY}${IN_NO_CLASS}`);
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
    expect(page()).toContain('您填的只留在这部手机上。过了一天，再打开医救通，就删掉了。');
    expect(phone.storage.has('reply:estimate')).toBe(false);
  });

  test.each([
    [
      'after a day they are gone as soon as the app is opened, whichever page is',
      '2026-11-21T03:59:59.000Z',
      false,
    ],
    ['within the day they stay', '2026-11-21T04:00:01.000Z', true],
  ])('%s', async (_, at, stays) => {
    phone.storage.set('reply:estimate', { at, value: answered });
    phone.storage.set('reply:bills', { at, value: [] });
    await open(<App />);
    expect(phone.storage.has('reply:estimate')).toBe(stays);
    expect(phone.storage.has('reply:bills')).toBe(true);
  });

  test('an app that stays open for days drops them when it comes to the front', async () => {
    answerAll();
    await open(<App />);
    expect(phone.storage.has('reply:estimate')).toBe(true);
    jest.setSystemTime(new Date('2026-11-23T04:00:01.000Z'));
    phone.showAgain();
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

describe('the list of cities', () => {
  const show = () => open(<Estimate />);
  const city = { code: '510400', name: '攀枝花市' };
  const listed = () => screen.queryAllByRole('radio', { name: '攀枝花市' }).length;

  test('one that an earlier app kept says of no city that it cannot be reckoned with', async () => {
    phone.storage.set('policy-pack:', { at: NOW, value: { regions: [city] }, etag: '"of-then"' });
    serve({ 'GET /policy-packs': 'offline' });
    await show();
    expect(listed()).toBe(1);
    expect(page()).not.toContain('现在还算不出来');
    await press('我的城市不在上面');
    expect(page()).not.toContain('现在还算不出来');
  });

  test.each([
    ['with cities that cannot be reckoned with', [{ code: '450200', name: '柳州市', figures: false }]],
    ['without', []],
  ])('whose city is in no list reads where to ask: %s', async (_, others) => {
    serve({ 'GET /policy-packs': ok({ regions: [{ ...city, figures: true }, ...others] }) });
    await show();
    expect(page()).not.toContain('12393');
    await press('我的城市不在上面');
    expect(page()).toContain('上面都没有您的城市，就是这里还没有它的规定。请打 12393 医保热线');
    expect(screen.queryByText('这些城市，现在还算不出来') !== null).toBe(others.length > 0);
  });
});

describe('taken along, it says what the screen says', () => {
  const copy = async (change: Parameters<typeof answerAll>[0]) => {
    answerAll(change);
    online();
    await show(<Estimate />);
    await press('复制这个结果');
    return (phone.copied[0] ?? '').replace(/\u00a0/g, ' ');
  };

  test('a range: what each end takes for granted stands before how it is reckoned', async () => {
    const text = await copy({ referred: 'unknown' });
    expect(text).toContain('大约能救助 0.00 元到 4,900.00 元。');
    expect(text).toMatch(/\n最多的那个数，是怎么算的\n假如：按规定转诊了。\n1\. /);
    expect(text).toMatch(/\n最少的那个数，为什么是 0\n假如：没有按规定转诊。没有按规定转诊，救助不帮。$/);
    expect(text).not.toContain('这笔钱是怎么算的');
  });

  test('who has received some of it reads what is left, and who has received all of it that it was all', async () => {
    expect(await copy({ aidReceived: '900' })).toMatch(
      /大约还能领 4,000\.00 元。\n一共能救助 4,900\.00 元，领过的已经去掉了。\n/,
    );
    cleanup();
    phone.copied.length = 0;
    expect(await copy({ aidReceived: '4900' })).toMatch(
      /大约还能领 0\.00 元。\n一共能救助 4,900\.00 元，已经都领过了。\n/,
    );
  });

  test('nothing at all: why', async () => {
    expect(await copy({ referred: 'no' })).toMatch(/大约能救助 0\.00 元。\n没有按规定转诊，救助不帮。\n/);
  });
});
