import helmet from 'koa-helmet';

import type { Config } from '../config.ts';
import type { FileReply, Step } from './context.ts';

/** What a browser may do with our pages: run our own files, talk to us, and be framed by nobody. */
export function securityHeaders(config: Config): Step {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        // Taro writes element styles from script when it lays out lists and dialogs.
        'style-src': ["'self'", "'unsafe-inline'"],
        // blob: a photo that is still on the phone, shown before it is sent.
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity:
      config.environment === 'production' ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  });
}

/** Answers of the API belong to one person: no proxy and no browser keeps them. */
export function neverCached(): Step {
  return async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    await next();
  };
}

/**
 * A file that somebody sent: it is shown as what it was found to be and as nothing else, may run and load nothing,
 * and no cache keeps it.
 */
export function fileHeaders({ mediaType, name }: FileReply): Record<string, string> {
  return {
    'Content-Type': mediaType,
    'Content-Disposition': `inline; filename="${name}"`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, no-store',
  };
}
