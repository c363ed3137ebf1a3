// Who may call what. A route says which audience it is for, which consents it needs and whose record it names; what
// follows is decided in ../access, and this asks what the decisions rest on and says what came of them.
// test/bff/permission.test.ts goes through every cell.
import assert from 'node:assert/strict';

import type { OwnedRecord, Route } from '@yijiutong/rules/contract';

import { decideEntry, listMissingConsents, mayBeProxied } from '../access/entry.ts';
import { decideReach } from '../access/reach.ts';
import type { Notices } from '../consent/notices.ts';
import { AppError, notFound, sessionExpired } from '../error.ts';
import type { Behalf, Caller, Resident, Volunteering } from '../session/session.state.ts';
import type { OwnerLookups, Step } from './context.ts';

/** What the decisions rest on and others know. */
export interface Questions {
  texts: Notices['texts'];
  owners: Partial<OwnerLookups>;
  findVolunteering: (accountId: number) => Promise<Volunteering | undefined>;
  /** @throws {AppError} 403 `mandate_invalid` */
  findBehalf: (accountId: number, mandate: string) => Promise<Behalf>;
  /** @throws {AppError} 404 for a record that the mandate does not reach */
  checkReach: (
    caller: Resident & { behalf: Behalf },
    reached: { kind: OwnedRecord; id: string; reads: boolean },
  ) => Promise<void>;
}

export function permit(route: Route, questions: Questions): Step {
  const { texts, owners, findVolunteering } = questions;
  return async (ctx, next) => {
    checkEntry(route, ctx.state.caller);
    const mandate = ctx.get('X-Mandate');
    checkConsents(route, ctx.state.caller, { behalf: mandate !== '', texts });
    if (mandate !== '') ctx.state.caller = await actFor(route, ctx.state.caller, mandate, questions);
    if (route.audience === 'volunteer')
      ctx.state.caller = await getVolunteer(ctx.state.caller, findVolunteering);
    const params = ctx.params as Record<string, string>;
    await checkOwner(route, ctx.state.caller, params, owners);
    await checkMandate(route, ctx.state.caller, params, questions);
    await next();
  };
}

function checkEntry(route: Route, caller: Caller): void {
  switch (decideEntry(route, caller)) {
    case 'in':
      return;
    case 'session_expired':
      throw sessionExpired();
    case 'session_required':
      throw new AppError(401, 'session_required', 'sign in and send Authorization: Bearer <token>');
    case 'signature_invalid':
      throw new AppError(
        401,
        'signature_invalid',
        'sign the request: X-Api-Access-Key, X-Api-Timestamp (within 5 minutes), X-Api-Signature',
      );
    case 'binding_required':
      throw new AppError(403, 'binding_required', 'bind the account to a person first: POST /api/v1/binding');
    case 'certno_missing':
      throw new AppError(
        403,
        'certno_missing',
        'nobody has entered your citizen number, so nobody can tell whose family you are of: ask your administrator',
      );
    case 'forbidden':
      throw forbidden();
  }
}

function forbidden(): AppError {
  return new AppError(403, 'forbidden', 'this route is not for this kind of caller');
}

function checkConsents(
  route: Route,
  caller: Caller,
  { behalf, texts }: { behalf: boolean; texts: Notices['texts'] },
): void {
  const kinds = listMissingConsents(route, caller, { behalf, versionOf: (kind) => texts[kind].version });
  if (kinds.length === 0) return;
  throw new AppError(403, 'consent_required', `agree first: PUT /api/v1/consents/${kinds[0] ?? ''}`, {
    data: { kinds },
  });
}

async function getVolunteer(caller: Caller, find: Questions['findVolunteering']): Promise<Caller> {
  assert(caller.role === 'resident');
  const volunteering = await find(caller.session.accountId);
  if (volunteering === undefined) throw forbidden();
  return { ...caller, volunteering };
}

/** From here on the caller is whom she acts for, as far as records go. */
async function actFor(
  route: Route,
  caller: Caller,
  mandate: string,
  { findBehalf }: Questions,
): Promise<Caller> {
  if (!mayBeProxied(route, caller) || caller.role !== 'resident') throw forbidden();
  const behalf = await findBehalf(caller.session.accountId, mandate);
  return { ...caller, session: { ...caller.session, personId: behalf.personId }, behalf };
}

/** A mandate is for some of her cases, not for all that is hers. */
async function checkMandate(
  route: Route,
  caller: Caller,
  params: Record<string, string>,
  { owners, checkReach }: Questions,
): Promise<void> {
  if (caller.role !== 'resident' || caller.behalf === undefined || route.owned === null) return;
  const id = params[owners[route.owned]?.param ?? ''] ?? '';
  const reached = { kind: route.owned, id, reads: route.method === 'GET' };
  await checkReach({ ...caller, behalf: caller.behalf }, reached);
}

async function checkOwner(
  route: Route,
  caller: Caller,
  params: Record<string, string>,
  owners: Partial<OwnerLookups>,
): Promise<void> {
  if (route.owned === null) return;
  const lookup = owners[route.owned];
  assert(lookup, `no feature says whose ${route.owned} it is`);
  const owner = await lookup.find(params[lookup.param] ?? '');
  if (decideReach(caller, owner) === 'not_found') throw notFound(route.owned);
}
