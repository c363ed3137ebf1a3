import assert from 'node:assert/strict';

import type Router from '@koa/router';
import { routes, type Route, type RouteName } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import { checkReach, findBehalf } from '../proxy/behalf.service.ts';
import { findVolunteering } from '../volunteer/volunteer.store.ts';
import { refuseBytes, takeBytes } from './body.ts';
import type { Context, FileReply, Handler, Incoming, OwnerLookups, State, Step } from './context.ts';
import { fileHeaders } from './headers.ts';
import { idempotent } from './idempotency.ts';
import { permit, type Questions } from './permission.ts';
import { giveRevalidated } from './revalidate.ts';
import { validate } from './validate.ts';

/** Puts one route of the contract on the router: permission → body of bytes → idempotency → validate → handler. */
export function mount<Name extends RouteName>(
  router: Router<State>,
  name: Name,
  handle: Handler<Name>,
  deps: Deps,
  owners: Partial<OwnerLookups>,
): void {
  const route: Route = routes[name];
  const questions: Questions = {
    texts: deps.notices.texts,
    owners,
    findVolunteering: (accountId) => findVolunteering(deps.db, accountId),
    findBehalf: (accountId, mandate) => findBehalf(deps, accountId, mandate),
    checkReach: (caller, reached) => checkReach(deps, caller, reached),
  };
  const steps: Step[] = [
    permit(route, questions),
    // Only who may send them: nobody else has bytes held for her.
    route.takesBytes === undefined ? refuseBytes() : takeBytes(route.takesBytes),
    ...(route.method === 'GET' || route.repeatable === true ? [] : [idempotent(name, deps)]),
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
    if (route.givesFile !== undefined) giveFile(ctx, reply as FileReply);
    else if (route.revalidated === true) giveRevalidated(ctx, reply as object);
    else if (route.reply !== null) ctx.body = reply;
  };
}

function giveFile(ctx: Context, file: FileReply): void {
  ctx.body = file.content;
  ctx.length = file.length;
  ctx.set(fileHeaders(file));
}

function incomingOf<Name extends RouteName>(ctx: Context): Incoming<Name> {
  const { input, bytes, caller, requestId } = ctx.state;
  // permit has checked the caller and validate the input; both are typed by the same route of the contract.
  return { ...input, bytes, caller, requestId, address: ctx.ip } as unknown as Incoming<Name>;
}

/** In tests every reply must be what the contract promises, field by field. */
function checkReply(name: RouteName, reply: unknown): void {
  const { reply: schema, givesFile }: Route = routes[name];
  if (givesFile !== undefined) {
    const { mediaType } = reply as FileReply;
    assert(givesFile.includes(mediaType), `${name} does not promise ${mediaType}`);
    return;
  }
  if (schema === null) {
    assert.equal(reply, undefined, `${name} promises no body`);
    return;
  }
  const parsed = schema.safeParse(reply);
  assert(parsed.success, `${name} does not answer as promised: ${parsed.error?.message ?? ''}`);
}
