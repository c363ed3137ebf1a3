/** Redis evicts nothing, as in production; what is kept there goes by its time to live, so that its memory stays bounded. */
import { Redis } from 'ioredis';

import { startApp, type TestApp } from '../../support/app.ts';
import { moveInApplicant, sketchBill } from '../../support/claims.ts';
import { createTestRedis } from '../../support/database.ts';
import { signInStaff } from '../../support/staff.ts';
import { openProxy, type TcpProxy } from '../../support/tcp-proxy.ts';

const warning = 'set its maxmemory-policy to noeviction';
let app: TestApp;
let proxy: TcpProxy;
let redis: Redis;

beforeAll(async () => {
  const url = await createTestRedis();
  proxy = await openProxy(url);
  app = await startApp({ families: { people: [], settlements: [] }, env: { REDIS_URL: proxy.url } });
  redis = new Redis(url);
});
afterAll(async () => {
  redis.disconnect();
  await app.close();
  await proxy.close();
});

const reconnected = async () => {
  await proxy.cut();
  await proxy.restore();
  while (!(await app.deps.redis.set('again', '1', 1000))) await pause();
};
const pause = () => new Promise((resume) => setTimeout(resume, 20));
const warnings = () => app.lines.filter((line) => line.includes(warning));

test('the ground keeps what it is given', async () => {
  expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  await reconnected();
  expect(warnings()).toEqual([]);
});

test('a Redis that evicts is named in the log', async () => {
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  try {
    await reconnected();
    while (warnings().length === 0) await pause();
    expect(warnings()[0]).toContain('allkeys-lru');
  } finally {
    await redis.config('SET', 'maxmemory-policy', 'noeviction');
  }
});

test('every key has an end', async () => {
  await moveInApplicant(app, { n: 41 }, [sketchBill('S-REDIS-1')]);
  const { token } = await signInStaff(app, 'county_reviewer', '510402');
  await app.ask('GET', '/api/v1/staff/queue', { token });
  const keys = await redis.keys('*');
  const ends = await Promise.all(keys.map((key) => redis.pttl(key)));
  expect(keys.length).toBeGreaterThan(3);
  expect(keys.filter((_, at) => ends[at] === -1)).toEqual([]);
});
