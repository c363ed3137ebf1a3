// Which records somebody reaches: her own; of staff those of her place that are none of her family's. Pure.
import type { AnyOwner, Owner } from '../middleware/context.ts';
import type { Caller, StaffSession } from '../session/session.state.ts';

/** Foreign and missing are one answer: nobody learns that a record exists. */
export type Reach = 'in' | 'not_found';

/** @param owner undefined: there is no such record */
export function decideReach(caller: Caller, owner: AnyOwner | undefined): Reach {
  return owner !== undefined && maySee(caller, owner) ? 'in' : 'not_found';
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

type Handler = Pick<StaffSession, 'staffId' | 'code' | 'certnoIndex'>;

/** Whether a record lies within her place and is none of her family's. */
export function mayHandle(session: Handler, owner: AnyOwner): boolean {
  if ('staffId' in owner) return session.staffId === owner.staffId;
  if ('code' in owner) return covers(session.code, owner.code);
  if ('volunteersOf' in owner) return false;
  return coversRecord(session.code, owner) && !isKeptFrom(session.certnoIndex, owner.excluded ?? []);
}

/** A place has six digits and is said of every record; which of its townships and villages, of some only. */
export function coversRecord(
  scope: string,
  { place, village, also = [] }: Pick<Owner, 'place' | 'village' | 'also'>,
): boolean {
  if (place === null) return false;
  return [place, ...(village === null ? [] : [village]), ...also].some((code) => covers(scope, code));
}

/** `51`, `5104`, `510402`, `510402901`, `510402901001`: whatever begins with it lies in it. */
export function covers(scope: string, code: string): boolean {
  return code.startsWith(scope);
}

/**
 * Nobody handles her own case, or her family's. Of whom no number is known, nobody can tell whose family she is of: she is
 * kept from all of them.
 * @param excluded blind indexes of the person and her family, hex
 */
export function isKeptFrom(certnoIndex: string | null, excluded: readonly string[]): boolean {
  return certnoIndex === null || excluded.includes(certnoIndex);
}
