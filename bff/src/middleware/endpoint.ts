import assert from 'node:assert/strict';

import type Router from '@koa/router';
import { routes, type Route, type RouteName } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import type { Context, Handler, Incoming, OwnerLookups, State, Step } from './context.ts';
import { idempotent } from './idempotency.ts';
import { permit } from './permission.ts';
import { validate } from './validate.ts';

/** Puts one route of the contract on the router: permission → idempotency → validate → handler. */
export function mount<Name extends RouteName>(
  router: Router<State>,
  name: Name,
  handle: Handler<Name>,
  deps: Deps,
  owners: Partial<OwnerLookups>,
): void {
  const route: Route = routes[name];
  const steps: Step[] = [
    permit(route, deps.notices.texts, owners),
    ...(route.method === 'GET' ? [] : [idempotent(name, deps)]),
    validate(route),
    answer(name, handle, deps),
  ];
  router.register(route.path, [route.method], steps, { name });
}

function answer<Name extends RouteName>(name: Name, handle: Handler<Name>, deps: Deps): Step {
  const route: Route = routes[name];
  return async (ctx) => {
    const reply = await handle(incomingOf<Name>(ctx));
    if (deps.config.environment === 'test') checkReply(name, reply);
    ctx.status = route.status;
    if (route.reply !== null) ctx.body = reply;
  };
}

function incomingOf<Name extends RouteName>(ctx: Context): Incoming<Name> {
  const { input, caller, requestId } = ctx.state;
  // permit has checked the caller and validate the input; both are typed by the same route of the contract.
  return { ...input, caller, requestId, address: ctx.ip } as unknown as Incoming<Name>;
}

/** In tests every reply must be what the contract promises, field by field. */
function checkReply(name: RouteName, reply: unknown): void {
  const schema = (routes[name] as Route).reply;
  if (schema === null) {
    assert.equal(reply, undefined, `${name} promises no body`);
    return;
  }
  const parsed = schema.safeParse(reply);
  assert(parsed.success, `${name} does not answer as promised: ${parsed.error?.message ?? ''}`);
}
