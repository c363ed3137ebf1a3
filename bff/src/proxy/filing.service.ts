// What the life of a claim asks of a mandate: whether it still stands in the transaction of a change, and who has filed.
import type { AgentRelation, ClaimKind } from '@yijiutong/rules/contract';

import { coversClaim } from '../access/mandate.ts';
import { getAccount } from '../account/account.store.ts';
import { getPerson } from '../account/person.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { queueMessage } from '../message/message.service.ts';
import type { Behalf, Resident } from '../session/session.state.ts';
import type { RowIdentity } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import { readCallBack } from './client.present.ts';
import { mandateInvalid } from './client.service.ts';
import { readOrganisation } from './give.service.ts';
import { standingOf } from './mandate.standing.ts';
import { findSlipPage } from './mandate.store.ts';

/** Who acts, and under which mandate. */
export interface Agent {
  mandateId: number;
  accountId: number;
}

/** Where the volunteer has said that she lives; the place of the mandate's organisation where that is a village. */
export async function findKnownVillage(db: Database, { mandateId }: Behalf): Promise<string | null> {
  const { village } = await db
    .selectFrom('mandate')
    .select('village')
    .where('mandate_id', '=', mandateId)
    .executeTakeFirstOrThrow();
  return village;
}

interface Filed {
  claim_id: number;
  public_id: string;
  person_id: number;
  kind: ClaimKind;
  number: string | null;
  submissions: number;
}

type Ports = Pick<Deps, 'clock' | 'crypto' | 'messages'>;
const agentRow = (claimId: number, submission: number): RowIdentity =>
  `claim_filing:${claimId}-${submission}`;

/**
 * In the transaction of a change: the mandate and the membership stand, or nothing is written. Whoever ends one of them at
 * this moment waits for the commit, or has come first.
 * @throws {AppError} 403 `mandate_invalid`
 */
export async function checkAgent(
  { clock }: Pick<Deps, 'clock'>,
  trx: Database,
  { mandateId, accountId }: Agent,
  claim: Pick<Filed, 'claim_id' | 'public_id' | 'kind'>,
): Promise<void> {
  const mandate = await trx
    .selectFrom('mandate')
    .selectAll()
    .where('mandate_id', '=', mandateId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const member = await trx
    .selectFrom('volunteer')
    .select('volunteer_id')
    .where('active_account', '=', accountId)
    .where('organisation_id', '=', mandate.organisation_id)
    .forUpdate()
    .executeTakeFirst();
  const takenOver = await findTakeover(trx, claim.claim_id);
  const { state } = standingOf(mandate, { today: clock.today(), now: clock.now() });
  const scope = JSON.parse(mandate.scope) as Behalf['scope'];
  const stands = state === 'live' && member !== undefined && takenOver === null && coversClaim(scope, claim);
  if (!stands) throw mandateInvalid();
}

/** A draft of somebody else's begins, or goes on, within the mandate or not at all. @throws {AppError} 403 `mandate_invalid` */
export function checkMayStart(
  deps: Pick<Deps, 'clock'>,
  trx: Database,
  { session, behalf }: Resident,
  draft: Pick<Filed, 'claim_id' | 'public_id' | 'kind'> | ClaimKind,
): Promise<void> {
  if (behalf === undefined) return Promise.resolve();
  const agent = { mandateId: behalf.mandateId, accountId: session.accountId };
  // A claim that is not there yet is none that a mandate could name.
  const begun = typeof draft === 'string' ? { claim_id: 0, public_id: '', kind: draft } : draft;
  return checkAgent(deps, trx, agent, begun);
}

/** Of a list of her claims, those that the mandate reaches. */
export async function keepReached<T extends { claim_id: number; public_id: string; kind: ClaimKind }>(
  db: Database,
  behalf: Behalf | undefined,
  claims: T[],
): Promise<T[]> {
  if (behalf === undefined || claims.length === 0) return claims;
  const hidden = await db
    .selectFrom('claim_takeover')
    .select('claim_id')
    .where(
      'claim_id',
      'in',
      claims.map((claim) => claim.claim_id),
    )
    .where('volunteer', '=', 'nothing')
    .execute();
  const gone = new Set(hidden.map((row) => row.claim_id));
  return claims.filter((claim) => coversClaim(behalf.scope, claim) && !gone.has(claim.claim_id));
}

/** The claim was sent by a volunteer: who she is stays with it, sealed; both of them are told. */
export async function recordFiling(
  deps: Ports,
  trx: Database,
  claim: Filed,
  { mandateId, accountId }: Agent,
): Promise<void> {
  const { crypto, clock } = deps;
  const mandate = await trx
    .selectFrom('mandate')
    .select(['organisation_id', 'relation'])
    .where('mandate_id', '=', mandateId)
    .executeTakeFirstOrThrow();
  const { personId, phone } = await getAccount(trx, crypto, accountId);
  if (personId === null) throw new Error('somebody who is nobody filed a claim');
  const { name, certno } = await getPerson(trx, crypto, personId);
  const { claim_id: claimId, submissions: submission } = claim;
  await trx
    .insertInto('claim_filing')
    .values({
      claim_id: claimId,
      submission,
      mandate_id: mandateId,
      account_id: accountId,
      agent: crypto.seal(
        JSON.stringify(agentOf({ name, certno, phone, relation: mandate.relation })),
        agentRow(claimId, submission),
      ),
      filed_at: toColumn(clock.now()),
    })
    .execute();
  await attachSlip(trx, mandateId, { claimId, submission });
  const { name: organisation } = await readOrganisation(trx, mandate.organisation_id);
  const number = claim.number ?? '';
  const key = `filed:${claimId}:${submission}`;
  await queueMessage(trx, deps, {
    personId: claim.person_id,
    template: 'filed_for_you',
    params: { number, organisation },
    claimId,
    key,
  });
  // The claim is not hers: it is opened from her list of clients, not from the message.
  await queueMessage(trx, deps, {
    personId,
    template: 'filed_by_you',
    params: { number },
    claimId: null,
    key: `${key}:agent`,
  });
}

/** agntrinfo of the national platform's interface; 01: a citizen's identity card. */
function agentOf(agent: { name: string; certno: string; phone: string | null; relation: AgentRelation }) {
  return {
    agnter_name: agent.name,
    agnter_rlts: agent.relation,
    agnter_cert_type: '01',
    agnter_certno: agent.certno,
    agnter_tel: agent.phone ?? '',
  };
}

/** Whoever reviews the claim can look at the slip that it rests on. */
async function attachSlip(
  trx: Database,
  mandateId: number,
  { claimId, submission }: { claimId: number; submission: number },
): Promise<void> {
  const pageId = await findSlipPage(trx, mandateId);
  if (pageId === null) return;
  await trx
    .insertInto('claim_page')
    .ignore()
    .values({ claim_id: claimId, submission, page_id: pageId })
    .execute();
}

async function findTakeover(db: Database, claimId: number): Promise<'reads' | 'nothing' | null> {
  const row = await db
    .selectFrom('claim_takeover')
    .select('volunteer')
    .where('claim_id', '=', claimId)
    .executeTakeFirst();
  return row?.volunteer ?? null;
}

/** Those of the claims that were filed on a mandate which the person denies. */
export async function listDenied(db: Database, claimIds: readonly number[]): Promise<Set<number>> {
  const rows = await db
    .selectFrom('claim_filing')
    .innerJoin('mandate', 'mandate.mandate_id', 'claim_filing.mandate_id')
    .select('claim_filing.claim_id')
    .distinct()
    .where('claim_filing.claim_id', 'in', claimIds)
    .where('mandate.ended_by', '=', 'denied')
    .execute();
  return new Set(rows.map(({ claim_id: claimId }) => claimId));
}

/**
 * Nothing is approved on a slip that was drawn until somebody has reached her about it, nor on one that she denies.
 * @throws {AppError} 409 `call_back_open`
 */
export async function checkCallBacks(db: Database, claimId: number): Promise<void> {
  const mandates = await db
    .selectFrom('mandate')
    .select(['call_message_id', 'ended_by'])
    .where(
      'mandate_id',
      'in',
      db.selectFrom('claim_filing').select('mandate_id').where('claim_id', '=', claimId),
    )
    .execute();
  for (const { call_message_id: messageId, ended_by: endedBy } of mandates) {
    const open = endedBy === 'denied' || (await readCallBack(db, messageId)) === 'waits';
    if (!open) continue;
    throw new AppError(
      409,
      'call_back_open',
      'the slip that this claim was filed on was drawn for a call back: reach her first',
    );
  }
}
