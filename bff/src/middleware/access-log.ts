import type { Metrics } from '../health/metrics.ts';
import type { Logger } from '../log.ts';
import type { Step } from './context.ts';

/** One line a request: the route's template, never the path with its identifiers, nor query, body, or who asked. */
export function accessLog(log: Logger, metrics: Metrics): Step {
  return async (ctx, next) => {
    const started = performance.now();
    await next();
    const seconds = (performance.now() - started) / 1000;
    const route = typeof ctx._matchedRoute === 'string' ? ctx._matchedRoute : 'none';
    metrics.requestSeconds.observe({ method: ctx.method, route, status: ctx.status }, seconds);
    log.info(
      {
        requestId: ctx.state.requestId,
        method: ctx.method,
        route,
        status: ctx.status,
        ms: Math.round(seconds * 1000),
      },
      'request',
    );
  };
}
