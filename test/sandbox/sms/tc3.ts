/** TC3-HMAC-SHA256, recomputed from what arrived: a signature is believed because it fits, not because it is there. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import { credentials } from '../credentials.ts';
import { type Exchange, headerOf } from '../exchange.ts';

const MAX_SKEW_SECONDS = 300;
const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d{2}-\d{2})\/([^/]+)\/tc3_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/;

export type ApiError = { Code: string; Message: string };

/** What is wrong with a call's signature; null when it is right. */
export function findSignatureError(exchange: Exchange, now: Date): ApiError | null {
  const match = AUTHORIZATION.exec(headerOf(exchange, 'authorization'));
  const [, secretId = '', date = '', service = '', signedHeaders = '', signature = ''] = match ?? [];
  // The SDK takes the service's name from the address it calls: that of a double has none.
  const names = ['sms', headerOf(exchange, 'host').split('.')[0]];
  if (!match || !names.includes(service)) {
    return { Code: 'AuthFailure.SignatureFailure', Message: 'The Authorization header is not in TC3 form.' };
  }
  if (secretId !== credentials.sms.secretId) {
    return { Code: 'AuthFailure.SecretIdNotFound', Message: 'The SecretId is not found.' };
  }
  const timestamp = headerOf(exchange, 'x-tc-timestamp');
  if (!(Math.abs(now.getTime() / 1000 - Number(timestamp)) <= MAX_SKEW_SECONDS)) {
    const Message = 'The request is expired: the clock is more than 5 minutes off.';
    return { Code: 'AuthFailure.SignatureExpire', Message };
  }
  if (new Date(Number(timestamp) * 1000).toISOString().slice(0, 10) !== date) {
    return {
      Code: 'AuthFailure.SignatureFailure',
      Message: 'The date is not that of X-TC-Timestamp in UTC.',
    };
  }
  const scope = { timestamp, date, service, signedHeaders };
  // The real service has no port in its name, and the SDK signs the name alone; a client may also sign what it sends.
  const hosts = [headerOf(exchange, 'host').replace(/:\d+$/, ''), headerOf(exchange, 'host')];
  const isRight = hosts.some((host) => isSame(signatureOf(exchange, host, scope), signature));
  const Message = 'The provided credentials could not be validated.';
  return isRight ? null : { Code: 'AuthFailure.SignatureFailure', Message };
}

type Scope = { timestamp: string; date: string; service: string; signedHeaders: string };

function signatureOf(exchange: Exchange, host: string, scope: Scope): string {
  const { timestamp, date, service, signedHeaders } = scope;
  const valueOf = (name: string) => {
    if (name === 'host') return host;
    const value = headerOf(exchange, name).trim();
    return name === 'content-type' ? value : value.toLowerCase();
  };
  const canonical = [
    exchange.method,
    exchange.path,
    exchange.query.toString(),
    signedHeaders
      .split(';')
      .map((name) => `${name}:${valueOf(name)}\n`)
      .join(''),
    signedHeaders,
    sha256(exchange.body),
  ].join('\n');
  const text = ['TC3-HMAC-SHA256', timestamp, `${date}/${service}/tc3_request`, sha256(canonical)].join('\n');
  const key = [date, service, 'tc3_request'].reduce(
    (secret: Buffer, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(`TC3${credentials.sms.secretKey}`),
  );
  return createHmac('sha256', key).update(text).digest('hex');
}

function isSame(expected: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(expected), Buffer.from(given));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
