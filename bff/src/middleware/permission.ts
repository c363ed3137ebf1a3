// Who may call what: the only place. A route says which audience it is for, which consents it needs and whose record
// it names; this file says what follows for each role. test/bff/permission.test.ts goes through every cell.
import assert from 'node:assert/strict';

import type { Audience, ConsentKind, OwnedRecord, Route } from '@yijiutong/rules/contract';

import type { Notices } from '../consent/notices.ts';
import { AppError, notFound, sessionExpired } from '../error.ts';
import type { Behalf, Caller, Resident, Role, StaffSession, Volunteering } from '../session/session.state.ts';
import type { AnyOwner, Owner, OwnerLookups, Step } from './context.ts';

type Verdict = 'allowed' | 'session_required' | 'signature_invalid' | 'binding_required' | 'forbidden';

const verdicts: Record<Audience, Record<Role, Verdict>> = {
  anyone: {
    anonymous: 'allowed',
    'resident-unbound': 'allowed',
    resident: 'allowed',
    staff: 'allowed',
    sender: 'allowed',
  },
  account: {
    anonymous: 'session_required',
    'resident-unbound': 'allowed',
    resident: 'allowed',
    staff: 'forbidden',
    sender: 'forbidden',
  },
  person: {
    anonymous: 'session_required',
    'resident-unbound': 'binding_required',
    resident: 'allowed',
    staff: 'forbidden',
    sender: 'forbidden',
  },
  // Whether a resident is a volunteer is asked of MySQL when she comes: her leaving holds at once.
  volunteer: {
    anonymous: 'session_required',
    'resident-unbound': 'binding_required',
    resident: 'allowed',
    staff: 'forbidden',
    sender: 'forbidden',
  },
  staff: {
    anonymous: 'session_required',
    'resident-unbound': 'forbidden',
    resident: 'forbidden',
    staff: 'allowed',
    sender: 'forbidden',
  },
  party: {
    anonymous: 'session_required',
    'resident-unbound': 'binding_required',
    resident: 'allowed',
    staff: 'allowed',
    sender: 'forbidden',
  },
  sender: {
    anonymous: 'signature_invalid',
    'resident-unbound': 'forbidden',
    resident: 'forbidden',
    staff: 'forbidden',
    sender: 'allowed',
  },
};

/** What the table has to ask elsewhere. */
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

/** What a volunteer agreed to for herself; what she does for somebody else, that person has agreed to. */
const proxyConsents: readonly ConsentKind[] = ['privacy_policy', 'identity_verification'];

export function permit(route: Route, questions: Questions): Step {
  const { texts, owners, findVolunteering } = questions;
  return async (ctx, next) => {
    checkAudience(route, ctx.state.caller);
    const mandate = ctx.get('X-Mandate');
    checkConsents(mandate === '' ? route.consents : proxyConsents, ctx.state.caller, texts);
    if (mandate !== '') ctx.state.caller = await actFor(route, ctx.state.caller, mandate, questions);
    if (route.audience === 'volunteer')
      ctx.state.caller = await getVolunteer(ctx.state.caller, findVolunteering);
    const params = ctx.params as Record<string, string>;
    await checkOwner(route, ctx.state.caller, params, owners);
    await checkMandate(route, ctx.state.caller, params, questions);
    await next();
  };
}

function checkAudience({ audience, roles = [] }: Route, caller: Caller): void {
  const verdict = verdicts[audience][caller.role];
  switch (verdict) {
    case 'allowed': {
      const inRole = caller.role !== 'staff' || caller.session.roles.some((role) => roles.includes(role));
      if (audience === 'anyone' || inRole) return;
      throw forbidden();
    }
    case 'session_required':
      if (caller.role === 'anonymous' && caller.problem === 'session_expired') throw sessionExpired();
      throw new AppError(401, 'session_required', 'sign in and send Authorization: Bearer <token>');
    case 'signature_invalid':
      throw new AppError(
        401,
        'signature_invalid',
        'sign the request: X-Api-Access-Key, X-Api-Timestamp (within 5 minutes), X-Api-Signature',
      );
    case 'binding_required':
      throw new AppError(403, 'binding_required', 'bind the account to a person first: POST /api/v1/binding');
    case 'forbidden':
      throw forbidden();
  }
}

function forbidden(): AppError {
  return new AppError(403, 'forbidden', 'this route is not for this kind of caller');
}

/** A consent counts in the newest version of its text only. Staff give none: what they may see is said by their roles. */
function checkConsents(needed: readonly ConsentKind[], caller: Caller, texts: Notices['texts']): void {
  if (caller.role !== 'resident' && caller.role !== 'resident-unbound') return;
  const { consents } = caller.session;
  const kinds = needed.filter((kind) => consents[kind] !== texts[kind].version);
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
  if (route.proxied !== true || caller.role !== 'resident') throw forbidden();
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

/** Foreign and missing are one answer: nobody learns that a record exists. */
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
  if (owner === undefined || !maySee(caller, owner)) throw notFound(route.owned);
}

function maySee(caller: Caller, owner: AnyOwner): boolean {
  switch (caller.role) {
    case 'resident':
      if ('volunteersOf' in owner) return caller.volunteering?.organisationId === owner.volunteersOf;
      return 'personId' in owner && caller.session.personId === owner.personId;
    case 'staff':
      return mayHandle(caller.session, owner);
    case 'anonymous':
    case 'resident-unbound':
    case 'sender':
      return false;
  }
}

/** Whether a record lies within her place and is none of her family's. */
export function mayHandle(session: StaffSession, owner: AnyOwner): boolean {
  if ('staffId' in owner) return session.staffId === owner.staffId;
  if ('code' in owner) return covers(session.code, owner.code);
  if ('volunteersOf' in owner) return false;
  return coversRecord(session.code, owner) && !isFamily(session, owner);
}

/** A place has six digits and is said of every record; which of its townships and villages, of some only. */
function coversRecord(scope: string, { place, village }: Owner): boolean {
  if (place === null) return false;
  return covers(scope, place) || (village !== null && covers(scope, village));
}

/** `51`, `5104`, `510402`, `510402901`, `510402901001`: whatever begins with it lies in it. */
function covers(scope: string, code: string): boolean {
  return code.startsWith(scope);
}

/** Nobody handles her own case, or her family's. */
function isFamily({ certnoIndex }: StaffSession, { excluded = [] }: Owner): boolean {
  return certnoIndex !== null && excluded.includes(certnoIndex);
}
