// The phone runs the kernel, the ledger and the estimate on engines older than the one that checks them.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { root } from './support/source-files.ts';

test('what the rules take from a newer language is an error of the phone, with its place; nothing else is', () => {
  const script = path.join(root, 'test/support/lint-imported.mjs');
  const input = JSON.stringify({ line: 'export const planted = [3, 1].toSorted();' });
  expect(JSON.parse(execFileSync(process.execPath, [script], { cwd: root, input }).toString())).toEqual([
    expect.stringMatching(/^shared\/src\/kernel\/day\.ts:\d+ TS2550: Property 'toSorted' does not exist/),
  ]);
}, 120_000);
