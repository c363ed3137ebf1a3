import serve from 'koa-static';

import type { Step } from './context.ts';

/** Names that carry a hash of their content never change it. */
const hashed = /[.-][0-9a-f]{8,}\.(?:js|css|png|svg|woff2)$/;

/** The built H5 app. Its routes live behind `#`, so index.html is the only page. */
export function staticH5(folder: string): Step {
  const files = serve(folder, {
    setHeaders(response, path) {
      const forever = hashed.test(path);
      response.setHeader('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return async (ctx, next) => {
    if (ctx.path.startsWith('/api/')) await next();
    else await files(ctx, next);
  };
}
