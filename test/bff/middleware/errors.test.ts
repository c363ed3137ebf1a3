import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';

import { errorReply } from '../../../shared/src/contract/index.ts';
import { startApp, newKey, type TestApp } from '../../support/app.ts';
import { inventedPhone } from '../../support/people.ts';
import { signInByPhone } from '../../support/residents.ts';

let app: TestApp;
const send = async (
  method: string,
  path: string,
  init: { body?: string | Buffer; headers?: Record<string, string> },
) => {
  const reply = await fetch(`${app.url}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newKey(), ...init.headers },
    ...(init.body === undefined ? {} : { body: init.body }),
  });
  const body = errorReply.parse(await reply.json());
  expect(body.error.requestId).toBe(reply.headers.get('x-request-id'));
  return { status: reply.status, headers: reply.headers, error: body.error };
};

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe('a request that cannot be read', () => {
  test.each([
    ['half an object', '{"phone":', 400, 'malformed_json'],
    ['words', 'phone', 400, 'malformed_json'],
    ['a bare string', '"phone"', 400, 'malformed_json'],
    ['more than 256 KB', JSON.stringify({ phone: 'x'.repeat(257 * 1024) }), 413, 'payload_too_large'],
    ['a list where an object is meant', '[]', 422, 'invalid_request'],
    ['nothing', undefined, 422, 'invalid_request'],
    ['a number as phone', '{"phone":14200000001}', 422, 'invalid_request'],
    ['an unknown field', '{"phone":"14200000001","admin":true}', 422, 'invalid_request'],
    ['a polluted prototype', '{"__proto__":{"phone":"14200000001"}}', 400, 'malformed_json'],
  ])('%s', async (_what, body, status, code) => {
    const reply = await send('POST', '/api/v1/sms-codes', body === undefined ? {} : { body });
    expect(reply).toMatchObject({ status, error: { code } });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('as %s', async (type) => {
    const reply = await send('POST', '/api/v1/sms-codes', {
      body: 'phone=1',
      headers: { 'Content-Type': type },
    });
    expect(reply).toMatchObject({ status: 415, error: { code: 'unsupported_media_type' } });
  });

  test('in an unknown encoding', async () => {
    const reply = await send('POST', '/api/v1/sms-codes', {
      body: '{}',
      headers: { 'Content-Encoding': 'zip' },
    });
    expect(reply).toMatchObject({ status: 415, error: { code: 'unsupported_media_type' } });
  });

  test('unpacked to more than 256 KB', async () => {
    const body = gzipSync(JSON.stringify({ phone: ' '.repeat(5_000_000) }));
    expect(body.length).toBeLessThan(20_000);
    const reply = await send('POST', '/api/v1/sms-codes', { body, headers: { 'Content-Encoding': 'gzip' } });
    expect(reply).toMatchObject({ status: 413, error: { code: 'payload_too_large' } });
  });

  test.each(['gzip', 'deflate', 'br'])('that says it is packed by %s, and is not', async (encoding) => {
    const headers = { 'Content-Encoding': encoding };
    const reply = await send('POST', '/api/v1/sms-codes', { body: '{"phone":"14200000001"}', headers });
    expect(reply).toMatchObject({ status: 400, error: { code: 'malformed_json' } });
  });

  test.each(['gzip', 'deflate', 'br'])(
    'that is long and not packed by %s leaves its connection to the next',
    async (encoding) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const ask = (method: string, path: string, headers: Record<string, string>, body?: string) =>
        new Promise<number | undefined>((resolve, reject) => {
          const asked = request(`${app.url}${path}`, { method, headers, agent });
          asked.on('error', reject);
          asked.on('response', (reply) => reply.resume().on('end', () => resolve(reply.statusCode)));
          asked.end(body);
        });
      const body = JSON.stringify({ phone: 'x'.repeat(240_000) });
      const headers = {
        'Content-Type': 'application/json',
        'Content-Encoding': encoding,
        'Content-Length': String(body.length),
        'Idempotency-Key': newKey(),
      };
      expect(await ask('POST', '/api/v1/sms-codes', headers, body)).toBe(400);
      expect(await ask('GET', '/health', {})).toBe(200);
      agent.destroy();
    },
  );

  test('that breaks off harms nobody', async () => {
    await new Promise<void>((resolve) => {
      const broken = request(`${app.url}/api/v1/sms-codes`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': '1000',
          'Idempotency-Key': newKey(),
        },
      });
      broken.on('error', () => resolve());
      broken.write('{"phone"');
      setTimeout(() => broken.destroy(), 50);
    });
    expect((await app.ask('GET', '/health')).status).toBe(200);
  });

  test('every wrong field is named, no value is repeated', async () => {
    const reply = await app.ask('POST', '/api/v1/sessions/phone', {
      body: { phone: '999secret', code: '12', extra: 1 },
    });
    const fields = (reply.body.error as { data: { fields: { path: string }[] } }).data.fields;
    expect(fields.map(({ path }) => path).sort()).toEqual([
      'body',
      'body.code',
      'body.phone',
      'body.privacyPolicyVersion',
    ]);
    expect(JSON.stringify(reply.body)).not.toContain('999secret');
  });
});

describe('a path or method that is not there', () => {
  test.each([
    '/',
    '/api',
    '/api/v1/',
    '/api/v1/nothing',
    '/api/v2/session',
    '/api/v1/session/x',
    '/..%2f..%2fetc/passwd',
  ])('GET %s', async (path) => {
    const reply = await fetch(`${app.url}${path}`);
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ error: { code: 'not_found' } });
  });

  test.each(['PATCH', 'PUT', 'POST'])('%s where GET and DELETE live', async (method) => {
    const reply = await send(method, '/api/v1/session', { body: '{}' });
    expect(reply).toMatchObject({ status: 405, error: { code: 'method_not_allowed' } });
    expect(reply.headers.get('allow')).toContain('DELETE');
  });
});

describe('something that breaks', () => {
  test('is 500 without a word about the inside, and logged with its cause', async () => {
    const token = await signInByPhone(app, inventedPhone(4001));
    await app.withoutTable('account', async () => {
      const reply = await app.ask('GET', '/api/v1/account/export', { token });
      expect(reply.status).toBe(500);
      expect(reply.body).toEqual({
        error: {
          code: 'internal_error',
          message: expect.any(String) as string,
          requestId: reply.headers.get('x-request-id'),
        },
      });
      expect(JSON.stringify(reply.body)).not.toMatch(/account_gone|select|Table/i);
      const logged = app.lines.find((line) => line.includes(reply.headers.get('x-request-id') ?? '?'));
      expect(logged).toContain('account');
      expect(logged).not.toContain('select ');
    });
  });
});

describe('headers of every reply', () => {
  test.each(['/api/v1/consent-texts', '/api/v1/nothing', '/docs', '/health'])('GET %s', async (path) => {
    const { headers } = await fetch(`${app.url}${path}`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe-eval');
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test("a proxy's request id is kept when it has the form of one", async () => {
    const id = 'from-the-proxy-0001';
    const kept = await fetch(`${app.url}/health`, { headers: { 'X-Request-Id': id } });
    expect(kept.headers.get('x-request-id')).toBe(id);
    const replaced = await fetch(`${app.url}/health`, { headers: { 'X-Request-Id': 'a b' } });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
