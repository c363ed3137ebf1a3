// The rows of 0006-case-life.ts: what officers found and decided on a case. Append-only, but for the end of a publicity.

/** An opinion or decision; the version is the one that it made. Money is a whole number of fen. */
export interface ClaimReviewTable {
  claim_id: number;
  version: number;
  stage: 'township' | 'county_review' | 'county_approval' | 'recognition';
  staff_id: number;
  organisation_id: number;
  verdict: 'agree' | 'disagree' | 'grant' | 'refuse' | 'approve' | 'return' | 'recognise';
  reason: string | null;
  clause: string | null;
  /** Sealed. */
  words: Buffer | null;
  /** JSON: bill by bill what is proposed and what it rests on. */
  figures: string | null;
  amount: number | null;
  document: string | null;
  document_version: string | null;
  policy_on: string;
  explanation: string | null;
  made_at: string;
}

export interface ClaimVisitTable {
  claim_id: number;
  version: number;
  staff_id: number;
  visited_on: string;
  /** JSON, sealed. */
  findings: Buffer;
}

export interface ClaimMeansTable {
  claim_id: number;
  version: number;
  staff_id: number;
  checked_on: string;
  within_limit: 0 | 1;
  /** Twelve months of cost that the person paid herself, as checked. */
  self_paid: number | null;
  words: Buffer | null;
}

export interface ClaimPublicityTable {
  claim_id: number;
  version: number;
  staff_id: number;
  starts_on: string;
  /** The last day. */
  ends_on: string;
  ended_at: string | null;
}

export interface PublicityObjectionTable {
  claim_id: number;
  version: number;
  staff_id: number;
  words: Buffer;
  received_at: string;
}

/** Whether two bills of hers are one. The newest word counts. */
export interface ClaimBillTwinTable {
  claim_id: number;
  ref: string;
  other: string;
  same: 0 | 1;
  staff_id: number;
  decided_at: string;
}

export interface ClaimWorkTables {
  claim_bill_twin: ClaimBillTwinTable;
  claim_review: ClaimReviewTable;
  claim_visit: ClaimVisitTable;
  claim_means: ClaimMeansTable;
  claim_publicity: ClaimPublicityTable;
  publicity_objection: PublicityObjectionTable;
}
