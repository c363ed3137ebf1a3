// Who may call what: the only place. A route says which audience it is for, which consents it needs and whose record
// it names; this file says what follows for each role. test/bff/permission.test.ts goes through every cell.
import assert from 'node:assert/strict';

import type { Audience, ConsentKind, Route } from '@yijiutong/rules/contract';

import type { Notices } from '../consent/notices.ts';
import { AppError, notFound, sessionExpired } from '../error.ts';
import type { Caller, Role } from '../session/session.state.ts';
import type { Owner, OwnerLookups, Step } from './context.ts';

type Verdict = 'allowed' | 'session_required' | 'signature_invalid' | 'binding_required' | 'forbidden';

const verdicts: Record<Audience, Record<Role, Verdict>> = {
  anyone: {
    anonymous: 'allowed',
    'resident-unbound': 'allowed',
    resident: 'allowed',
    sender: 'allowed',
    reviewer: 'allowed',
  },
  account: {
    anonymous: 'session_required',
    'resident-unbound': 'allowed',
    resident: 'allowed',
    sender: 'forbidden',
    reviewer: 'forbidden',
  },
  person: {
    anonymous: 'session_required',
    'resident-unbound': 'binding_required',
    resident: 'allowed',
    sender: 'forbidden',
    reviewer: 'forbidden',
  },
  reviewer: {
    anonymous: 'signature_invalid',
    'resident-unbound': 'forbidden',
    resident: 'forbidden',
    sender: 'forbidden',
    reviewer: 'allowed',
  },
  party: {
    anonymous: 'session_required',
    'resident-unbound': 'binding_required',
    resident: 'allowed',
    sender: 'forbidden',
    reviewer: 'allowed',
  },
  sender: {
    anonymous: 'signature_invalid',
    'resident-unbound': 'forbidden',
    resident: 'forbidden',
    sender: 'allowed',
    reviewer: 'forbidden',
  },
};

export function permit(route: Route, texts: Notices['texts'], owners: Partial<OwnerLookups>): Step {
  return async (ctx, next) => {
    const { caller } = ctx.state;
    checkAudience(route.audience, caller);
    checkConsents(route.consents, caller, texts);
    await checkOwner(route, caller, ctx.params as Record<string, string>, owners);
    await next();
  };
}

function checkAudience(audience: Audience, caller: Caller): void {
  const verdict = verdicts[audience][caller.role];
  switch (verdict) {
    case 'allowed':
      return;
    case 'session_required':
      if (caller.role === 'anonymous' && caller.problem === 'session_expired') throw sessionExpired();
      // Whoever tried to sign is told of the signature, where signing would have opened the door.
      if (audience === 'party' && caller.role === 'anonymous' && caller.problem === 'signature_invalid') {
        throw signatureInvalid();
      }
      throw new AppError(401, 'session_required', 'sign in and send Authorization: Bearer <token>');
    case 'signature_invalid':
      throw signatureInvalid();
    case 'binding_required':
      throw new AppError(403, 'binding_required', 'bind the account to a person first: POST /api/v1/binding');
    case 'forbidden':
      throw new AppError(403, 'forbidden', 'this route is not for this kind of caller');
  }
}

function signatureInvalid(): AppError {
  return new AppError(
    401,
    'signature_invalid',
    'sign the request: X-Api-Access-Key, X-Api-Timestamp (within 5 minutes), X-Api-Signature',
  );
}

/** A consent counts in the newest version of its text only. */
function checkConsents(needed: readonly ConsentKind[], caller: Caller, texts: Notices['texts']): void {
  if (!('session' in caller)) return;
  const { consents } = caller.session;
  const kinds = needed.filter((kind) => consents[kind] !== texts[kind].version);
  if (kinds.length === 0) return;
  throw new AppError(403, 'consent_required', `agree first: PUT /api/v1/consents/${kinds[0] ?? ''}`, {
    data: { kinds },
  });
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

function maySee(caller: Caller, owner: Owner): boolean {
  switch (caller.role) {
    case 'resident':
      return caller.session.personId === owner.personId;
    case 'reviewer':
      return owner.place !== null && covers(caller.place, owner.place);
    case 'anonymous':
    case 'resident-unbound':
    case 'sender':
      return false;
  }
}

/** A county is itself; a city, `510400`, is every county that begins with its four digits. */
function covers(place: string, county: string): boolean {
  return place === county || (place.endsWith('00') && county.startsWith(place.slice(0, 4)));
}
