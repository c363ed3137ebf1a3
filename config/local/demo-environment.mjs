// What the running demonstration was started with, for the programs that look into it.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { root } from './main.mjs';

const fileIn = (dataDir) => path.join(dataDir, 'environment.json');
const kept = ['DATABASE_URL', 'FIELD_KEY', 'INDEX_KEY', 'CONFIG_DIR', 'AUDIT_HEAD_FILE'];

export async function keepDemoEnvironment(dataDir, env) {
  const chosen = Object.fromEntries(kept.map((name) => [name, env[name]]));
  await writeFile(fileIn(dataDir), JSON.stringify(chosen), { mode: 0o600 });
}

/** Empty where it was never started; of one that has ended the database does not answer. */
export async function demoEnvironment() {
  return JSON.parse(await readFile(fileIn(path.join(root, '.local', 'start')), 'utf8').catch(() => '{}'));
}
