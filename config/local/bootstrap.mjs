// From a machine that has only Node and npm to one that has the packages of the lock file. Nothing is installed
// yet when this runs: Node built-ins only.
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { run } from './children.mjs';
import { downloadFailed } from './failure.mjs';
import { root } from './main.mjs';
import { step, Stop } from './progress.mjs';

const pnpmVersion = '12.21.0';
const oldestNode = [20, 19];
// pnpm's own waits would let a machine without a network sit for nine minutes before it hears of it.
const impatient = ['retries=1', 'retry-mintimeout=500', 'retry-maxtimeout=2000'].map(
  (one) => `--config.fetch-${one}`,
);
const manifests = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  'shared/package.json',
  'bff/package.json',
  'miniapp/package.json',
  'test/package.json',
];

/** Makes node_modules what the lock file says. At once when it already is. */
export async function bootstrap() {
  checkNode(process.versions.node);
  const mark = path.join(root, 'node_modules', '.installed');
  const wanted = await fingerprint();
  if ((await readFile(mark, 'utf8').catch(() => '')) === wanted) return;

  const pnpm = await step('Bringing pnpm', findPnpm);
  await step('Installing the packages of the lock file', async () => {
    // The mark goes first: an install that breaks off must not pass for a whole one.
    await rm(mark, { force: true });
    await run('pnpm', pnpm, ['install', '--frozen-lockfile', '--reporter=append-only', ...impatient], {
      cwd: root,
      env: { ...process.env, CI: 'true' },
    }).catch((error) => {
      throw downloadFailed('the packages', error);
    });
    await writeFile(mark, wanted);
  });
}

function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Stop(
    `This is Node ${version}; it takes Node ${oldestNode.join('.')} or newer. Install one and run again.`,
  );
}

/** What was asked for, and for which machine: native binaries differ by platform. */
async function fingerprint() {
  const hash = createHash('sha256').update([process.platform, process.arch].join());
  for (const name of manifests) hash.update(await readFile(path.join(root, name)));
  return hash.digest('hex');
}

/** A pnpm of the exact version: the machine's own if it is that one, else a private copy. */
async function findPnpm() {
  const prefix = path.join(root, '.local', 'pnpm');
  const own = path.join(prefix, 'node_modules', '.bin', 'pnpm');
  for (const candidate of [own, 'pnpm']) if (await isWantedPnpm(candidate)) return candidate;

  await mkdir(prefix, { recursive: true }).catch((error) => {
    throw new Stop(
      `No right to write in ${root} (${error.code}). Run as its owner, or copy it to a folder of yours.`,
    );
  });
  await writeFile(path.join(prefix, 'package.json'), '{"private":true}\n');
  // The install script would only swap the launcher for the binary that is there already.
  const install = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', 'npm', [...install, '--fetch-retries=1', `pnpm@${pnpmVersion}`], {
    cwd: prefix,
    env: withoutNpm(process.env),
  }).catch((error) => {
    throw downloadFailed('pnpm', error);
  });
  await access(own);
  return own;
}

async function isWantedPnpm(command) {
  // Outside the project: inside, another version would try to bring the right one by itself.
  const lines = await run('pnpm', command, ['--version'], { cwd: path.parse(root).root }).catch(() => []);
  return lines.at(-1) === pnpmVersion;
}

/** `npm start` hands its own settings to its children, the folder to install into among them. */
function withoutNpm(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(config_local_prefix|package_)/.test(name)),
  );
}
