/** In which states a case waits for which post: what she can narrow her queue to. */
import type { ClaimState, StaffRole } from '@yijiutong/rules/contract';

export type QueueState = Exclude<ClaimState, 'draft'>;

export const waitingStates: Record<StaffRole, readonly QueueState[]> = {
  village_clerk: ['household_visit', 'payment_failed'],
  township_officer: [
    'submitted',
    'correction_asked',
    'accepted',
    'household_visit',
    'publicity',
    'payment_failed',
  ],
  county_reviewer: ['submitted', 'correction_asked', 'county_review', 'payment_failed'],
  county_approver: ['county_approval'],
  civil_affairs: ['means_check', 'recognition'],
  rural_affairs: [],
  fund_manager: ['payment_due', 'paying', 'payment_failed'],
  auditor: [],
  administrator: [],
};

export function statesFor(roles: readonly StaffRole[]): QueueState[] {
  return [...new Set(roles.flatMap((role) => waitingStates[role]))];
}
