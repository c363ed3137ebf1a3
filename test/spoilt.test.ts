// What the checks are for: each of these faults, planted in a copy of our folders, is refused.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { root } from './support/source-files.ts';

/** Where it is planted, what it is, and the name under which it is refused. */
const typed: [file: string, code: string, rule: string][] = [
  ['bff/src/floating.ts', 'async function go() { await Promise.resolve(); }\ngo();', 'no-floating-promises'],
  ['bff/src/unsafe.ts', "export const name: string = JSON.parse('1').name;", 'no-unsafe-member-access'],
  [
    'shared/src/case.ts',
    "export function say(x: 'a' | 'b') { switch (x) { case 'a': return 1; } return 2; }",
    'switch-exhaustiveness-check',
  ],
  ['shared/src/cycle-a.ts', "import { b } from './cycle-b.ts';\nexport const a = () => b;", 'no-cycle'],
  ['shared/src/cycle-b.ts', "import { a } from './cycle-a.ts';\nexport const b = () => a;", 'no-cycle'],
  ['miniapp/src/text.ts', 'export const text = (x: object) => `${x}`;', 'restrict-template-expressions'],
  ['miniapp/src/hidden.ts', '// oxlint-disable-next-line no-floating-promises -- x\nexport {};', 'Unused'],
  [
    'miniapp/src/state.tsx',
    "import { useState } from 'react';\nexport function Page() { const [n, set] = useState(0); set(n + 1); return n; }",
    'set-state-in-render',
  ],
  ['test/wait.ts', 'export async function wait() { await 1; }', 'await-thenable'],
];
const compiled: [file: string, code: string, rule: string][] = [
  ['shared/src/wrong.ts', "export const wrong: number = 'one';", 'TS2322'],
  ['shared/src/newer.ts', 'export const newer = [3, 1].toSorted();', 'TS2550'],
  ['miniapp/src/newer.ts', "export * from '../../shared/src/newer.ts';", 'newer'],
  ['miniapp/src/own.ts', 'export const own = [3, 1].toSorted();', 'TS2550'],
];

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'yijiutong-spoilt-'));
  for (const name of ['.oxlintrc.json', 'config/tsconfig.base.json', 'config/eslint.config.mjs'])
    cpSync(path.join(root, name), path.join(folder, name));
  for (const name of ['shared', 'bff', 'miniapp', 'test']) {
    mkdirSync(path.join(folder, name, 'src'), { recursive: true });
    cpSync(path.join(root, name, 'tsconfig.json'), path.join(folder, name, 'tsconfig.json'));
    symlinkSync(path.join(root, name, 'node_modules'), path.join(folder, name, 'node_modules'));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  for (const [file, code] of [...typed, ...compiled]) writeFileSync(path.join(folder, file), `${code}\n`);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a check says about the planted faults; it must not let them pass. */
function refusal(command: string, args: string[]): string {
  try {
    execFileSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 50_000 });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
  throw new Error(`${args.join(' ')} found nothing wrong`);
}

test('the linter that knows types refuses each fault by its name', () => {
  const options = ['--type-aware', '--report-unused-disable-directives-severity=error', '-f', 'unix'];
  const said = refusal('node_modules/.bin/oxlint', [
    ...options,
    'shared/src',
    'bff/src',
    'miniapp/src',
    'test/wait.ts',
  ]).split('\n');
  const missed = typed.filter(
    ([file, , rule]) => !said.some((line) => line.includes(file) && line.includes(rule)),
  );
  expect(missed).toEqual([]);
}, 60_000);

test('the compiler refuses what is wrong, and what the phone’s engine lacks even where the rules have it', () => {
  const tsc = ['node_modules/typescript-7/bin/tsc', '--singleThreaded', '--pretty', 'false', '-p'];
  expect(refusal(process.execPath, [...tsc, 'shared'])).toMatch(
    /^shared\/src\/wrong\.ts\(1,14\): error TS2322/,
  );
  const phone = refusal(process.execPath, [...tsc, 'miniapp']);
  expect(phone).toMatch(/^shared\/src\/newer\.ts\(1,\d+\): error TS2550/m);
  expect(phone).toMatch(/^miniapp\/src\/own\.ts\(1,\d+\): error TS2550/m);
}, 60_000);
