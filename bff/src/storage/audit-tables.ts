// The rows of 0008-audit.ts. Append-only: the user of the BFF has no right to change or remove an entry.

export type AuditActorKind = 'staff' | 'account' | 'sender' | 'system' | 'anonymous';

export interface AuditEntryTable {
  seq: number;
  at: string;
  actor_kind: AuditActorKind;
  /** A staff member's or an account's identifier, an access key, or the name of a program. */
  actor_id: string;
  /** What she was when she acted; of several, with commas between. */
  actor_role: string | null;
  organisation_id: number | null;
  act: string;
  subject_kind: string;
  subject_id: string;
  /** Division code of 2 to 12 digits: whose auditor sees it. */
  place: string | null;
  request_id: string | null;
  /** JSON, as it was hashed. */
  detail: string;
  prev_hash: Buffer;
  hash: Buffer;
}

export interface AuditHeadTable {
  /** 1: there is one chain. */
  chain: number;
  seq: number;
  hash: Buffer;
}

export interface AuditTables {
  audit_entry: AuditEntryTable;
  audit_head: AuditHeadTable;
}
