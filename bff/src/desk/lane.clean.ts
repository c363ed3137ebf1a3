// What makes a case clean (N8): a list that reads like the rule, each line of it one fact. Pure.
import type { CleanRule } from '@yijiutong/rules/contract';
import { parseYuan } from '@yijiutong/rules/kernel';

import type { KeptEstimate } from '../claim/claim.estimate.ts';
import type { ClaimRow } from '../claim/claim.store.ts';

export interface CleanFacts {
  claim: Pick<
    ClaimRow,
    'kind' | 'proposed' | 'proposed_amount' | 'paid_amount' | 'submitted_estimate' | 'payee'
  >;
  /** Of each bill, whether the platform sent it. */
  platform: readonly boolean[];
  excuses: number;
  corrections: number;
  duplicates: number;
}

const rules: readonly (readonly [CleanRule, (facts: CleanFacts) => boolean])[] = [
  // What the law opens, what a county decides, and what somebody has decided otherwise before is looked at one by one.
  ['ordinary_kind', ({ claim }) => claim.kind === 'reimbursement'],
  ['platform_bills', ({ platform }) => platform.length > 0 && platform.every(Boolean)],
  ['no_excuse', ({ excuses }) => excuses === 0],
  ['no_correction', ({ corrections }) => corrections === 0],
  ['reviewer_grants', ({ claim }) => claim.proposed === 'grant'],
  ['amount_as_estimated', ({ claim }) => isAsEstimated(claim)],
  ['no_duplicates', ({ duplicates }) => duplicates === 0],
  ['payee_named', ({ claim }) => claim.payee !== null],
];

/** The rules that a case breaks; none: it is clean. */
export function listBroken(facts: CleanFacts): CleanRule[] {
  return rules.filter(([, holds]) => !holds(facts)).map(([rule]) => rule);
}

/** To the fen, what the person was told when she sent it. A case that was paid before is none of these. */
function isAsEstimated({
  proposed_amount: proposed,
  submitted_estimate: kept,
  paid_amount: paid,
}: CleanFacts['claim']) {
  if (proposed === null || kept === null || paid > 0) return false;
  const { claimable, unknownBills } = JSON.parse(kept) as KeptEstimate;
  return claimable !== null && unknownBills === 0 && parseYuan(claimable) === proposed;
}
