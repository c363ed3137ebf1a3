/** What the keeper of the law types, and what is said when it cannot be meant. */
import { parseArgs } from 'node:util';

import type { Day } from '@yijiutong/rules/kernel';
import { InvalidInput, parseDay } from '@yijiutong/rules/kernel';
import type { Regions } from '@yijiutong/rules/policy';
import { findPoolingRegion } from '@yijiutong/rules/policy';

/** Where a command runs: the repository, the day that stands for today, and how wide the terminal is. */
export type Desk = { readonly root: string; readonly today: Day; readonly width: number };

/** A command that nobody could carry out: what is wrong with it, and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `用法：npm run policy -- 命令

  check                     检查 config/policy 里的每份文件：格式、原文、统计数、省里的框架、算例；
                            一个问题一行，有错误时退出码是 1
  show 地区 [--on 日期]     把一个地区某一天在用的文件列成表；不写日期就是今天
  diff 甲 乙                从甲到乙变了什么；甲、乙写文件的 id，或者写地区和日期：510400@2024-01-01
  new 地区 [--name 名字]    写一份带说明的空白草稿；名字用城市的拼音，也是文件夹的名字：--name shenzhen

地区写 config/codes/regions.yaml 里的代码，写县的代码就是它所在的市；日期这样写：2024-03-05。`;

/** @throws UsageError for options that the command does not have, or another number of words than it takes */
export function readArguments(
  args: readonly string[],
  words: readonly string[],
  options: Readonly<Record<string, { readonly type: 'string' }>> = {},
): { positionals: readonly string[]; values: Readonly<Record<string, string | undefined>> } {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    throw new UsageError(`${optionFault(cause, options)}\n\n${USAGE}`);
  }
  const { positionals, values } = parsed;
  if (positionals.length !== words.length) {
    const wanted = words.length === 0 ? '这里不用再写别的' : `这里要写：${words.join(' ')}`;
    const given = positionals.length === 0 ? '您没有写' : `您写的是：${positionals.join(' ')}`;
    throw new UsageError(`${wanted}；${given}\n\n${USAGE}`);
  }
  return { positionals, values: values };
}

function optionFault(cause: unknown, options: Readonly<Record<string, unknown>>): string {
  const known = Object.keys(options).map((name) => `--${name}`);
  const may = known.length === 0 ? '这个命令没有选项' : `可以写的选项：${known.join(' ')}，后面要写内容`;
  // Node quotes the option that it stumbled upon.
  const named = /'(-[^\s']*)/.exec(String(cause))?.[1];
  return named === undefined ? `选项不对。${may}` : `选项 ${named} 不对。${may}`;
}

/** @throws UsageError for a code that is not in the table */
export function getRegion(regions: Regions, code: string): { code: string; name: string } {
  const region = findPoolingRegion(regions, code);
  if (region !== null) return region;
  throw new UsageError(
    `config/codes/regions.yaml 里没有地区“${code}”。请先在那里加上这个城市：\n` +
      `  - { code: '${/^\d{6}$/.test(code) ? code : '510400'}', name: 某某市, covers: {} }`,
  );
}

/** @throws UsageError for a text that is no day */
export function getDay(text: string, name: string): Day {
  try {
    return parseDay(text, name);
  } catch (cause) {
    if (cause instanceof InvalidInput)
      throw new UsageError(`${name} 不是日期：“${text}”。请这样写：2024-03-05`);
    throw cause;
  }
}
