/** `npm run policy -- show REGION [--on DAY]` */
import { join } from 'node:path';

import type { Table } from '@yijiutong/rules/lawbook';
import { tabulate } from '@yijiutong/rules/lawbook';

import { readLaw } from '../storage/documents.ts';
import { getDay, getRegion, readArguments } from './policy-arguments.ts';
import type { Command } from './policy-runner.ts';
import { drawTable } from './policy-table.ts';

export const show: Command = async (args, { root, today, width }) => {
  const { positionals, values } = readArguments(args, ['地区'], { on: { type: 'string' } });
  const on = values.on === undefined ? today : getDay(values.on, '--on');
  const law = await readLaw(join(root, 'config'));
  const { code, name } = getRegion(law.regions, positionals[0] ?? '');
  const { documents, statistics } = tabulate(law, code, on);
  const parts = documents.flatMap(({ title, about, tables }) => [
    `《${title}》\n${about}`,
    ...tables.map((table) => drawSection(table, width)),
  ]);
  if (statistics !== null) parts.push(drawSection(statistics, width));
  const none = `${on} 这一天，这里没有在用的文件。`;
  const framework = law.regions.regions.find((region) => region.code === code)?.framework;
  const hint = framework === undefined ? none : `${none}省里的框架：npm run policy -- show ${framework}`;
  if (documents.length === 0) parts.unshift(hint);
  return { text: [`${name}（${code}） ${on}`, ...parts].join('\n\n'), code: 0 };
};

function drawSection({ title, rows, lines }: Table, width: number): string {
  const table = rows.length === 0 ? [] : [drawTable(rows, width)];
  return [`【${title}】`, ...table, ...lines].join('\n');
}
