// Who comes in at all: by what kind of caller she is, by her posts, by what she has agreed to. Pure.
import type { Audience, ConsentKind, Route } from '@yijiutong/rules/contract';

import type { Caller, Role } from '../session/session.state.ts';

type Verdict = 'in' | 'session_required' | 'signature_invalid' | 'binding_required' | 'forbidden';
export type Entry = Verdict | 'session_expired' | 'certno_missing';

const verdicts: Record<Audience, Record<Role, Verdict>> = {
  anyone: { anonymous: 'in', 'resident-unbound': 'in', resident: 'in', staff: 'in', sender: 'in' },
  account: {
    anonymous: 'session_required',
    'resident-unbound': 'in',
    resident: 'in',
    staff: 'forbidden',
    sender: 'forbidden',
  },
  person: {
    anonymous: 'session_required',
    'resident-unbound': 'binding_required',
    resident: 'in',
    staff: 'forbidden',
    sender: 'forbidden',
  },
  // Whether a resident is a volunteer is asked of MySQL when she comes: her leaving holds at once.
  volunteer: {
    anonymous: 'session_required',
    'resident-unbound': 'binding_required',
    resident: 'in',
    staff: 'forbidden',
    sender: 'forbidden',
  },
  staff: {
    anonymous: 'session_required',
    'resident-unbound': 'forbidden',
    resident: 'forbidden',
    staff: 'in',
    sender: 'forbidden',
  },
  party: {
    anonymous: 'session_required',
    'resident-unbound': 'binding_required',
    resident: 'in',
    staff: 'in',
    sender: 'forbidden',
  },
  sender: {
    anonymous: 'signature_invalid',
    'resident-unbound': 'forbidden',
    resident: 'forbidden',
    staff: 'forbidden',
    sender: 'in',
  },
};

type Asked = Pick<Route, 'audience' | 'roles' | 'feature'>;

export function decideEntry(route: Asked, caller: Caller): Entry {
  const verdict = verdicts[route.audience][caller.role];
  if (verdict === 'session_required' && caller.role === 'anonymous' && caller.problem === 'session_expired') {
    return 'session_expired';
  }
  if (verdict !== 'in' || caller.role !== 'staff' || route.audience === 'anyone') return verdict;
  const { roles, certnoIndex } = caller.session;
  if (!roles.some((role) => route.roles?.includes(role) === true)) return 'forbidden';
  return certnoIndex === null && isAboutPeople(route) ? 'certno_missing' : 'in';
}

/** Signing in, and who is on the staff or a volunteer: of these, nothing shows anybody's case or decides it. */
const aboutStaff: readonly string[] = ['staff', 'volunteer'];

/** Whoever cannot be told from the person's family, or from her own other login, comes to nobody's records. */
function isAboutPeople({ feature }: Asked): boolean {
  return !aboutStaff.includes(feature);
}

/** What a volunteer agreed to for herself; what she does for somebody else, that person has agreed to. */
const proxyConsents: readonly ConsentKind[] = ['privacy_policy', 'identity_verification'];

/**
 * The consents that she has still to give. One counts in the newest version of its text only. Staff give none: what they
 * may see is said by their posts.
 */
export function listMissingConsents(
  route: Pick<Route, 'consents'>,
  caller: Caller,
  { behalf, versionOf }: { behalf: boolean; versionOf: (kind: ConsentKind) => string },
): ConsentKind[] {
  if (caller.role !== 'resident' && caller.role !== 'resident-unbound') return [];
  const { consents } = caller.session;
  const needed = behalf ? proxyConsents : route.consents;
  return needed.filter((kind) => consents[kind] !== versionOf(kind));
}

/** Whether she may ask this for somebody else; under which mandate is another question. */
export function mayBeProxied(route: Pick<Route, 'proxied'>, caller: Caller): boolean {
  return route.proxied === true && caller.role === 'resident';
}
