/** One request: the only caller of Taro.request. Every failure leaves as an AppFailure with a code. */
import Taro from '@tarojs/taro';
import type { ErrorReply } from '@yijiutong/rules/contract';

import { AppFailure } from './failure';
import { session } from './session';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

type Sent = {
  method: Method;
  path: string;
  body?: unknown;
  bytes?: ArrayBuffer;
  key?: string;
  etag?: string;
  /** For somebody else: under which mandate. */
  mandate?: string | undefined;
  /** Whose it is, where it is not the resident's who is signed in; null: asked by nobody in particular. */
  token?: string | null;
};

const TIMEOUT_MS = 15_000;
/** A chunk of a photo over the weakest signal; WeChat allows no more. */
const BYTES_TIMEOUT_MS = 60_000;

/** WeChat says it in `errMsg`, a browser in the name or the message of an error. */
function failureOf(error: unknown): AppFailure {
  const { name = '', message = '', errMsg = '' } = error as Partial<Error> & { errMsg?: string };
  const isLate = /timeout|timed out|AbortError/i.test(`${name} ${message} ${errMsg}`);
  return new AppFailure(isLate ? 'timeout' : 'offline');
}

function typeOf({ body, bytes }: Sent): string | undefined {
  if (bytes !== undefined) return 'application/octet-stream';
  return body === undefined ? undefined : 'application/json';
}

function headersOf(sent: Sent): Record<string, string> {
  const { key, etag, mandate, token = session.token() ?? null } = sent;
  const type = typeOf(sent);
  return {
    Accept: 'application/json',
    ...(type === undefined ? {} : { 'Content-Type': type }),
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    ...(etag === undefined ? {} : { 'If-None-Match': etag }),
    ...(mandate === undefined ? {} : { 'X-Mandate': mandate }),
  };
}

/** What a reply that is not ours (a proxy's page, a captive portal) means for the person. */
function codeOfStatus(
  status: number,
): 'session_required' | 'rate_limited' | 'shutting_down' | 'internal_error' {
  if (status === 401) return 'session_required';
  if (status === 429) return 'rate_limited';
  return status === 502 || status === 503 || status === 504 ? 'shutting_down' : 'internal_error';
}

/** Where a path below the API's origin stands: for pictures, which no request fetches. */
export function addressOf(path: string): string {
  return `${API_ORIGIN}${path}`;
}

export async function send(sent: Sent): Promise<unknown> {
  return dataOf(await exchange(sent));
}

/** A file as it is. What is none is told in words of the API, which come as bytes too. */
export async function fetchFile(sent: Sent): Promise<ArrayBuffer> {
  const reply = await exchange(sent, { responseType: 'arraybuffer' });
  const bytes = reply.data as ArrayBuffer;
  if (reply.statusCode !== 200) dataOf({ ...reply, data: readJson(bytes) });
  return bytes;
}

/** Null where it is none of ours. The codes are ASCII, and no mini-program has a decoder for more. */
function readJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(String.fromCharCode(...new Uint8Array(bytes)));
  } catch {
    return null;
  }
}

/** Asks for what anybody may have, and may be held already under this ETag; null: it still holds. */
export async function sendUnlessHeld(
  path: string,
  etag: string | null,
): Promise<{ data: unknown; etag: string | null } | null> {
  const reply = await exchange({ method: 'GET', path, token: null, ...(etag === null ? {} : { etag }) });
  if (reply.statusCode === 304) return null;
  // Each platform writes the names of headers in its own way.
  const named = Object.entries(reply.header ?? {}).find(([name]) => name.toLowerCase() === 'etag');
  return { data: dataOf(reply), etag: named === undefined ? null : String(named[1]) };
}

type Answer = { statusCode: number; data: unknown; header?: Record<string, unknown> };

async function exchange(sent: Sent, wanted: { responseType?: 'arraybuffer' } = {}): Promise<Answer> {
  const data = sent.bytes ?? sent.body;
  try {
    return await Taro.request<unknown>({
      url: addressOf(sent.path),
      method: sent.method,
      header: headersOf(sent),
      timeout: sent.bytes === undefined ? TIMEOUT_MS : BYTES_TIMEOUT_MS,
      ...(data === undefined ? {} : { data }),
      ...wanted,
    });
  } catch (error) {
    throw failureOf(error);
  }
}

function dataOf(reply: Answer): unknown {
  if (reply.statusCode === 204) return null;
  if (reply.statusCode >= 200 && reply.statusCode < 300) {
    // A captive portal answers 200 with a web page.
    if (typeof reply.data !== 'object' || reply.data === null) throw new AppFailure('offline');
    return reply.data;
  }
  const error = (reply.data as Partial<ErrorReply> | null)?.error;
  if (error === undefined) throw new AppFailure(codeOfStatus(reply.statusCode));
  throw new AppFailure(error.code, error.data);
}
