// Programs that npm cannot bring. Debian's packages are installed when we may; otherwise one line says which.
import { access, constants } from 'node:fs/promises';
import path from 'node:path';

import { run } from './children.mjs';
import { downloadFailed } from './failure.mjs';
import { step, Stop } from './progress.mjs';

const needs = {
  database: {
    title: 'MariaDB',
    // The packages named -server would start a service of their own.
    packages: ['mariadb-server-core', 'mariadb-client-core'],
    found: async () => (await findProgram('mariadbd')) && (await findProgram('mariadb-install-db')),
    instead: 'or give DATABASE_URL',
  },
  redis: {
    title: 'Redis',
    packages: ['redis-tools'],
    found: async () => (await findProgram('redis-server')) ?? (await findProgram('redis-check-rdb')),
    instead: 'or give REDIS_URL',
  },
  browser: {
    title: 'Chromium',
    packages: ['chromium'],
    found: async () => (await findProgram('chromium')) ?? (await findProgram('google-chrome')),
    instead: 'the journeys run in a real browser',
  },
  font: {
    title: 'a Chinese font',
    packages: ['fonts-noto-cjk'],
    found: hasChineseFont,
    instead: 'the journeys look at Chinese text',
  },
};

/** Sees to it that the named programs are there: `ensurePrograms(['database', 'redis'])`. */
export async function ensurePrograms(names) {
  const missing = [];
  for (const name of names) if (!(await needs[name].found())) missing.push(needs[name]);
  if (missing.length === 0) return;

  const title = missing.map((need) => need.title).join(' and ');
  const packages = missing.flatMap((need) => need.packages);
  const apt = await findProgram('apt-get');
  if (!apt || process.getuid?.() !== 0) {
    const how = apt
      ? `sudo apt-get install --no-install-recommends ${packages.join(' ')}`
      : `${title} from your system`;
    throw new Stop(`${title} is missing. Install it: ${how} (${missing[0].instead}), then run again.`);
  }
  await step(`Installing ${title}`, () => install(apt, packages, title));
  for (const need of missing) {
    if (!(await need.found()))
      throw new Stop(`${need.title} is still missing after installing ${packages.join(' ')}.`);
  }
}

async function install(apt, packages, title) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const args = ['install', '-y', '--no-install-recommends', ...packages];
  try {
    await run('apt-get', apt, args, { env });
  } catch {
    // A fresh container has no package lists yet, an old one has stale ones.
    await run('apt-get', apt, ['update'], { env }).catch(fail);
    await run('apt-get', apt, args, { env }).catch(fail);
  }

  function fail(error) {
    throw downloadFailed(title, error);
  }
}

/** The full path of a program; servers live in sbin, which is not on everyone's PATH. */
export async function findProgram(name) {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/usr/local/bin',
  ];
  for (const folder of folders.filter(Boolean)) {
    const file = path.join(folder, name);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}

async function hasChineseFont() {
  // Without fontconfig there is no browser either; installing the font brings it.
  const lines = await run('fc-list', 'fc-list', [':lang=zh', 'family']).catch(() => []);
  return lines.length > 0;
}
