import type { Step } from '../middleware/context.ts';
import { createOpenApi } from './document.ts';
import { renderPage } from './page.ts';

/** `/openapi.json` for programs, `/docs` for people: both made once, from the contract. */
export function openApi(version: string): Step {
  const document = createOpenApi(version);
  const json = JSON.stringify(document);
  const page = renderPage(document);
  return async (ctx, next) => {
    if (ctx.method === 'GET' && ctx.path === '/openapi.json') {
      ctx.type = 'application/json';
      ctx.body = json;
    } else if (ctx.method === 'GET' && ctx.path === '/docs') {
      ctx.type = 'html';
      ctx.body = page;
    } else {
      await next();
    }
  };
}
