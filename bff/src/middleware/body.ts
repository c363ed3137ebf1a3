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
    await parse(ctx, next);
  };
}
