// The rows of 0011-desk.ts: where each case lies among the officers, who has it, who is away, and what the lane approved.
import type { ClaimKind, ClaimState } from '@yijiutong/rules/contract';
import type { Generated } from 'kysely';

/** One row for each claim that was sent: a copy of what queues are made of, written with every change of the claim. */
export interface ClaimDeskTable {
  claim_id: number;
  person_id: number;
  place: string;
  village: string | null;
  state: ClaimState;
  kind: ClaimKind;
  number: string | null;
  /** The earlier of the step's day and the case's; null while the clock does not run. */
  due_on: string | null;
  harm: number;
  ease: number;
  /** harm × ease */
  weight: number;
  amount: number | null;
  /** Blind index of the bank account. */
  account_index: Buffer | null;
  /** Null: written by the migration, and not weighed yet. */
  weighed_at: string | null;
  /** Who has it in its present state. */
  assigned_to: number | null;
}

/** Append-only. */
export interface DeskAssignmentTable {
  assignment_id: Generated<number>;
  claim_id: number;
  state: ClaimState;
  /** Null: given back. */
  staff_id: number | null;
  /** Null: the service itself. */
  by_staff: number | null;
  why: 'taken' | 'assigned' | 'released' | 'away' | 'came_back';
  at: string;
}

export interface StaffAwayTable {
  away_id: Generated<number>;
  staff_id: number;
  /** The same while it stands: nobody is away twice. */
  live_staff_id: number | null;
  from_on: string;
  /** The last day. */
  until_on: string;
  hand_to: number | null;
  set_by: number;
  set_at: string;
  /** When her cases were handed on. */
  moved_at: string | null;
  ended_at: string | null;
}

/** Which version of a claim somebody has opened last. */
export interface ClaimOpenedTable {
  claim_id: number;
  staff_id: number;
  version: number;
  opened_at: string;
}

/** An approval of the lane. It takes effect at `effective_at`, and until then nothing has happened to the claim. */
export interface LaneApprovalTable {
  lane_id: Generated<number>;
  claim_id: number;
  /** The same while it stands: unique. */
  live_claim_id: number | null;
  /** The version that was approved; with any other it lapses. */
  version: number;
  amount: number;
  staff_id: number;
  staff_public_id: string;
  organisation_id: number;
  approved_at: string;
  effective_at: string;
  state: 'standing' | 'undone' | 'done' | 'lapsed';
  /** An error code: why it lapsed. */
  why: string | null;
  settled_at: string | null;
  /** How often it could not take effect for a reason of the system's own. */
  attempts: Generated<number>;
  /** Not before then once more; null: it has not failed yet. */
  next_try_at: Generated<string | null>;
}

export interface DeskTables {
  claim_desk: ClaimDeskTable;
  desk_assignment: DeskAssignmentTable;
  staff_away: StaffAwayTable;
  claim_opened: ClaimOpenedTable;
  lane_approval: LaneApprovalTable;
}
