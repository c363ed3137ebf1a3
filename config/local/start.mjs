// `npm start`: from a fresh clone to a running demonstration, and back to nothing on Ctrl-C.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { bootstrap } from './bootstrap.mjs';
import { ensureBuilt } from './build.mjs';
import { firstToEnd } from './children.mjs';
import { claim } from './claim.mjs';
import { keepDemoEnvironment } from './demo-environment.mjs';
import { lastLines } from './failure.mjs';
import { startGround } from './ground.mjs';
import { demoKeys } from './keys.mjs';
import { main, root } from './main.mjs';
import { whyNotFree } from './port.mjs';
import { elapsed, say, step, Stop } from './progress.mjs';
import { runProgram, startBff, startSandbox } from './services.mjs';

const usualPort = 8300;
const host = process.env.HOST || '127.0.0.1';

await main(async () => {
  const began = Date.now();
  const dataDir = path.join(root, '.local', 'start');
  const logs = path.join(dataDir, 'logs');
  await claim(dataDir);
  const port = await choosePort();
  await bootstrap();
  await mkdir(logs, { recursive: true });
  const [ground, h5] = await Promise.all([startGround({ dataDir }), ensureBuilt('h5')]);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const accounts = await startDemo({ ground, h5, url, port, dataDir, logs });
  greet({ url, took: elapsed(began), accounts, logs });

  const { name, how, tail } = await firstToEnd();
  throw new Stop(`${name} ended by itself (${how}). Its last words: ${lastLines(tail)} (more in ${logs})`);
});

/** Ends with what the loader says of the people it loaded: the accounts to sign in with. */
async function startDemo({ ground, h5, url, port, dataDir, logs }) {
  const env = {
    NODE_ENV: 'development',
    HOST: host,
    PORT: String(port),
    DATABASE_URL: ground.databaseUrl,
    REDIS_URL: ground.redisUrl,
    CONFIG_DIR: path.join(root, 'config'),
    OBJECT_DIR: path.join(dataDir, 'objects'),
    H5_DIR: h5,
    AUDIT_HEAD_FILE: path.join(dataDir, 'audit-head.json'),
    ...(await demoKeys(path.join(dataDir, 'keys.json'))),
  };
  await keepDemoEnvironment(dataDir, env);
  const sandbox = await step('Starting the sandbox and bringing the database up to date', async () => {
    const [started] = await Promise.all([
      startSandbox({ env, logs, onLine: (line) => say(`  ${line}`) }),
      runProgram('the migration', 'bff/src/cli/migrate.ts', {
        env: { ...env, MIGRATION_DATABASE_URL: ground.migrationUrl },
        logFile: path.join(logs, 'migrate.log'),
      }),
    ]);
    return started;
  });
  Object.assign(env, sandbox.environment);
  await step('Starting the BFF', () => startBff({ env, logs, url }));
  return step('Loading the demonstration', () =>
    runProgram('loading the demonstration', 'test/sandbox/load-demo.ts', {
      args: [url],
      env: { ...env, SANDBOX_URL: sandbox.url, BFF_URL: url },
      logFile: path.join(logs, 'load-demo.log'),
    }),
  );
}

/** The asked-for port or none; without a wish, the usual one or the next that is free. */
async function choosePort() {
  const wish = process.env.PORT;
  if (wish) {
    if (!/^\d{1,5}$/.test(wish) || Number(wish) > 65_535)
      throw new Stop(`PORT is ${wish}; write a number up to 65535.`);
    const reason = await whyNotFree(Number(wish), host);
    if (!reason) return Number(wish);
    if (reason === 'EADDRINUSE')
      throw new Stop(`Port ${wish} is taken. Give another PORT, or none to let me choose.`);
    throw new Stop(`Port ${wish} on ${host} cannot be used (${reason}). Give another PORT or HOST.`);
  }
  for (let port = usualPort; port < usualPort + 50; port += 1) {
    const reason = await whyNotFree(port, host);
    if (reason === undefined) {
      if (port !== usualPort) say(`Port ${usualPort} is taken: using ${port}.`);
      return port;
    }
    if (reason !== 'EADDRINUSE')
      throw new Stop(`HOST ${host} cannot be used (${reason}). Give another HOST.`);
  }
  throw new Stop(`Ports ${usualPort} to ${usualPort + 49} are all taken. Give a free one as PORT.`);
}

function greet({ url, took, accounts, logs }) {
  say(`
  医救通 is ready after ${took}.

    Open        ${url}
    API         ${url}/docs
    SMS codes   appear here, below, when you ask for one
    Logs        ${path.relative(root, logs)}
    Stop        Ctrl-C

${accounts.map((line) => `    ${line}`).join('\n')}
`);
}
