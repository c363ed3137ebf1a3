// For those who run the service: alive, ready, figures. Outside the API: no session, no limit, no contract.
import { timingSafeEqual } from 'node:crypto';

import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Context, Step } from '../middleware/context.ts';
import { describeReadiness } from './readiness.service.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export function health(deps: Deps): Step {
  return async (ctx, next) => {
    switch (ctx.method === 'GET' ? ctx.path : '') {
      case '/health':
        ctx.body = { status: 'alive' };
        return;
      case '/ready': {
        const { ready, ...report } = await describeReadiness(deps);
        ctx.status = ready ? 200 : 503;
        ctx.body = report;
        return;
      }
      case '/metrics':
        checkMayMeasure(ctx, deps);
        ctx.type = deps.metrics.registry.contentType;
        ctx.body = await deps.metrics.registry.metrics();
        return;
      default:
        await next();
    }
  };
}

/** With a token anybody who holds it; without one only this machine, and never through a proxy. */
function checkMayMeasure(ctx: Context, { config }: Deps): void {
  const { metricsToken, trustedProxies } = config;
  const here = trustedProxies === 0 && loopback.has(ctx.req.socket.remoteAddress ?? '');
  const allowed = metricsToken === undefined ? here : isToken(ctx.get('Authorization'), metricsToken);
  if (!allowed) throw new AppError(403, 'forbidden', 'send Authorization: Bearer <METRICS_TOKEN>');
}

function isToken(authorization: string, token: string): boolean {
  const given = Buffer.from(authorization);
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
