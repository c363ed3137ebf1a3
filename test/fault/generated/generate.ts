/** Requests that nobody would write: good ones, and good ones spoilt in their method, path, headers or body. */
import { randomBytes } from 'node:crypto';

import { routes, type RouteName } from '@yijiutong/rules/contract';

import { credentials } from '../../sandbox/credentials.ts';
import type { Chance } from '../../support/seeded.ts';
import { signPush } from '../../support/sign.ts';
import { makeGoodRequest, routeNames, type Cast } from './good-requests.ts';
import { rawBodies, spoil } from './mutations.ts';

export type Generated = {
  route: RouteName | 'elsewhere';
  /** Nothing about it was spoilt. */
  good: boolean;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | Buffer;
};

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE'];
const oddSegments = [
  '%00',
  '%2e%2e',
  '%ff%fe',
  '%',
  'null',
  '-1',
  '9'.repeat(40),
  '%E5%8C%BB',
  "'--",
  'a'.repeat(3000),
  ' ',
];
const oddQueries = [
  '?',
  '?year=',
  '?year=2026&year=2027',
  '?year=1e3',
  '?cursor=%00',
  '?cursor=eyJh',
  '?limit=99999',
  '?limit[]=1',
  '?x=1',
  `?cursor=${'A'.repeat(200)}`,
];
const elsewhere = [
  '/',
  '/health',
  '/ready',
  '/metrics',
  '/openapi.json',
  '/docs',
  '/api',
  '/api/v1',
  '/api/v1/',
  '/api/v2/status',
  '//',
  '/..%2f..%2fetc/passwd',
  '/favicon.ico',
];
const oddTokens = [
  '',
  'Bearer',
  'Bearer ',
  `Bearer ${'A'.repeat(43)}`,
  `Bearer ${'A'.repeat(8000)}`,
  'Basic YTpi',
  'bearer x',
  'Bearer ..',
  'Bearer %00',
];
const oddKeys = [
  '',
  'short',
  'x'.repeat(65),
  'with space and more text',
  '../../../../etc/passwd',
  'key-of-somebody-else',
];
const oddHeaders: readonly Record<string, string>[] = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': '' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'br' },
  { 'content-encoding': 'deflate' },
  { accept: 'image/png' },
  { 'accept-encoding': '*;q=0' },
  { 'x-forwarded-for': 'not-an-address, ::1, 1.2.3.4' },
  { 'x-request-id': '\tid with tabs\t' },
  { 'x-request-id': 'x'.repeat(5000) },
  { 'if-none-match': '*' },
  { 'if-modified-since': 'yesterday' },
  { range: 'bytes=0-0,-1' },
  { 'x-http-method-override': 'DELETE' },
  { cookie: `a=${'b'.repeat(4000)}` },
  { 'x-api-access-key': credentials.intake.accessKey },
  { 'x-api-access-key': 'nobody', 'x-api-timestamp': 'now', 'x-api-signature': 'zz' },
];

export async function generate(cast: Cast, chance: Chance, lane: number): Promise<Generated> {
  if (chance.happens(0.06)) return generateElsewhere(chance);
  const route = chance.pick(routeNames);
  const { request, body } = await makeRequest(route, cast, chance, lane);
  if (chance.happens(0.75)) spoilRequest(request, body, chance);
  if (chance.happens(0.95)) sign(request);
  return request;
}

/** As its route wants it. */
export async function generateGood(route: RouteName, cast: Cast, chance: Chance): Promise<Generated> {
  const { request } = await makeRequest(route, cast, chance, 0);
  sign(request);
  return request;
}

async function makeRequest(
  route: RouteName,
  cast: Cast,
  chance: Chance,
  lane: number,
): Promise<{ request: Generated; body: unknown }> {
  const { path, body, bytes, token } = await makeGoodRequest(route, cast, chance, lane);
  const { method } = routes[route];
  const request: Generated = {
    route,
    good: true,
    method,
    path,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'GET' ? {} : { 'idempotency-key': randomBytes(12).toString('hex') }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(bytes === undefined ? {} : { body: bytes }),
  };
  return { request, body };
}

function generateElsewhere(chance: Chance): Generated {
  const path = `${chance.pick(elsewhere)}${chance.happens(0.3) ? chance.pick(oddQueries) : ''}`;
  const method = chance.pick(methods);
  return {
    route: 'elsewhere',
    good: false,
    method,
    path,
    headers: chance.happens(0.5) ? chance.pick(oddHeaders) : {},
  };
}

function spoilRequest(request: Generated, body: unknown, chance: Chance): void {
  request.good = false;
  // A body is where most of the meaning is: it is spoilt most often.
  if (body !== undefined && chance.happens(0.7)) {
    request.body = chance.happens(0.8)
      ? JSON.stringify(spoil(body, chance))
      : chance.pick(rawBodies(JSON.stringify(body)));
    if (chance.happens(0.7)) return;
  }
  const spoilers = [
    () => (request.method = chance.pick(methods)),
    () => (request.path += chance.pick(oddQueries)),
    () => (request.path = oddPath(request.path, chance)),
    () => (request.headers = { ...request.headers, ...chance.pick(oddHeaders) }),
    () => (request.headers = { ...request.headers, authorization: chance.pick(oddTokens) }),
    () => (request.headers = { ...request.headers, 'idempotency-key': chance.pick(oddKeys) }),
    () => (request.body = chance.pick(rawBodies('{}'))),
  ];
  for (let times = chance.between(1, 2); times > 0; times -= 1) chance.pick(spoilers)();
}

function oddPath(path: string, chance: Chance): string {
  const segments = path.split('/');
  segments[chance.between(1, segments.length - 1)] = encodeSpaces(chance.pick(oddSegments));
  return segments.join('/');
}

function encodeSpaces(text: string): string {
  return text.replaceAll(' ', '%20');
}

/** As the province would: what is wrong with the body is to be found behind the signature. */
function sign(request: Generated): void {
  const { route } = request;
  if (route !== 'receiveSettlement') return;
  const [path = ''] = request.path.split('?');
  const body = request.body?.toString() ?? '';
  const signed = signPush(credentials.intake, { method: request.method, path, body }, Date.now());
  request.headers = { ...request.headers, ...signed };
}
