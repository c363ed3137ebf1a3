// A private MariaDB: its own data folder, a free loopback port, a socket nobody else can reach, and two users: the
// owner, who makes databases and brings them up to date, and the application, who gets its rights table by table.
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { CommandFailed, ownFolder, run, startChild } from './children.mjs';
import { lastLines, machineSaysNo } from './failure.mjs';
import { findProgram } from './machine.mjs';
import { freePort, waitForAnswer } from './port.mjs';
import { Stop } from './progress.mjs';

// SKIP LOCKED, which the application uses, came with 10.6.
const oldestVersion = [10, 6];
const database = 'yijiutong';
const asOwner = process.getuid?.() === 0 ? ['--user=root'] : [];
const durable = ['--innodb-flush-log-at-trx-commit=1'];
// Data that is thrown away need not survive a power cut; a killed server still loses nothing. Tests make and drop thousands
// of tables: none waits for the disk or is a file of its own. A server that does not know a `loose` setting goes without.
const throwawaySettings = [
  '--innodb-flush-log-at-trx-commit=2',
  '--innodb-doublewrite=OFF',
  '--loose-debug-no-sync',
  '--loose-innodb-file-per-table=OFF',
];

/**
 * Starts the server on `folder`, made anew when it holds no data yet. Returns its URL, that of its owner, and
 * `start`/`stop`/`kill`, so that a fault test can take it away and bring it back on the same port.
 */
export async function startMariadb({ folder, throwaway }) {
  const server = await findProgram('mariadbd');
  await checkVersion(server);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const data = path.join(folder, 'data');
  await endOrphan(path.join(folder, 'pid'), data);
  const temporary = await emptyTemporary(folder);
  if (
    !(await readFile(path.join(data, 'ibdata1')).then(
      () => true,
      () => false,
    ))
  )
    await create(data, temporary);

  // A socket's path may hold 107 bytes: the data folder's may be longer than that.
  const sockets = await mkdtemp(path.join(os.tmpdir().length < 60 ? os.tmpdir() : '/tmp', 'yijiutong-'));
  const removeSockets = ownFolder(sockets);
  const [password, ownerPassword] = [1, 2].map(() => randomBytes(18).toString('base64url'));
  const initFile = path.join(sockets, 'init.sql');
  await writeFile(initFile, initialSql(password, ownerPassword), { mode: 0o600 });

  const arguments_ = (port) => [
    '--no-defaults',
    ...asOwner,
    `--datadir=${data}`,
    `--tmpdir=${temporary}`,
    `--pid-file=${path.join(folder, 'pid')}`,
    `--socket=${path.join(sockets, 's')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--innodb-buffer-pool-size=128M',
    '--max-connections=200',
    ...(throwaway ? throwawaySettings : durable),
    `--init-file=${initFile}`,
  ];
  const launch = (port) =>
    startChild('MariaDB', server, arguments_(port), { logFile: path.join(folder, 'log') });
  let { child, port } = await startOnFreePort(launch, folder);
  return {
    url: `mysql://app:${password}@127.0.0.1:${port}/${database}`,
    ownerUrl: `mysql://owner:${ownerPassword}@127.0.0.1:${port}/${database}`,
    stop: () => child.stop(),
    kill: () => child.stop('SIGKILL'),
    start: async () => {
      child = launch(port);
      await ready(child, port, folder);
    },
    remove: removeSockets,
  };
}

/** Two servers that start at one moment give their temporary tables the same names: each has a folder of its own. */
async function emptyTemporary(folder) {
  const temporary = path.join(folder, 'tmp');
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { mode: 0o700 });
  return temporary;
}

async function startOnFreePort(launch, folder) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = launch(port);
    try {
      await ready(child, port, folder);
      return { child, port };
    } catch (error) {
      // Somebody took the port between our look and the server's start.
      const taken = child.tail().some((line) => /Address already in use/i.test(line));
      if (!taken || attempt === 5) throw error;
    }
  }
}

async function ready(child, port, folder) {
  if (await waitForAnswer(port, child)) return;
  const tail = child.tail();
  await child.stop();
  const complaint = tail.filter((line) => /\[ERROR\]/.test(line));
  throw new Stop(
    machineSaysNo(tail) ??
      `MariaDB did not start on ${folder}: ${lastLines(complaint.length ? complaint : tail)}. ` +
        `Its log is in ${path.join(folder, 'log')}; deleting ${folder} begins anew without its data.`,
  );
}

/** Made beside and renamed: a folder called `data` is always a whole one. */
async function create(data, temporary) {
  const half = `${data}.making`;
  await rm(half, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
  const program = await findProgram('mariadb-install-db');
  const settings = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  try {
    await run('mariadb-install-db', program, [
      '--no-defaults',
      ...asOwner,
      ...settings,
      `--datadir=${half}`,
      `--tmpdir=${temporary}`,
    ]);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new Stop(
      machineSaysNo(error.tail) ?? `Could not make a database in ${data}: ${lastLines(error.tail)}`,
    );
  }
  await rename(half, data);
}

/**
 * Runs before the server takes its first connection. root stays without a password but can only come
 * through the socket, which lies in a folder of ours. The pattern lets tests make databases beside the main one.
 * A server that comes back finds its users: who is made anew would have lost what the migration granted.
 */
function initialSql(password, ownerPassword) {
  return [
    `CREATE DATABASE IF NOT EXISTS ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`,
    `DELETE FROM mysql.global_priv WHERE NOT (User = 'root' AND Host = 'localhost') AND User NOT IN ('mariadb.sys', 'app', 'owner');`,
    // Until the owner came, the application had every right there is.
    `DELETE FROM mysql.db WHERE User = 'app';`,
    'FLUSH PRIVILEGES;',
    ...userSql('app', password),
    ...userSql('owner', ownerPassword),
    `GRANT ALL ON \`${database}%\`.* TO owner@'127.0.0.1' WITH GRANT OPTION;`,
    '',
  ].join('\n');
}

function userSql(name, password) {
  return [
    `CREATE USER IF NOT EXISTS ${name}@'127.0.0.1';`,
    `ALTER USER ${name}@'127.0.0.1' IDENTIFIED BY '${password}';`,
  ];
}

async function checkVersion(server) {
  const [line = ''] = await run('mariadbd', server, ['--no-defaults', '--version']);
  const [, major, minor] = /(\d+)\.(\d+)\.\d+-MariaDB/.exec(line) ?? [];
  const new_ = major > oldestVersion[0] || (Number(major) === oldestVersion[0] && minor >= oldestVersion[1]);
  if (new_) return;
  throw new Stop(
    `${server} is ${line || 'of no known version'}; it takes MariaDB ${oldestVersion.join('.')} or newer.`,
  );
}

/** A server that outlived its guard still holds the data folder: it is ours, so it is ended first. */
async function endOrphan(pidFile, data) {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  const isOurs = async () =>
    pid > 0 &&
    (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(`--datadir=${data}\0`);
  if (!(await isOurs())) return;
  process.kill(pid, 'SIGTERM');
  for (let tries = 0; tries < 200 && (await isOurs()); tries += 1) await sleep(50);
}
