// Once for a whole jest run: a real MariaDB and Redis. Given ones are used; private ones are thrown away after.
import { startGround } from '../../config/local/ground.mjs';

export default async function setup() {
  const ground = await startGround();
  process.env.DATABASE_URL = ground.databaseUrl;
  process.env.MIGRATION_DATABASE_URL = ground.migrationUrl;
  process.env.REDIS_URL = ground.redisUrl;
  globalThis.jestGround = ground;
}
