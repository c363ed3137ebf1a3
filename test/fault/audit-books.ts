/** The audit after a fault: every change of a claim stands in it, and the chain is whole. */
import { verifyChain } from '../../bff/src/audit/audit.verify.ts';
import type { Deps } from '../../bff/src/deps.ts';
import type { Claims } from './claims.ts';

/** @param least how many entries the fault must have brought */
export async function claimAudit(
  claims: Claims,
  { db, crypto }: Pick<Deps, 'db' | 'crypto'>,
  least: number,
): Promise<void> {
  const { entries, head, first, faults } = await verifyChain(db, crypto, null);
  claims.that(
    'the chain of the audit is whole',
    faults === 0 && entries === head && entries >= least,
    `${entries} entries, head ${head}; ${first === null ? 'no fault' : `${faults} faults, first ${first.kind} at ${first.seq}`}`,
  );
}
