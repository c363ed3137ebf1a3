import path from 'node:path';

import type { Day } from '@yijiutong/rules/kernel';

import { main } from '../../../bff/src/cli/policy-runner.ts';
import { drawTable, widthOf } from '../../../bff/src/cli/policy-table.ts';
import { configDir } from '../../shared/law.fixture.ts';
import { listen } from '../../support/spoken.ts';

const root = path.join(configDir, '..');
const policy = (args: string[], width = 120) =>
  listen(() => main(args, { root, today: '2026-11-22' as Day, width }));

describe('the documents as they stand', () => {
  test('hold: check finds no error, ends with its counts and names a file, a place and what to do in every line', async () => {
    const { code, out } = await policy(['check']);
    const lines = out.trimEnd().split('\n');
    expect(lines.pop()).toMatch(/^查了 [1-9]\d* 份文件：0 个错误，\d+ 个提醒$/);
    for (const line of lines) expect(line).toMatch(/^提醒（\S+） config\/\S+\.yaml(: \S+)?：.+。.+。$/);
    expect(code).toBe(0);
  });
});

describe('show', () => {
  test('a row for each class, figures with their clause, shares with what they come to and how good that is', async () => {
    const { code, out } = await policy(['show', '510400', '--on', '2024-03-05'], 200);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^ 对象 .*起付标准（第十二条（一））.*支付比例（第十二条（二））.*年度封顶线（第十二条（三））$/m,
    );
    expect(out).toMatch(/^ 特困人员、孤儿 +│ 0 元 +│ 100% +│ 不设$/m);
    expect(out).toMatch(
      /^ 防止返贫监测对象 +│ 上年度居民人均可支配收入的 5%：1,980 元（2023 年，示例数据） +│ 65% +│ 70,000 元$/m,
    );
    expect(out).toContain('居民医保个人缴费标准：380 元（2024 年，示例数据）');
  });

  test('two tiers, the pool by level, and the fund, each of the document that gives it', async () => {
    const { out } = await policy(['show', '420500', '--on', '2024-03-05'], 200);
    expect(out).toMatch(/^ 二类医疗救助对象 .*70%.*75%.*80,000 元$/m);
    expect(out).toMatch(/^ 退休人员 .*400 元.*90%.*75%.*60%.*2,600 元$/m);
    expect(out.match(/^《.*》$/gm)).toHaveLength(3);
  });

  test('a deferred figure is said in words, never as a number', async () => {
    const { out } = await policy(['show', '450200']);
    expect(out).toContain('医疗救助：本文件没有数字，由“桂政办发〔2022〕5号”规定（五）');
  });

  test('only what is in force on the day', async () => {
    const before = await policy(['show', '510400', '--on', '2023-01-31']);
    expect(before.out).toContain('2023-01-31 这一天，这里没有在用的文件。');
    expect(before.out).not.toContain('《');
    expect((await policy(['show', '510400', '--on', '2023-02-01'])).out).toContain('《攀枝花市');
  });

  test('a city without a document is led to its province', async () => {
    const { code, out } = await policy(['show', '440100']);
    expect([code, out]).toEqual([0, expect.stringContaining('show 440000')]);
  });

  test('no line is wider than the terminal, and no word is lost', async () => {
    const { out } = await policy(['show', '510400'], 80);
    const rows = out.split('\n').filter((line) => line.includes('│'));
    expect(Math.max(...rows.map(widthOf))).toBeLessThanOrEqual(80);
    const letters = (text: string) => Array.from(text.replace(/[\s│─┼]/g, '')).sort();
    const wide = (await policy(['show', '510400'], 400)).out;
    expect(letters(out)).toEqual(letters(wide));
  });
});

test('a Chinese character takes two places, so that columns stand below each other', () => {
  expect([widthOf('低保a1%'), widthOf('（）：、'), widthOf('70,000 元')]).toEqual([7, 8, 9]);
  const table = drawTable(
    [
      ['对象', '比例'],
      ['低保', '70%'],
      ['a', '5%'],
    ],
    80,
  );
  expect(table).toBe(' 对象 │ 比例\n──────┼──────\n 低保 │ 70%\n a    │ 5%');
});

describe('diff', () => {
  test('of two days tells what a caseworker would notice, and counts it', async () => {
    const { code, out } = await policy(['diff', '510400@2024-01-01', '510421@2026-01-01']);
    expect(code).toBe(0);
    expect(out).toMatch(/^攀枝花市 2024-01-01 → 攀枝花市 2026-01-01$/m);
    expect(out).toMatch(/^防止返贫监测对象 起付标准：.*1,980 元.* → .*2,160 元.*（第十二条（一））$/m);
    expect(out.trimEnd()).toMatch(/共 \d+ 处变化。$/);
  });

  test('of two documents', async () => {
    const { out } = await policy(['diff', 'guangdong-2017', 'guangdong-2022']);
    expect(out).toContain('救助文件 施行日期：2017-09-27 → 2022-12-22（印发通知）');
    expect(out).toContain('年度封顶线：文件没有写取消 → 取消（三（八））');
  });

  test('of the day before a document and its first day: everything is new', async () => {
    const { code, out } = await policy(['diff', '510400@2023-01-31', '510400@2023-02-01']);
    expect(code).toBe(0);
    expect(out).toMatch(/^攀枝花市 2023-01-31：那天没有在用的文件。$/m);
    expect(out).toContain('特困人员 年度封顶线：新增 不设（第十二条（三））');
    const lines = out.split('\n').filter((line) => line.includes('：') && !line.startsWith('攀枝花市'));
    expect(lines.filter((line) => !line.includes('：新增 '))).toEqual([]);
  });

  test('of a day with itself is nothing', async () => {
    const { out } = await policy(['diff', '510400', '510400@2026-11-22']);
    expect(out).toContain('没有变化。');
  });
});

test.each([[['--help']], [[]], [['show', '--help']]])('%j tells how each command is called', async (args) => {
  const { code, out } = await policy(args);
  expect(code).toBe(0);
  for (const command of ['check', 'show 地区', 'diff 甲 乙', 'new 地区']) expect(out).toContain(command);
});

test.each([
  [['list'], /^没有“list”这个命令/],
  [['check', '510400'], /^这里不用再写别的；您写的是：510400/],
  [['check', '--fast'], /^选项 --fast 不对。这个命令没有选项/],
  [['show'], /^这里要写：地区；您没有写/],
  [['show', '999999'], /^config\/codes\/regions\.yaml 里没有地区“999999”/],
  [['show', '510400', '--on', '2024-02-30'], /^--on 不是日期：“2024-02-30”/],
  [['show', '510400', '--on'], /^选项 --on 不对。可以写的选项：--on/],
  [['diff', '510400'], /^这里要写：甲 乙；您写的是：510400/],
  [['diff', 'panzhihua', '510400'], /^“panzhihua”不是文件，也不是地区。现在的文件：.*panzhihua-2023/],
  [['diff', '510400@yesterday', '510400'], /^510400@yesterday 不是日期：“yesterday”/],
  [['new', '441400'], /^441400 在 config\/policy 里还没有文件夹.* --name/],
  [['new', '441400', '--name', 'Mei Zhou'], /--name/],
  [['new', '510400', '--name', 'dukou'], /^510400 已经有文件夹 .*510400-panzhihua.*去掉 --name dukou/],
  [['new', 'x'], /里没有地区“x”/],
])('%j is a clear error with what to do', async (args, message) => {
  const { code, out, err } = await policy(args);
  expect([code, out, err]).toEqual([2, '', expect.stringMatching(message)]);
});
