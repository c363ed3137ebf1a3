// What a request shows of who is asking, and which signatures are good.
import { createHash, createHmac } from 'node:crypto';

import { isSignedBy, isStaffToken, readCredential, type Signed } from '../../../bff/src/access/credential.ts';

const token = 'a-_Z0'.repeat(9).slice(0, 43);

test.each([
  ['', '', { kind: 'none' }],
  ['', `Bearer ${token}`, { kind: 'resident', token }],
  ['', `Bearer staff_${token}`, { kind: 'staff', token: `staff_${token}` }],
  ['', `Bearer ${token}x`, { kind: 'unknown' }],
  ['', `Bearer ${token.slice(1)}`, { kind: 'unknown' }],
  ['', `Bearer staff_${token}x`, { kind: 'unknown' }],
  ['', `Bearer xstaff_${token}`, { kind: 'unknown' }],
  ['', `Bearer ${token} `, { kind: 'unknown' }],
  ['', ` Bearer ${token}`, { kind: 'unknown' }],
  ['', `bearer ${token}`, { kind: 'unknown' }],
  ['', token, { kind: 'unknown' }],
  ['', 'Basic abc', { kind: 'unknown' }],
  ['', `Bearer ${token.slice(1)}.`, { kind: 'unknown' }],
  ['key', '', { kind: 'signature', accessKey: 'key' }],
  ['key', `Bearer ${token}`, { kind: 'signature', accessKey: 'key' }],
])('the key %j and the authorization %j', (accessKey, authorization, expected) => {
  expect(readCredential({ accessKey, authorization })).toEqual(expected);
});

test('a token of staff is known by its look', () => {
  expect(isStaffToken(`staff_${token}`)).toBe(true);
  for (const other of [token, `staff_${token}a`, ` staff_${token}`, `staff_${token.slice(1)}`, 'staff_']) {
    expect(isStaffToken(other)).toBe(false);
  }
});

const now = 1_795_000_000_000;
const five = 5 * 60_000;

function sign(secret: string, change: Partial<Signed> = {}): Signed {
  const signed = {
    method: 'POST',
    path: '/p',
    querystring: '',
    timestamp: String(now),
    body: '{"a":1}',
    signature: '',
    ...change,
  };
  const digest = createHash('sha256').update(signed.body).digest('hex');
  const path = signed.querystring === '' ? signed.path : `${signed.path}?${signed.querystring}`;
  const message = `${signed.method}\n${path}\n${signed.timestamp}\n${digest}`;
  return { ...signed, signature: createHmac('sm3', secret).update(message).digest('hex') };
}

test('a signature is good with its secret, for its request, within five minutes', () => {
  const signed = sign('s');
  expect(isSignedBy('s', signed, now)).toBe(true);
  expect(isSignedBy('s', sign('s', { querystring: 'x=1' }), now)).toBe(true);
  expect(isSignedBy('s', sign('s', { body: Buffer.from('bytes') }), now)).toBe(true);
  expect([now - five, now + five].map((at) => isSignedBy('s', signed, at))).toEqual([true, true]);
  expect([now - five - 1, now + five + 1].map((at) => isSignedBy('s', signed, at))).toEqual([false, false]);
  expect(isSignedBy('t', signed, now)).toBe(false);
});

test.each<[string, Partial<Signed>]>([
  ['method', { method: 'PUT' }],
  ['path', { path: '/q' }],
  ['query', { querystring: 'x=1' }],
  ['time', { timestamp: String(now + 1) }],
  ['body', { body: '{"a":2}' }],
  ['signature cut short', { signature: sign('s').signature.slice(0, 32) }],
  ['signature left out', { signature: '' }],
])('with another %s it is not', (_what, change) => {
  expect(isSignedBy('s', { ...sign('s'), ...change }, now)).toBe(false);
});

test.each(['', 'now', `0${now}`, ` ${now}`, `${now} `, `${now}0`, '1e12'])(
  'nor with the time %j',
  (timestamp) => {
    expect(isSignedBy('s', sign('s', { timestamp }), now)).toBe(false);
    expect(isSignedBy('s', sign('s', { timestamp }), Number(timestamp))).toBe(false);
  },
);
