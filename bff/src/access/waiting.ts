// Whose desk a case lies on: read off the lifecycle's table, so that the two never differ. Pure.
import { claimState, type ActorRole, type ClaimState, type StaffRole } from '@yijiutong/rules/contract';

import { clockOf, lifecycle, type ClaimAct } from '../claim/claim.lifecycle.ts';

/** Acts that carry a case on. Who can only send it back, or mend a detail of it, does not wait for it. */
const carrying: readonly ClaimAct[] = [
  'accept',
  'first_review',
  'record_visit',
  'record_means',
  'start_publicity',
  'end_publicity',
  'recognise',
  'review',
  'approve',
  'send_payment',
  'order_payment',
  'bring_payee',
  'confirm_payment',
  'close',
];

/** The states in which cases wait for one of these roles. */
export function listWaiting(roles: readonly StaffRole[]): ClaimState[] {
  return claimState.options.filter((state) => rolesOn(state).some((role) => roles.includes(role)));
}

/** For whom of the staff a case in this state waits; nobody, once it is over. */
export function rolesOn(state: ClaimState): StaffRole[] {
  const clock = clockOf(state);
  if (clock === 'none' || clock === 'over') return [];
  const { acts } = lifecycle[state];
  const roles = carrying.flatMap((act) => (acts[act] ?? []).flatMap(({ by }) => by));
  return [...new Set(roles)].filter(isStaff);
}

const outside: readonly ActorRole[] = ['resident', 'volunteer', 'system'];
const isStaff = (role: ActorRole): role is StaffRole => !outside.includes(role);
