import { randomUUID } from 'node:crypto';

import type { Step } from './context.ts';

/** Names the request in logs and replies. A proxy's name for it is kept when it has the form of one. */
export function requestId(): Step {
  return async (ctx, next) => {
    const given = ctx.get('X-Request-Id');
    ctx.state.requestId = /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    ctx.set('X-Request-Id', ctx.state.requestId);
    await next();
  };
}
