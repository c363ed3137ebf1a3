/** `npm run policy -- new REGION [--name NAME]` */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeSkeleton } from '@yijiutong/rules/lawbook';
import { parseRegions } from '@yijiutong/rules/policy';

import { DRAFT, readYaml } from '../storage/yaml-files.ts';
import { getRegion, readArguments, UsageError } from './policy-arguments.ts';
import type { Command } from './policy-runner.ts';

export const begin: Command = async (args, { root }) => {
  const { positionals, values } = readArguments(args, ['地区'], { name: { type: 'string' } });
  const config = join(root, 'config');
  // Only the table: the rest of the law may be half written.
  const regions = await readYaml(config, join(config, 'codes', 'regions.yaml'), parseRegions);
  const { code, name } = getRegion(regions, positionals[0] ?? '');
  const policy = join(config, 'policy');
  const folder = await findFolder(policy, code, values.name);
  const id = `${folder.slice(code.length + 1)}-new`;
  const file = `${id}${DRAFT}`;
  const shown = `config/policy/${folder}/${file}`;
  await mkdir(join(policy, folder), { recursive: true });
  try {
    await writeFile(join(policy, folder, file), writeSkeleton({ region: code, name, id }), { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new UsageError(`已经有 ${shown} 了：先把它填完改名，或者删掉`);
  }
  return { text: nextSteps(shown, code), code: 0 };
};

/** The region's folder: the one that it has, or a new one named after the city. */
async function findFolder(policy: string, code: string, name: string | undefined): Promise<string> {
  const folders = await readdir(policy);
  const own = folders.find((folder) => folder.startsWith(`${code}-`));
  if (own !== undefined) {
    // A name that is not the folder's would silently be of no use.
    if (name === undefined || own === `${code}-${name}`) return own;
    throw new UsageError(`${code} 已经有文件夹 config/policy/${own}，不能另起名字：去掉 --name ${name}`);
  }
  if (name !== undefined && /^[a-z]+(-[a-z]+)*$/.test(name)) return `${code}-${name}`;
  throw new UsageError(
    `${code} 在 config/policy 里还没有文件夹。请用城市的拼音起名，小写字母：npm run policy -- new ${code} --name shenzhen`,
  );
}

function nextSteps(file: string, code: string): string {
  return `写好了：${file}
这是草稿：只有 check 会看它，别的命令和系统都不用它，可以慢慢填。
接下来：
  1. 照文件填；文件里没有的部分，整段删掉。id 改成这份文件自己的名字。
  2. 旁边放原文 <id>.txt 和条款表 <id>.clauses.yaml。
  3. npm run policy -- check 会列出哪里没填、哪里不对。
  4. 都填好了，改名为 <id>.yaml，系统就开始用它。
  5. 算例写在 test/cases/${code}.json；npm run policy -- show ${code} 看经办人会看到什么。`;
}
