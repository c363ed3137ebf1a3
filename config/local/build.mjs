// The phone's two builds, made again only when what they are made of has changed.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { CommandFailed, run } from './children.mjs';
import { lastLines, machineSaysNo } from './failure.mjs';
import { root } from './main.mjs';
import { step, Stop } from './progress.mjs';

const sources = [
  'miniapp',
  'shared/src',
  'shared/package.json',
  'pnpm-lock.yaml',
  'config/tsconfig.base.json',
];
const made = new Set(['node_modules', 'dist', '.swc']);
const weappLimit = 2 * 1024 * 1024;
/** A first load over a village's signal: more than this is a fault of the build. */
const h5Limit = 180 * 1024;

/** The folder of the finished build of `target` (`weapp` or `h5`). */
export async function ensureBuilt(target) {
  const output = path.join(root, 'miniapp', 'dist', target);
  const marks = path.join(root, '.local', 'build');
  const mark = path.join(marks, target);
  const wanted = await fingerprint();
  const built =
    (await readFile(mark, 'utf8').catch(() => '')) === wanted && (await readdir(output).catch(() => []));
  if (built && built.length > 0) return output;

  await step(`Building the ${target} app`, async () => {
    // The mark goes first: a build that breaks off must not pass for a whole one.
    await rm(mark, { force: true });
    await mkdir(marks, { recursive: true });
    await run(`the ${target} build`, 'npm', ['run', '--silent', `build:${target}`], {
      cwd: path.join(root, 'miniapp'),
      env: { ...process.env, NODE_ENV: 'production' },
      logFile: path.join(marks, `${target}.log`),
    }).catch((error) => {
      if (!(error instanceof CommandFailed)) throw error;
      const log = path.join(marks, `${target}.log`);
      throw new Stop(
        machineSaysNo(error.tail) ?? `${error.message}. It said: ${lastLines(error.tail)} (more in ${log})`,
      );
    });
    await writeFile(mark, wanted);
  });
  return output;
}

/** What a phone has to load first, as printed lines; stops where that is more than allowed. */
export async function sizes() {
  const dist = path.join(root, 'miniapp', 'dist');
  const weapp = await filesOf(path.join(dist, 'weapp'));
  const main = weapp.filter((file) => !file.includes(`${path.sep}packages${path.sep}`));
  const index = await readFile(path.join(dist, 'h5', 'index.html'), 'utf8');
  const linked = [...index.matchAll(/(?:src|href)="\.?\/?((?:js|css)\/[^"]+)"/g)].map((match) => match[1]);
  const first = await bytes(
    linked.map((name) => path.join(dist, 'h5', name)),
    gzipSync,
  );
  if (first > h5Limit)
    throw new Stop(
      `The h5 first load is ${kilobytes(first)} KB gzip, and ${kilobytes(h5Limit)} KB are allowed: let a page come late (miniapp/config/late-pages.cjs).`,
    );
  return [
    `weapp main package ${kilobytes(await bytes(main))} KB (of ${kilobytes(weappLimit)} KB allowed)`,
    `h5 first load ${kilobytes(first)} KB gzip (of ${kilobytes(h5Limit)} KB allowed)`,
  ];
}

async function bytes(files, pack = (content) => content) {
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return contents.reduce((sum, content) => sum + pack(content).length, 0);
}

function kilobytes(count) {
  return Math.round(count / 1024);
}

async function fingerprint() {
  const hash = createHash('sha256').update(process.env.TARO_APP_API ?? '');
  for (const source of sources) {
    for (const file of await filesOf(path.join(root, source))) {
      hash
        .update(path.relative(root, file))
        .update('\0')
        .update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

/** Every file below `place` (or `place` itself), in a fixed order, without what was made from them. */
async function filesOf(place) {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return [place];
  const kept = entries.filter((entry) => !made.has(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const lists = await Promise.all(
    kept.map(async (entry) => {
      const file = path.join(place, entry.name);
      return entry.isDirectory() ? filesOf(file) : [file];
    }),
  );
  return lists.flat();
}
