import type { ErrorReply } from '@yijiutong/rules/contract';

import { AppError } from '../error.ts';
import type { Logger } from '../log.ts';
import { isDatabaseAway } from '../storage/mysql.ts';
import { StoreFailed } from '../storage/objects.ts';
import type { Context, Step } from './context.ts';

/** Every throw lands here and leaves as one shape of reply. */
export function errors(log: Logger): Step {
  return async (ctx, next) => {
    try {
      await next();
      checkAnswered(ctx);
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.status >= 500) {
        const { requestId } = ctx.state;
        log.error({ requestId, problem: error.code, err: thrown }, 'request failed');
      }
      reply(ctx, error);
    }
  };
}

/** What no route took: the router leaves only a status, and the header Allow where the path is one of ours. */
function checkAnswered(ctx: Context): void {
  if (ctx.body !== undefined) return;
  if (ctx.status === 404) {
    throw new AppError(404, 'not_found', `nothing answers ${ctx.method} here; /docs lists every route`);
  }
  if (ctx.status === 405 || ctx.status === 501) {
    throw new AppError(405, 'method_not_allowed', 'this path takes other methods: see the header Allow');
  }
}

interface LibraryError {
  status?: number;
  type?: string;
  /** http-errors: the fault is the client's, and may be told. */
  expose?: boolean;
}

/** What the libraries throw, in our words. Whatever is not known says nothing about its inside. */
function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isDatabaseAway(thrown)) {
    return new AppError(503, 'storage_unavailable', 'the database does not answer; try again shortly', {
      cause: thrown,
      retryAfter: 2,
    });
  }
  if (thrown instanceof StoreFailed) {
    return new AppError(503, 'storage_unavailable', 'papers cannot be kept at present; try again later', {
      cause: thrown,
      retryAfter: 30,
    });
  }
  const { status, type, expose } = (thrown instanceof Error ? thrown : {}) as LibraryError;
  if (type === 'entity.too.large') {
    return new AppError(413, 'payload_too_large', 'the body is larger than 256 KB');
  }
  if (type === 'encoding.unsupported' || status === 415) {
    return new AppError(415, 'unsupported_media_type', 'send the body as UTF-8 JSON, plain or gzip');
  }
  if (status === 400 && (thrown instanceof SyntaxError || type !== undefined)) {
    return new AppError(
      400,
      'malformed_json',
      'the body is not a JSON object or array; check quotes and commas',
    );
  }
  // What the file server throws at a path that cannot be decoded or leads out of its folder (http-errors, of which
  // several versions are installed: no instanceof).
  if (expose === true && status !== undefined && status < 500) {
    return new AppError(404, 'not_found', 'nothing answers at this path');
  }
  return new AppError(500, 'internal_error', 'something broke on our side; quote the requestId', {
    cause: thrown,
  });
}

function reply(ctx: Context, error: AppError): void {
  const body: ErrorReply = {
    error: {
      code: error.code,
      message: error.message,
      requestId: ctx.state.requestId,
      ...(error.data === undefined ? {} : { data: error.data }),
    },
  };
  if (error.retryAfter !== undefined) ctx.set('Retry-After', String(error.retryAfter));
  if (error.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
  ctx.status = error.status;
  ctx.body = body;
}
