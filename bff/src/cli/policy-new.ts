/** `npm run policy -- new REGION [--name NAME]` */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeSkeleton } from '@yijiutong/rules/lawbook';
import { parseRegions } from '@yijiutong/rules/policy';

import { readYaml } from '../storage/yaml-files.ts';
import { getRegion, readArguments, UsageError } from './policy-arguments.ts';
import type { Command } from './policy-runner.ts';

export const begin: Command = async (args, { root }) => {
  const { positionals, values } = readArguments(args, ['REGION'], { name: { type: 'string' } });
  const config = join(root, 'config');
  // Only the table: the rest of the law may be half written.
  const regions = await readYaml(config, join(config, 'codes', 'regions.yaml'), parseRegions);
  const { code, name } = getRegion(regions, positionals[0] ?? '');
  const policy = join(config, 'policy');
  const folder = await findFolder(policy, code, values.name);
  const id = `${folder.slice(code.length + 1)}-new`;
  const shown = `config/policy/${folder}/${id}.yaml`;
  await mkdir(join(policy, folder), { recursive: true });
  try {
    await writeFile(join(policy, folder, `${id}.yaml`), writeSkeleton({ region: code, name, id }), {
      flag: 'wx',
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new UsageError(`${shown} is there already: fill it, give it its own name, or delete it`);
  }
  return { text: nextSteps(shown, code), code: 0 };
};

/** The region's folder: the one that it has, or a new one named after the city. */
async function findFolder(policy: string, code: string, name: string | undefined): Promise<string> {
  const folders = await readdir(policy);
  const own = folders.find((folder) => folder.startsWith(`${code}-`));
  if (own !== undefined) return own;
  if (name !== undefined && /^[a-z]+(-[a-z]+)*$/.test(name)) return `${code}-${name}`;
  throw new UsageError(
    `${code} has no folder in config/policy yet. Name it after the city, in small letters: npm run policy -- new ${code} --name shenzhen`,
  );
}

function nextSteps(file: string, code: string): string {
  return `Written: ${file}
Now:
  1. Fill it from the document and delete the sections that the document does not have. Give the file its own name and id.
  2. Put the official wording beside it as <id>.txt, and the table of its clauses as <id>.clauses.yaml.
  3. npm run policy -- check names what is still to be filled, and what does not hold.
  4. Worked cases in test/cases/${code}.json; npm run policy -- show ${code} shows what a caseworker will see.`;
}
