// A volunteer who sends or takes back a page for somebody else: her mandate stands at that moment, her hand stays on the page,
// and the audit says so, as it does at the window.
import { findCertnoIndexOf } from '../account/account.store.ts';
import { recordAudit } from '../audit/audit.service.ts';
import type { ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { volunteerLook } from '../proxy/behalf.service.ts';
import { checkAgent } from '../proxy/filing.service.ts';
import type { Behalf, Resident } from '../session/session.state.ts';
import type { Database } from '../storage/tables.ts';

/** Null: the person does it herself. */
export type PageAgent = { accountId: number; behalf: Behalf } | null;

export const pageAgentOf = ({ session: { accountId }, behalf }: Resident): PageAgent =>
  behalf === undefined ? null : { accountId, behalf };

/** Of a locked claim. @returns who she is, for the page @throws {AppError} 403 `mandate_invalid` */
export async function checkPageAgent(
  deps: Pick<Deps, 'clock'>,
  trx: Database,
  agent: PageAgent,
  claim: ClaimRow,
): Promise<Buffer | null> {
  if (agent === null) return null;
  const { accountId, behalf } = agent;
  await checkAgent(deps, trx, { mandateId: behalf.mandateId, accountId }, claim);
  return findCertnoIndexOf(trx, accountId);
}

/** Ends with the audit: call it last. */
export async function auditPageAgent(
  deps: Pick<Deps, 'crypto' | 'clock'>,
  trx: Database,
  agent: PageAgent,
  { act, page }: { act: 'bring_page' | 'remove_page'; page: string },
): Promise<void> {
  if (agent === null) return;
  const look = volunteerLook(agent.accountId, agent.behalf);
  await recordAudit(trx, deps, { ...look, act, subject: { kind: 'page', id: page } });
}
