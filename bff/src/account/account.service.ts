import type { exportReply } from '@yijiutong/rules/contract';
import { formatYuan, fen } from '@yijiutong/rules/kernel';
import type { z } from 'zod';

import { insertConsentAct, listConsentActs, listStandingConsents } from '../consent/consent.store.ts';
import type { Deps } from '../deps.ts';
import type { Sessions } from '../session/session.service.ts';
import type { Session } from '../session/session.state.ts';
import { deleteCodesOf } from '../session/sms-code.store.ts';
import { transact } from '../storage/mysql.ts';
import { eraseAccount, getAccount, phoneIndex } from './account.store.ts';
import { listDecisions, listRosterIdentities, listSessions, listSettlements } from './export.store.ts';
import { getPerson } from './person.store.ts';

type Export = z.infer<typeof exportReply>;

/** Everything kept about the caller, for herself: unmasked (PIPL art. 45). */
export async function exportAccount(deps: Deps, session: Session): Promise<Export> {
  const { db, crypto, clock } = deps;
  const { accountId, personId } = session;
  const { phone, openid, createdAt, boundAt } = await getAccount(db, crypto, accountId);
  const owned = personId === null ? { settlements: [], decisions: [] } : await exportRecords(deps, personId);
  return {
    exportedAt: new Date(clock.now()).toISOString(),
    account: { phone, openid, createdAt, boundAt },
    person: personId === null ? null : await exportPerson(deps, personId),
    consents: (await listConsentActs(db, accountId)).map(presentRow),
    sessions: (await listSessions(db, accountId)).map(presentRow),
    ...owned,
  };
}

async function exportPerson({ db, crypto }: Deps, id: number): Promise<Record<string, unknown>> {
  const { psnNo, certno, name, region, insurance } = await getPerson(db, crypto, id);
  const rosters = await listRosterIdentities(db, crypto, certno);
  return { psnNo, certno, name, region, insurance, rosterIdentities: rosters.map(presentRow) };
}

async function exportRecords(
  { db }: Deps,
  personId: number,
): Promise<Pick<Export, 'settlements' | 'decisions'>> {
  return {
    settlements: (await listSettlements(db, personId)).map(presentRow),
    decisions: (await listDecisions(db, personId)).map(presentRow),
  };
}

/** Our own keys and hashes say nothing to a person; text that holds JSON is opened. */
const internal = /(_id|_hash|_index)$/;
const keptIds = new Set(['setl_id']);
const openable = new Set(['facts', 'outcome', 'explanation']);
const amounts = new Set([
  'total',
  'full_self_pay',
  'over_limit',
  'pre_self_pay',
  'in_scope',
  'basic_paid',
  'critical_illness_paid',
  'supplement_paid',
  'commercial_paid',
  'granted_assistance',
  'granted_tilt',
  'other_paid',
  'self_paid',
  'calculated',
  'change',
]);

function presentRow(row: Record<string, unknown>): Record<string, unknown> {
  const columns = Object.entries(row).filter(([column]) => !internal.test(column) || keptIds.has(column));
  return Object.fromEntries(
    columns.map(([column, value]) => [camelCase(column), presentValue(column, value)]),
  );
}

function presentValue(column: string, value: unknown): unknown {
  if (openable.has(column) && typeof value === 'string') return JSON.parse(value) as unknown;
  if (amounts.has(column) && typeof value === 'number') return formatYuan(fen(value));
  return value;
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
}

/**
 * Closes the account: nobody can sign in with it, and nothing says any more who held it. Bills and decisions belong
 * to the person and stay, as the law demands; so does the record of what was agreed to.
 */
export async function closeAccount(
  deps: Deps,
  sessions: Sessions,
  session: Session,
): Promise<{ closedOn: string; kept: string[] }> {
  const { db, crypto, clock, notices } = deps;
  const { accountId, channel } = session;
  const when = { day: clock.today(), now: clock.now() };
  await transact(db, async (trx) => {
    const { phone } = await getAccount(trx, crypto, accountId);
    if (phone !== null) await deleteCodesOf(trx, phoneIndex(crypto, phone));
    for (const { kind, version } of await listStandingConsents(trx, accountId)) {
      await insertConsentAct(trx, { accountId, channel, kind, version, action: 'withdrawn', ...when });
    }
    await eraseAccount(trx, accountId, when.now);
  });
  await sessions.revokeAll(accountId);
  return { closedOn: when.day, kept: [...notices.keptAfterClosing] };
}
