import type { Route } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { AppError } from '../error.ts';
import type { Step } from './context.ts';

/** Path, query and body against the contract; the handler sees only what came through. */
export function validate(route: Route): Step {
  return async (ctx, next) => {
    ctx.state.input = {
      params: check(route.params, 'path', ctx.params),
      query: check(route.query, 'query', { ...ctx.query }),
      body: check(route.body, 'body', ctx.request.body),
    };
    await next();
  };
}

function check(schema: z.ZodType | undefined, where: string, value: unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError(422, 'invalid_request', `the ${where} is not as /docs describes it: see data.fields`, {
    data: { fields: describeIssues(where, parsed.error.issues) },
  });
}

/** Names the field and what is wrong with it, never its value. */
function describeIssues(
  where: string,
  issues: readonly z.core.$ZodIssue[],
): { path: string; problem: string }[] {
  return issues.flatMap((issue) =>
    // A union that matched nothing: its first branch is the usual form, and tells more than "invalid input".
    issue.code === 'invalid_union' && issue.errors[0] !== undefined
      ? describeIssues([where, ...issue.path].join('.'), issue.errors[0])
      : [{ path: [where, ...issue.path].join('.'), problem: issue.message }],
  );
}
