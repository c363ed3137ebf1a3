import type { Step } from '../middleware/context.ts';
import { createOpenApi } from './document.ts';
import { renderPage } from './page.ts';

/** `/openapi.json` for programs, `/docs` for people: both made once, from the contract, when one is first asked for. */
export function openApi(version: string): Step {
  let made: { json: string; page: string } | undefined;
  const make = () => {
    const document = createOpenApi(version);
    return { json: JSON.stringify(document), page: renderPage(document) };
  };
  return async (ctx, next) => {
    if (ctx.method === 'GET' && ctx.path === '/openapi.json') {
      ctx.type = 'application/json';
      ctx.body = (made ??= make()).json;
    } else if (ctx.method === 'GET' && ctx.path === '/docs') {
      ctx.type = 'html';
      ctx.body = (made ??= make()).page;
    } else {
      await next();
    }
  };
}
