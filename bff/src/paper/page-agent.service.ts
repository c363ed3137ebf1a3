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

/** As the page keeps it. */
export function findPageHand(db: Database, agent: PageAgent): Promise<Buffer | null> {
  return agent === null ? Promise.resolve(null) : findCertnoIndexOf(db, agent.accountId);
}

/**
 * Of a locked claim: her mandate stands, or nothing is written. Ends with the audit: call it last, as a submission asks for
 * the mandate after it has locked the pages.
 * @throws {AppError} 403 `mandate_invalid`
 */
export async function recordBringing(
  deps: Pick<Deps, 'crypto' | 'clock'>,
  trx: Database,
  agent: PageAgent,
  { claim, page }: { claim: ClaimRow; page: string },
): Promise<void> {
  if (agent === null) return;
  const { accountId, behalf } = agent;
  await checkAgent(deps, trx, { mandateId: behalf.mandateId, accountId }, claim);
  await auditPage(deps, trx, agent, { act: 'bring_page', page });
}

/** Ends with the audit: call it last. */
export async function recordTakingBack(
  deps: Pick<Deps, 'crypto' | 'clock'>,
  trx: Database,
  agent: PageAgent,
  page: string,
): Promise<void> {
  if (agent !== null) await auditPage(deps, trx, agent, { act: 'remove_page', page });
}

function auditPage(
  deps: Pick<Deps, 'crypto' | 'clock'>,
  trx: Database,
  { accountId, behalf }: NonNullable<PageAgent>,
  { act, page }: { act: 'bring_page' | 'remove_page'; page: string },
): Promise<void> {
  const look = volunteerLook(accountId, behalf);
  return recordAudit(trx, deps, { ...look, act, subject: { kind: 'page', id: page } });
}
