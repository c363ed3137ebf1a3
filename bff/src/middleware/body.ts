import { bodyParser } from '@koa/bodyparser';

import { AppError } from '../error.ts';
import type { Context, Step } from './context.ts';

const parse = bodyParser({
  enableTypes: ['json'],
  extendTypes: { json: ['application/json'] },
  parsedMethods: ['POST', 'PUT', 'DELETE'],
  jsonLimit: '256kb',
  jsonStrict: true,
});

const bytes = 'application/octet-stream';

/** JSON of at most 256 KB, or nothing. Bytes are left to the route: it knows who may send how many. */
export function jsonBody(): Step {
  return async (ctx, next) => {
    if (carriesBody(ctx) && isBytes(ctx)) {
      await next();
      return;
    }
    if (carriesBody(ctx) && !ctx.request.is('application/json')) {
      throw new AppError(415, 'unsupported_media_type', 'send the body as Content-Type: application/json');
    }
    try {
      await parse(ctx, nothing);
    } catch (error) {
      // What was begun and not read would stand before the next request of the connection.
      ctx.req.unpipe();
      ctx.req.resume();
      throw isNotUnpacked(error) ? notAsEncoded(error) : error;
    }
    await next();
  };
}

/** The body of a route that takes bytes, whole in memory: the limit is small. */
export function takeBytes(limit: number): Step {
  return async (ctx, next) => {
    if (!isBytes(ctx) || ctx.get('Content-Encoding') !== '') {
      throw new AppError(
        415,
        'unsupported_media_type',
        `send the bytes as Content-Type: ${bytes}, not packed`,
      );
    }
    ctx.state.bytes = await readBytes(ctx, limit);
    await next();
  };
}

/** Every other route. */
export function refuseBytes(): Step {
  return async (ctx, next) => {
    if (carriesBody(ctx) && isBytes(ctx)) {
      throw new AppError(415, 'unsupported_media_type', 'send the body as Content-Type: application/json');
    }
    await next();
  };
}

function carriesBody(ctx: Context): boolean {
  const { length } = ctx.request;
  return (length !== undefined && length !== 0) || ctx.get('Transfer-Encoding') !== '';
}

function isBytes(ctx: Context): boolean {
  return ctx.request.is(bytes) === bytes;
}

async function readBytes(ctx: Context, limit: number): Promise<Buffer> {
  const tooLarge = new AppError(413, 'payload_too_large', `send at most ${limit} bytes at a time`);
  if ((ctx.request.length ?? 0) > limit) throw tooLarge;
  const parts: Buffer[] = [];
  let length = 0;
  try {
    // Left open: a stream that is destroyed takes the connection, and with it the answer, along.
    for await (const part of ctx.req.iterator({ destroyOnReturn: false })) {
      length += (part as Buffer).length;
      if (length > limit) throw tooLarge;
      parts.push(part as Buffer);
    }
  } catch (error) {
    // What is still on its way is let run off: a client that writes does not read the answer.
    ctx.req.resume();
    if (error === tooLarge) throw error;
    throw new AppError(400, 'invalid_request', 'the body broke off; send it again', { cause: error });
  }
  return Buffer.concat(parts, length);
}

const nothing = () => Promise.resolve();

/** zlib's codes are Z_…, brotli's ERR__ERROR_…: the body is not what Content-Encoding says. */
function isNotUnpacked(error: unknown): boolean {
  const { code } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown };
  return typeof code === 'string' && /^(Z_|ERR__)/.test(code);
}

function notAsEncoded(cause: unknown): AppError {
  return new AppError(400, 'malformed_json', 'the body does not unpack as its Content-Encoding says', {
    cause,
  });
}
