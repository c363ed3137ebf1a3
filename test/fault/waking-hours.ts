/** A copy of `config/` in which people may be written to at any hour, and as often as a fault likes. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export async function withoutQuietHours(
  configDir: string,
): Promise<{ folder: string; remove(): Promise<void> }> {
  const local = path.join(configDir, 'local');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-config-'));
  await cp(configDir, folder, { recursive: true, filter: (source) => source !== local });
  const rules = path.join(folder, 'notice', 'sending.yaml');
  const text = await readFile(rules, 'utf8');
  const changed = text
    .replace(/^quiet: .*$/m, "quiet: { from: '00:00', to: '00:00' }")
    .replace(/^per_person: .*$/m, 'per_person: { hour: 100, day: 100 }');
  await writeFile(rules, changed);
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
