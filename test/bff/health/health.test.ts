import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startApp, type TestApp } from '../../support/app.ts';
import { createTestDatabase } from '../../support/database.ts';
import { openProxy } from '../../support/tcp-proxy.ts';

describe('with everything well', () => {
  let app: TestApp;
  let folder: string;
  const metricsToken = 'metrics-token-of-a-test';

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'h5-'));
    await mkdir(path.join(folder, 'js'));
    await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>h5</title>');
    await writeFile(path.join(folder, 'js', 'app.0a1b2c3d.js'), 'void 0;');
    app = await startApp({ env: { METRICS_TOKEN: metricsToken, H5_DIR: folder } });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  test('/health says that the process lives', async () => {
    expect(await app.ask('GET', '/health')).toMatchObject({ status: 200, body: { status: 'alive' } });
  });

  test('/ready names what it stands on', async () => {
    expect(await app.ask('GET', '/ready')).toMatchObject({
      status: 200,
      body: { status: 'ready', database: 'up', redis: 'up', platform: 'closed' },
    });
  });

  test('/metrics counts by route template, for whoever has the token', async () => {
    await app.ask('GET', '/api/v1/bills/S1');
    const headers = { Authorization: `Bearer ${metricsToken}` };
    const { status, body } = await app.ask<string>('GET', '/metrics', { headers });
    expect(status).toBe(200);
    expect(body).toContain(
      'http_request_seconds_count{method="GET",route="/api/v1/bills/:setlId",status="401"} 1',
    );
    expect(body).not.toContain('S1"');
    expect((await app.ask('GET', '/metrics')).status).toBe(403);
    expect((await app.ask('GET', '/metrics', { headers: { Authorization: 'Bearer guess' } })).status).toBe(
      403,
    );
  });

  test('the H5 app is served, its hashed files for good, its page never stale', async () => {
    const page = await fetch(`${app.url}/`);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    const script = await fetch(`${app.url}/js/app.0a1b2c3d.js`);
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${app.url}/js/none.js`)).status).toBe(404);
  });

  test.each(['/%E0%A4%A', '/a%00b', '/x/..%2f..%2fetc/passwd'])('no file is at %s', async (where) => {
    const reply = await fetch(`${app.url}${where}`);
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ error: { code: 'not_found' } });
    expect(app.lines.filter((line) => line.includes('request failed'))).toEqual([]);
  });

  test('while stopping, /ready turns and requests are still answered', async () => {
    app.deps.lifecycle.stopping = true;
    expect(await app.ask('GET', '/ready')).toMatchObject({ status: 503, body: { status: 'stopping' } });
    expect((await app.ask('GET', '/api/v1/consent-texts')).status).toBe(200);
    app.deps.lifecycle.stopping = false;
  });
});

test('without a token /metrics is for this machine only, never through a proxy', async () => {
  const direct = await startApp();
  expect((await direct.ask('GET', '/metrics')).status).toBe(200);
  await direct.close();
  const proxied = await startApp({ env: { TRUSTED_PROXIES: '1' } });
  expect((await proxied.ask('GET', '/metrics')).status).toBe(403);
  await proxied.close();
});

test('the database away: alive, not ready, 503 with when to try again; and well when it is back', async () => {
  const database = await createTestDatabase();
  const proxy = await openProxy(database.url);
  const app = await startApp({ env: { DATABASE_URL: proxy.url } });
  expect((await app.ask('GET', '/ready')).status).toBe(200);

  await proxy.cut();
  expect((await app.ask('GET', '/health')).status).toBe(200);
  expect(await app.ask('GET', '/ready')).toMatchObject({ status: 503, body: { database: 'away' } });
  const failed = await app.ask('POST', '/api/v1/sms-codes', { body: { phone: '14200007777' } });
  expect(failed.status).toBe(503);
  expect(failed.body.error).toMatchObject({ code: 'storage_unavailable' });
  expect(failed.headers.get('retry-after')).toBe('2');

  await proxy.restore();
  expect((await app.ask('GET', '/ready')).status).toBe(200);
  expect((await app.ask('POST', '/api/v1/sms-codes', { body: { phone: '14200007777' } })).status).toBe(202);
  await app.close();
  await proxy.close();
  await database.drop();
});
