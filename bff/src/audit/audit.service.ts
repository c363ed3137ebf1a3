// The door of the audit. A change records itself in its own transaction: neither stands without the other. A view is
// recorded before it is shown: what cannot be recorded is not shown.
import type { Deps } from '../deps.ts';
import type { AuditActorKind } from '../storage/audit-tables.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { hashEntry } from './audit.chain.ts';
import { appendEntry, lockHead } from './audit.store.ts';

export interface AuditActor {
  kind: AuditActorKind;
  id: string;
  role?: string | null;
  organisationId?: number | null;
}

export interface AuditRecord {
  actor: AuditActor;
  /** What was done, as the code names it: `approve`, `view_claim`, `download_bank_file`. */
  act: string;
  /** Identifiers as the API gives them, never a number or a name of a person. */
  subject: { kind: string; id: string };
  /** Division code of 2 to 12 digits; null: it has no place, and only the check of the chain sees it. */
  place: string | null;
  requestId?: string | null;
  /** Figures and codes. @throws when it holds something that looks like personal data */
  detail?: Record<string, string | number | boolean | null>;
}

type Ports = Pick<Deps, 'crypto' | 'clock'>;

/**
 * Call it as the last statement of the transaction: it locks the end of the chain, and every other writer waits for it
 * until the commit.
 */
export async function recordAudit(
  trx: Database,
  { crypto, clock }: Ports,
  record: AuditRecord,
): Promise<void> {
  const detail = writeDetail(record);
  const head = await lockHead(trx);
  const { actor, act, subject, place, requestId } = record;
  const entry = {
    seq: head.seq + 1,
    at: toColumn(clock.now()),
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_role: actor.role ?? null,
    organisation_id: actor.organisationId ?? null,
    act,
    subject_kind: subject.kind,
    subject_id: subject.id,
    place,
    request_id: requestId ?? null,
    detail,
    prev_hash: head.hash,
  };
  await appendEntry(trx, { ...entry, hash: hashEntry(crypto, entry) });
}

/** Of what is only shown: in a transaction of its own, before the answer. */
export async function recordView(
  deps: Pick<Deps, 'db' | 'crypto' | 'clock'>,
  record: AuditRecord,
): Promise<void> {
  await transact(deps.db, (trx) => recordAudit(trx, deps, record));
}

/** A staff member who is signed in, as an actor. */
export function staffActor(session: {
  publicId: string;
  organisationId: number;
  roles: readonly string[];
}): AuditActor {
  return {
    kind: 'staff',
    id: session.publicId,
    role: session.roles.join(','),
    organisationId: session.organisationId,
  };
}

export function accountActor(session: { accountId: number }): AuditActor {
  return { kind: 'account', id: String(session.accountId) };
}

const longestDetail = 2000;
/** Citizen numbers, phone numbers, and account numbers of banks. */
const personal = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9}|\d{16,19})(?!\d)/;

/** The audit is kept for good and read by many: what names a person does not come into it. */
function writeDetail({ act, subject, detail = {} }: AuditRecord): string {
  const written = JSON.stringify(detail);
  const words = Object.values(detail).filter((value) => typeof value === 'string');
  // A claim's number has seventeen digits and tells nothing.
  const telling = [...words, subject.id].find((word) => personal.test(word) && !/^\d{17}$/.test(word));
  if (telling !== undefined || written.length > longestDetail) {
    throw new Error(`the audit of ${act} would keep personal data, or too much`);
  }
  return written;
}
