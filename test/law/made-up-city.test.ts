// The recipe of CONTRIBUTING, step by step, for a city that does not exist: YAML alone, on a copy of config/.
import { appendFile, cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import type { Day } from '@yijiutong/rules/kernel';

import { main as cases, runFolder } from '../../bff/src/cli/case-runner.ts';
import { main } from '../../bff/src/cli/policy-runner.ts';
import { readLaw } from '../../bff/src/storage/documents.ts';
import { configDir } from '../shared/law.fixture.ts';
import { listen } from '../support/spoken.ts';
import { CASES, CLAUSES, CODE, DOCUMENT, REGION, STATISTICS, TEXT } from './made-up-city.files.ts';

let root: string;
const inConfig = (...parts: string[]) => path.join(root, 'config', ...parts);
const folder = `${CODE}-yangli`;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'made-up-city-'));
  for (const part of ['policy', 'statistics', 'codes']) {
    await cp(path.join(configDir, part), inConfig(part), { recursive: true });
  }
  // The rules as they stand: nothing of theirs is touched.
  await symlink(path.join(configDir, '..', 'shared'), path.join(root, 'shared'));
  await mkdir(path.join(root, 'test', 'cases'), { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

const policy = (...args: string[]) =>
  listen(() => main(args, { root, today: '2026-11-22' as Day, width: 140 }));

test('a region that is not in the table is refused with the line to add', async () => {
  const { code, err } = await policy('new', CODE, '--name', 'yangli');
  expect(code).toBe(2);
  expect(err).toContain(`- { code: '${CODE}'`);
  await appendFile(inConfig('codes', 'regions.yaml'), REGION);
});

test('new writes a skeleton, once', async () => {
  expect((await policy('new', CODE)).err).toContain('--name');
  const { code, out } = await policy('new', CODE, '--name', 'yangli');
  expect([code, out]).toEqual([0, expect.stringContaining(`config/policy/${folder}/yangli-new.draft.yaml`)]);
  const skeleton = await readFile(inConfig('policy', folder, 'yangli-new.draft.yaml'), 'utf8');
  expect(skeleton).toContain(`region: '${CODE}'`);
  const again = await policy('new', CODE);
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('已经有')]);
  expect(await readFile(inConfig('policy', folder, 'yangli-new.draft.yaml'), 'utf8')).toBe(skeleton);
});

test('check names what is still to be filled', async () => {
  const { code, out } = await policy('check');
  expect(code).toBe(1);
  expect(out).toMatch(
    /^错误（没填完） config\/policy\/449800-yangli\/yangli-new\.draft\.yaml: document\.title：/m,
  );
  expect(out).toMatch(/：[1-9]\d* 个错误，\d+ 个提醒\n$/);
});

test('a draft keeps nobody from working: the other cities, the worked cases and the service do not read it', async () => {
  expect((await policy('show', '510400')).out).toContain('《攀枝花市');
  expect((await policy('show', CODE)).out).toContain('这里没有在用的文件');
  expect((await readLaw(inConfig())).documents.map(({ region }) => region)).not.toContain(CODE);
});

test('a draft that is filled is still no law, and the check says so', async () => {
  const draft = inConfig('policy', folder, 'yangli-new.draft.yaml');
  const skeleton = await readFile(draft, 'utf8');
  await writeFile(draft, DOCUMENT);
  const { out } = await policy('check');
  expect(out).toMatch(
    /^提醒（草稿） .*yangli-new\.draft\.yaml：.*没有用它。填好以后改名为 yangli-new\.yaml。$/m,
  );
  expect((await readLaw(inConfig())).documents.map(({ region }) => region)).not.toContain(CODE);
  await writeFile(draft, skeleton);
});

test('a document that does not hold is one line to whoever asks for the worked cases', async () => {
  const broken = inConfig('policy', folder, 'yangli-2024.yaml');
  await writeFile(broken, 'document: 1\n');
  const { code, out, err } = await listen(() => cases([], root));
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^config\/policy\/449800-yangli\/yangli-2024\.yaml: document: [^\n]+\n$/);
  await rm(broken);
});

test('what is written but not yet accounted for is an error too', async () => {
  await rename(
    inConfig('policy', folder, 'yangli-new.draft.yaml'),
    inConfig('policy', folder, 'yangli-2024.yaml'),
  );
  await writeFile(inConfig('policy', folder, 'yangli-2024.yaml'), DOCUMENT);
  const { code, out } = await policy('check');
  expect(code).toBe(1);
  expect(out).toMatch(/^错误（条款表） .*没有 .*yangli-2024\.txt。/m);
  expect(out).toMatch(/^提醒（统计数） .*（residentIncome）还没有这些年的数：2023、2024、2025。/m);
});

test('with its text, its table of clauses, its statistics and its cases the city holds', async () => {
  await writeFile(inConfig('policy', folder, 'yangli-2024.txt'), TEXT);
  await writeFile(inConfig('policy', folder, 'yangli-2024.clauses.yaml'), CLAUSES);
  await writeFile(inConfig('statistics', `${folder}.yaml`), STATISTICS);
  await writeFile(path.join(root, 'test', 'cases', `${CODE}.json`), JSON.stringify(CASES));
  const { code, out } = await policy('check');
  expect(out.split('\n').filter((line) => line.includes(CODE))).toEqual([
    expect.stringMatching(/^提醒（算例） .*: assistance：只有 6 个算例算到“医疗救助”，要有 12 个。/),
  ]);
  expect(code).toBe(0);
});

test('its worked cases pass, on both sides of each threshold and of the change of the cap', async () => {
  const verdicts = await runFolder(inConfig(), path.join(root, 'test', 'cases'));
  expect(verdicts.filter(({ passed }) => !passed)).toEqual([]);
  expect(verdicts).toHaveLength(CASES.length);
});

test('a caseworker sees it, a county’s code stands for its city, and a change is told', async () => {
  const { code, out } = await policy('show', '449802');
  expect(code).toBe(0);
  expect(out).toContain(`样例市（${CODE}） 2026-11-22`);
  expect(out).toMatch(
    /二类对象.*上年度居民人均可支配收入的 10%：4,400 元（2025 年，示例数据）.*65%.*60,000 元/,
  );
  const changed = await policy('diff', `${CODE}@2025-12-31`, `${CODE}@2026-01-01`);
  expect(changed.out).toContain('各类对象 年度封顶线：40,000 元 → 60,000 元（第八条）');
});

test('a figure against the province’s framework fails the check', async () => {
  const breach = DOCUMENT.replace("class_1: { amount: '0' }", "class_1: { amount: '500' }");
  await writeFile(inConfig('policy', folder, 'yangli-2024.yaml'), breach);
  const { code, out } = await policy('check');
  expect(code).toBe(1);
  expect(out).toMatch(/^错误（省里的框架） .*一类对象：2024-01-01 的起付标准是 500 元，省里定的是 0 元/m);
});
