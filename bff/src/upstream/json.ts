import type { z } from 'zod';

import { AppError } from '../error.ts';

/** Milliseconds for the whole exchange. */
const patience = 5000;
const largestReply = 64 * 1024;

/**
 * One exchange of JSON with a system we do not own.
 * @throws {AppError} 502 `upstream_invalid_reply` when the reply is not what the interface promises
 */
export async function exchangeJson<T>(
  system: string,
  url: URL,
  schema: z.ZodType<T>,
  request: { method: 'GET' | 'POST'; body?: unknown; headers?: Record<string, string> },
): Promise<T> {
  const response = await fetch(url, {
    method: request.method,
    headers: {
      ...request.headers,
      ...(request.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: AbortSignal.timeout(patience),
    redirect: 'error',
  });
  if (response.status >= 500) throw new Error(`${system} answered ${response.status}`);
  const parsed = schema.safeParse(parseJson(await readLimited(response)));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
  throw new AppError(502, 'upstream_invalid_reply', `${system} answered out of its interface: ${where}`, {
    data: { system },
  });
}

interface ByteReader {
  read(): Promise<{ value?: Uint8Array | undefined }>;
}

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  const reader = response.body?.getReader() as ByteReader | undefined;
  for (let size = 0; reader !== undefined;) {
    const { value } = await reader.read();
    if (value === undefined) break;
    size += value.length;
    if (size > largestReply) throw new Error(`a reply above ${largestReply} bytes`);
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
