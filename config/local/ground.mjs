// What the application stands on: MySQL and Redis, the given ones or private ones.
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { ownFolder } from './children.mjs';
import { ensurePrograms } from './machine.mjs';
import { startMariadb } from './mariadb.mjs';
import { whyNoAnswer } from './port.mjs';
import { step, Stop } from './progress.mjs';
import { startRedis } from './redis.mjs';

/**
 * `env.DATABASE_URL` and `env.REDIS_URL` are used when given, `env.MIGRATION_DATABASE_URL` beside the first: the
 * database's owner, if it is another user. Otherwise private servers start on free loopback ports, with data in
 * `dataDir`, or in a folder that goes away with them when there is none.
 */
export async function startGround({ dataDir, env = process.env } = {}) {
  const needed = [!env.DATABASE_URL && 'database', !env.REDIS_URL && 'redis'].filter(Boolean);
  await ensurePrograms(needed);
  const throwaway = dataDir === undefined;
  const folder = dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'yijiutong-ground-')));
  const removeFolder = throwaway ? ownFolder(folder) : () => {};

  const [database, redis] = await step('Starting MariaDB and Redis', () =>
    Promise.all([
      env.DATABASE_URL
        ? givenDatabase(env)
        : startMariadb({ folder: path.join(folder, 'mariadb'), throwaway }),
      env.REDIS_URL ? given('REDIS_URL', env.REDIS_URL) : startRedis(),
    ]),
  );
  return {
    databaseUrl: database.url,
    /** Who makes databases and brings them up to date. */
    migrationUrl: database.ownerUrl,
    redisUrl: redis.url,
    /** The private servers, to be taken away and brought back by fault tests. */
    database,
    redis,
    async stop() {
      await redis.stop?.();
      await database.stop?.();
      await database.remove?.();
      await removeFolder();
    },
  };
}

const usualPorts = { 'mysql:': 3306, 'redis:': 6379, 'rediss:': 6379 };

async function givenDatabase(env) {
  const { url } = await given('DATABASE_URL', env.DATABASE_URL);
  return { url, ownerUrl: env.MIGRATION_DATABASE_URL || url };
}

async function given(name, url) {
  if (!URL.canParse(url))
    throw new Stop(`${name} is not an address. Correct it, or leave it out for a private server.`);
  const { hostname, port, protocol } = new URL(url);
  const place = { host: hostname, port: Number(port || usualPorts[protocol]) };
  const reason = await whyNoAnswer(place);
  if (reason) {
    throw new Stop(
      `${name}: nothing answers at ${place.host}:${place.port} (${reason}). Start it, or leave ${name} out for a private server.`,
    );
  }
  return { url };
}
