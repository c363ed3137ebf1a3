/** 我家能救助多少 on the phone: the questions, the law that is kept, and what a family reads at the end. */
import { screen } from '@testing-library/react';

import Estimate from '../../miniapp/src/packages/estimate/ask/index';
import { session } from '../../miniapp/src/services/session';
import {
  answer,
  answerAll,
  answered,
  beginEstimates,
  choose,
  next,
  NOW,
  online,
  packOf,
  page,
  reckon,
  show,
  tick,
} from './estimate-stage';
import { press, refuse, sentRoutes, serve, settled, type } from './stage';
import { phone } from './taro-api';

beginEstimates();

async function answerPlace(city = '攀枝花市'): Promise<void> {
  await choose(city);
  await choose(/^居民医保/);
  await next();
}

/** 低保, in hospital at home, 20,000 of which 12,000 were paid and 1,000 are outside the scope; nothing before. */
async function answerTheRest(who: string): Promise<void> {
  await tick(who);
  await next();
  await choose(/^住院/);
  await next();
  for (const yes of screen.getAllByRole('radio', { name: '是' })) await settled(() => yes.click());
  await next();
  await settled(() => {
    type(/^一共花了多少/, '20000');
    type(/^医保报了多少/, '12000');
    type(/^其中医保不能报的/, '1000');
  });
  await next();
  await choose(/^今年没看过/);
  await settled(() => void type(/^今年已经领过多少救助/, '0'));
  await reckon();
}

test('six questions, the amount, how it is reckoned, and what to do: without signing in', async () => {
  online();
  await show(<Estimate />);
  expect(page()).toContain('第 1 题，一共 6 题');
  await answerPlace();
  expect(page()).toContain('您家是下面哪一种');
  await answerTheRest('吃低保的');
  expect(page()).toContain('2026 年，大约能救助');
  expect(page()).toContain('4,900.00');
  for (const words of [
    '3,100.00',
    '申请，把钱领回来',
    '300.00',
    '先看病后付钱',
    '这笔钱是怎么算的',
    '看依据 第十二条（二）',
  ]) {
    expect(page()).toContain(words);
  }
  await press('登录，去申请');
  expect(phone.visited).toEqual(['/pages/sign-in/index']);
  expect(phone.sent.every(({ header }) => header.Authorization === undefined)).toBe(true);
});

test('taps that come faster than the page is drawn are all counted', async () => {
  online();
  await show(<Estimate />);
  await settled(() => {
    screen.getByRole('radio', { name: '攀枝花市' }).click();
    screen.getByRole('radio', { name: /^居民医保/ }).click();
    screen.getByRole('button', { name: '下一题' }).click();
  });
  expect(page()).toContain('您家是下面哪一种');
});

test('what is not clear makes a range, names what is missing, and leads back to its question', async () => {
  online();
  await show(<Estimate />);
  await answerPlace();
  await tick('不清楚');
  await next();
  await choose('住院');
  await next();
  for (const yes of screen.getAllByRole('radio', { name: '是' })) await settled(() => yes.click());
  await next();
  await settled(() => {
    type(/^一共花了多少/, '20000');
    type(/^医保报了多少/, '12000');
  });
  await next();
  await choose(/^今年没看过/);
  await reckon();
  expect(page()).toMatch(/最少0\.00.元最多8,000\.00.元/);
  for (const words of ['先问清您家是哪一种', '申请认定困难身份', '带上结算单'])
    expect(page()).toContain(words);
  await press(/^您家是哪一种/);
  expect(page()).toContain('第 2 题');
  await tick('孤儿');
  expect(screen.getByRole('checkbox', { name: '孤儿' }).getAttribute('aria-checked')).toBe('true');
  expect(screen.getByRole('checkbox', { name: '不清楚' }).getAttribute('aria-checked')).toBe('false');
});

test('a question that was left out says so in its place; what was said stays when one goes back, and comes back', async () => {
  online();
  await show(<Estimate />);
  await next();
  expect(page()).toContain('请先选您参加医保的城市');
  await answerPlace();
  await next();
  expect(page()).toContain('请选一样。都不是，就选“都不是”');
  await tick('都不是');
  await press('上一题');
  expect(screen.getByRole('radio', { name: '攀枝花市' }).getAttribute('aria-checked')).toBe('true');
  await next();
  expect(screen.getByRole('checkbox', { name: '都不是' }).getAttribute('aria-checked')).toBe('true');
  expect(phone.storage.has('reply:estimate')).toBe(true);
  session.begin('another', true);
  expect(phone.storage.has('reply:estimate')).toBe(false);
  expect(phone.storage.has('policy-pack:510400')).toBe(true);
});

test('an amount that is none, or more than the whole, is refused where it stands', async () => {
  online();
  phone.storage.set('reply:estimate', {
    at: NOW,
    value: { ...answered, at: 4, total: '', insurancePaid: '', outOfScope: '' },
  });
  await show(<Estimate />);
  await settled(() => {
    type(/^一共花了多少/, '一千');
    type(/^医保报了多少/, '12000');
  });
  await next();
  expect(page()).toContain('有的数填得不对');
  expect(page()).toContain('这里请填钱数');
  await settled(() => void type(/^一共花了多少/, '1000'));
  expect(page()).toContain('医保报的，不会比一共花的还多');
  expect(page()).toContain('第 5 题');
});

describe('the law is kept on the phone', () => {
  const keep = () =>
    phone.storage.set('policy-pack:510400', {
      at: '2026-11-20T01:02:03.000Z',
      value: packOf('510400'),
      etag: '"of-then"',
    });

  test('without a network the last one answers, and says of when it is', async () => {
    keep();
    answerAll();
    serve({ 'GET /policy-packs/510400': 'offline' });
    await show(<Estimate />);
    expect(page()).toContain('没有连上网。下面是 11月20日 09:02 看到的');
    expect(page()).toContain('4,900.00');
  });

  test('it is asked for by its ETag; 304 keeps it and makes it of today', async () => {
    keep();
    answerAll();
    serve({ 'GET /policy-packs/510400': { statusCode: 304, data: '' } });
    await show(<Estimate />);
    expect(phone.sent.map(({ header }) => header['If-None-Match'])).toEqual(['"of-then"']);
    expect(page()).toContain('4,900.00');
    expect(page()).not.toContain('看到的');
    expect(phone.storage.get('policy-pack:510400')).toMatchObject({
      at: '2026-11-22T04:00:00.000Z',
      etag: '"of-then"',
      value: { year: 2026 },
    });
  });

  test('weak signal: it answers at once, and is asked for behind what is shown', async () => {
    keep();
    answerAll();
    serve({ 'GET /policy-packs/510400': new Promise(() => undefined) });
    await show(<Estimate />);
    expect(sentRoutes()).toEqual(['GET /policy-packs/510400']);
    expect(page()).toContain('4,900.00');
    expect(page()).not.toContain('看到的');
  });

  test('a new law takes its place, with its ETag', async () => {
    keep();
    answerAll();
    online();
    await show(<Estimate />);
    expect(phone.storage.get('policy-pack:510400')).toMatchObject({ etag: '"of-today"' });
  });

  test('the first time without a network: what to do, and no dead end', async () => {
    answerAll({ at: 1 });
    serve({ 'GET /policy-packs/510400': 'offline', 'GET /policy-packs': 'offline' });
    await show(<Estimate />);
    expect(page()).toContain('没有连上网');
    expect(page()).toContain('连上网打开一次，以后没有网也能算');
    await press('换一个城市');
    expect(page()).toContain('第一次用要连上网');
    expect(sentRoutes()).toEqual(['GET /policy-packs/510400', 'GET /policy-packs']);
  });

  test('a city that nobody has a document of', async () => {
    answerAll({ at: 1, region: '110000' });
    serve({ 'GET /policy-packs/110000': refuse(404, 'region_unknown') });
    await show(<Estimate />);
    expect(page()).toContain('这个地方还没有开通');
    expect(screen.getByRole('button', { name: '换一个城市' })).toBeTruthy();
  });

  test('a pack of a later form asks for a newer app', async () => {
    answerAll();
    serve({ 'GET /policy-packs/510400': answer({ ...packOf('510400'), form: 2 }, '"of-later"') });
    await show(<Estimate />);
    expect(page()).toContain('请关掉医救通，重新打开');
  });
});

describe('what a family reads', () => {
  test('柳州: said at the first question; no figure is borrowed, nothing more is asked, and where to ask', async () => {
    online();
    await show(<Estimate />);
    expect(page()).not.toContain('柳州市');
    await press('我的城市不在上面');
    await choose('柳州市');
    for (const words of [
      '柳州市，现在还算不出来',
      '医疗救助帮多少，写在另一份文件里（桂政办发〔2022〕5号），我们还没有拿到',
      '不拿别的城市的数来猜',
      '12393',
    ]) {
      expect(page()).toContain(words);
    }
    expect(page()).not.toContain('哪一种医保');
    expect(screen.queryByText('下一题')).toBeNull();
    await choose('攀枝花市');
    expect(screen.getByText('下一题')).toBeTruthy();
    expect(page()).not.toContain('柳州市，现在还算不出来');
  });

  test('answers that were given for such a city end there too, and another one can be chosen', async () => {
    answerAll({ region: '450200', who: [], at: 3 });
    online();
    await show(<Estimate />);
    expect(page()).toContain('柳州市，现在还算不出来');
    await press('换一个城市');
    expect(page()).toContain('第 1 题');
  });

  test('who is in no class reads why it is nothing, and what recognition could bring', async () => {
    answerAll({ who: [], total: '29000' });
    online();
    await show(<Estimate />);
    expect(page()).toContain('您家现在不在救助的人里');
    expect(page()).toMatch(/要是认定了，大约能帮 5,750\.00.元/);
  });

  test('without a referral: why, and what it would have been', async () => {
    answerAll({ referred: 'no' });
    online();
    await show(<Estimate />);
    expect(page()).toContain('没有按规定转诊，救助不帮');
    expect(page()).toMatch(/这次要是转诊了，大约能帮 4,900\.00.元/);
  });

  test('no amount known: without an end where there is no cap', async () => {
    answerAll({ who: ['孤儿'], total: '', insurancePaid: '', outOfScope: '' });
    online();
    await show(<Estimate />);
    expect(page()).toContain('没有封顶');
    expect(page()).toContain('弄清这一样，才知道最多是多少');
  });

  test('the result can be taken along as text: the amount, what to do, and how it is reckoned', async () => {
    answerAll();
    online();
    await show(<Estimate />);
    await press('复制这个结果');
    const [text = ''] = phone.copied;
    expect(text).toMatch(/攀枝花市 2026 年，大约能救助 4,900\.00.元/);
    for (const words of ['接下来做什么', '申请，把钱领回来', '这笔钱是怎么算的', '以医保局核定的为准']) {
      expect(text).toContain(words);
    }
    expect(page()).toContain('复制好了');
  });

  test('a browser prints those lines, not the buttons of the screen', async () => {
    const before = process.env.TARO_ENV;
    process.env.TARO_ENV = 'h5';
    answerAll();
    online();
    await show(<Estimate />);
    process.env.TARO_ENV = before;
    const sheet = document.querySelector('.page__main > .print_first');
    expect(sheet?.textContent).toMatch(/攀枝花市 2026 年，大约能救助 4,900\.00.元/);
    // Everything of the result stands after the sheet: that is what is not printed.
    expect(
      document.querySelectorAll('.print_first ~ .actions #print, .print_first ~ .actions #apply'),
    ).toHaveLength(2);
    expect(sheet?.previousElementSibling?.className).toBe('page__head');
  });

  test('who is signed in goes straight to the claims', async () => {
    session.begin('t', true);
    answerAll();
    online();
    await show(<Estimate />);
    await press('去申请');
    expect(phone.visited).toEqual(['/pages/claims/index']);
  });

  test('one family more is begun anew', async () => {
    answerAll();
    online();
    await show(<Estimate />);
    await press('重新算一家');
    expect(page()).toContain('第 1 题');
    expect(screen.getByRole('radio', { name: '攀枝花市' }).getAttribute('aria-checked')).toBe('false');
  });
});

describe('what a family was not able to get past, or was not asked', () => {
  test('宜昌: who is recognised is asked when, and 不清楚 makes a range', async () => {
    answerAll({ region: '420500', at: 1, who: null, recognised: null, outOfScope: '0' });
    serve({ 'GET /policy-packs/420500': answer(packOf('420500'), '"of-yichang"') });
    await show(<Estimate />);
    expect(page()).not.toContain('都在认定以后');
    await tick('吃低保的');
    await next();
    expect(page()).toContain('再选一下：今年看病，都在认定以后吗');
    await choose('不清楚');
    for (let at = 0; at < 4; at += 1) await next();
    await reckon();
    // 二类: the 大病 line is halved: 70 % of 6,000 and 75 % of 2,000.
    expect(page()).toMatch(/最少0\.00.元最多5,700\.00.元/);
    for (const words of ['有没有在认定以前看的病', '申请补认定以前的', '进院时只交医保的“起付钱”']) {
      expect(page()).toContain(words);
    }
    expect(page()).not.toContain('1,000.00');
  });

  test('a slip in a field that is no longer asked for keeps nobody from going on', async () => {
    answerAll({ at: 4, selfPaid: 'abc' });
    online();
    await show(<Estimate />);
    await next();
    expect(page()).toContain('第 6 题');
  });

  test('a family that the law no longer knows by that name is asked again', async () => {
    answerAll({ who: ['早就没有的人'] });
    online();
    await show(<Estimate />);
    expect(page()).toContain('第 2 题，一共 6 题');
  });
});
