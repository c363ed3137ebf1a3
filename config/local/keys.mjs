// The demonstration's secrets: made once on the machine that uses them, kept beside the data they seal.
import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';

const hex = (bytes) => () => randomBytes(bytes).toString('hex');
const recipes = {
  FIELD_KEY: hex(16),
  INDEX_KEY: hex(32),
  METRICS_TOKEN: hex(16),
};

/** The secrets as environment variables, from `file`, which is made when absent. */
export async function demoKeys(file) {
  const kept = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  const missing = Object.keys(recipes).filter((name) => kept[name] === undefined);
  if (missing.length === 0) return kept;
  const keys = { ...kept, ...Object.fromEntries(missing.map((name) => [name, recipes[name]()])) };
  // Renamed into place: half a file would lose the keys of data that exist.
  await writeFile(`${file}.new`, JSON.stringify(keys, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return keys;
}
