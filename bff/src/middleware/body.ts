import { bodyParser } from '@koa/bodyparser';

import { AppError } from '../error.ts';
import type { Step } from './context.ts';

const parse = bodyParser({
  enableTypes: ['json'],
  extendTypes: { json: ['application/json'] },
  parsedMethods: ['POST', 'PUT', 'DELETE'],
  jsonLimit: '256kb',
  jsonStrict: true,
});

/** JSON of at most 256 KB, or nothing. */
export function jsonBody(): Step {
  return async (ctx, next) => {
    const carries = ctx.request.length !== 0 && ctx.request.length !== undefined;
    const chunked = ctx.get('Transfer-Encoding') !== '';
    if ((carries || chunked) && !ctx.request.is('application/json')) {
      throw new AppError(415, 'unsupported_media_type', 'send the body as Content-Type: application/json');
    }
    try {
      await parse(ctx, nothing);
    } catch (error) {
      throw isNotUnpacked(error) ? notAsEncoded(error) : error;
    }
    await next();
  };
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
