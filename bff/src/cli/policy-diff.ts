/** `npm run policy -- diff A B`: two documents, or regions on two days. */
import { join } from 'node:path';

import type { Fact } from '@yijiutong/rules/lawbook';
import { compareFacts, listFacts, listRegionFacts } from '@yijiutong/rules/lawbook';
import type { Law } from '@yijiutong/rules/policy';

import { readLaw } from '../storage/documents.ts';
import { getDay, getRegion, readArguments, UsageError } from './policy-arguments.ts';
import type { Desk } from './policy-arguments.ts';
import type { Command } from './policy-runner.ts';

type Side = { readonly name: string; readonly facts: readonly Fact[]; readonly inForce: boolean };

export const diff: Command = async (args, desk) => {
  const { positionals } = readArguments(args, ['甲', '乙']);
  const law = await readLaw(join(desk.root, 'config'));
  const [before, after] = positionals.map((text) => readSide(law, text, desk));
  if (before === undefined || after === undefined) throw new UsageError('diff 要写两边：甲 乙');
  const changes = compareFacts(before.facts, after.facts);
  const lines = [`${before.name} → ${after.name}`, ...noteEmpty(before), ...noteEmpty(after)];
  let section = '';
  for (const change of changes) {
    if (change.section !== section) lines.push('', `【${change.section}】`);
    section = change.section;
    lines.push(change.text);
  }
  const count = changes.length === 0 ? '没有变化。' : `共 ${changes.length} 处变化。`;
  return { text: [...lines, '', count].join('\n'), code: 0 };
};

/** The first day of a document is held against the day before, on which there may be none: no law is no error. */
function noteEmpty({ name, inForce }: Side): string[] {
  return inForce ? [] : [`${name}：那天没有在用的文件。`];
}

/** @throws UsageError for what is neither a document nor a region */
function readSide(law: Law, text: string, { today }: Desk): Side {
  const file = law.documents.find(({ document }) => document.id === text);
  if (file !== undefined)
    return { name: `《${file.document.title}》`, facts: listFacts(file, null), inForce: true };
  const [code = '', day] = text.split('@');
  if (!/^\d{6}$/.test(code)) {
    const ids = law.documents.map(({ document }) => document.id).join('、');
    throw new UsageError(`“${text}”不是文件，也不是地区。现在的文件：${ids}`);
  }
  const on = day === undefined ? today : getDay(day, text);
  const region = getRegion(law.regions, code);
  const { documents, statistics } = listRegionFacts(law, region.code, on);
  const inForce = documents.length > 0;
  // Figures that no document stands on would be told as if the law had changed them.
  const facts = inForce ? [...documents.flatMap((one) => one.facts), ...statistics] : [];
  return { name: `${region.name} ${on}`, facts, inForce };
}
