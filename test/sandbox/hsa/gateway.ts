/**
 * The CSB gateway in front of the national platform: five headers, of which the last signs the other four.
 * Signature = base64 HMAC-SHA1(secret, the four as `name=value`, sorted by name, joined with `&`); the body is not signed.
 * (Header names are from vendor documents; the form of the signature is that of the gateway product's public SDK.)
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

import { credentials } from '../credentials.ts';
import { type Exchange, headerOf, jsonReply, type Reply } from '../exchange.ts';

const SIGNED = ['_api_access_key', '_api_name', '_api_timestamp', '_api_version'] as const;
const MAX_SKEW_MS = 10 * 60_000;

/** The signature of a call, as its sender has to compute it. */
export function signGatewayCall(secret: string, signed: Record<(typeof SIGNED)[number], string>): string {
  const text = SIGNED.map((name) => `${name}=${signed[name]}`).join('&');
  return createHmac('sha1', secret).update(text).digest('base64');
}

/** What the gateway answers instead of the platform; null lets the call pass. */
export function findGatewayRefusal(exchange: Exchange, now: Date): Reply | null {
  const missing = [...SIGNED, '_api_signature'].find((name) => headerOf(exchange, name) === '');
  if (missing !== undefined) return refusal(400, 'InvalidRequest', `缺少请求头 ${missing}`);
  if (headerOf(exchange, '_api_access_key') !== credentials.hsa.accessKey) {
    return refusal(403, 'AccessKeyNotFound', '_api_access_key 不存在或未订购此服务');
  }
  const sentAt = Number(headerOf(exchange, '_api_timestamp'));
  if (!(Math.abs(now.getTime() - sentAt) <= MAX_SKEW_MS)) {
    return refusal(403, 'TimestampExpired', '_api_timestamp 应为毫秒，且与网关时间相差不超过 10 分钟');
  }
  const expected = signGatewayCall(credentials.hsa.secret, {
    _api_access_key: headerOf(exchange, '_api_access_key'),
    _api_name: headerOf(exchange, '_api_name'),
    _api_timestamp: headerOf(exchange, '_api_timestamp'),
    _api_version: headerOf(exchange, '_api_version'),
  });
  return isSame(expected, headerOf(exchange, '_api_signature'))
    ? null
    : refusal(403, 'SignatureNotMatch', '_api_signature 验签失败');
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refusal(status: number, code: string, message: string): Reply {
  return jsonReply({ code, message }, status);
}
