// Everything kept about one account and one person, row by row. Names are those of the columns, in camelCase.
import type { FieldCrypto } from '../storage/crypto.ts';
import type { Database } from '../storage/tables.ts';
import { certnoIndex } from './person.store.ts';

type Row = Record<string, unknown>;

export async function listSessions(db: Database, accountId: number): Promise<Row[]> {
  return db
    .selectFrom('session')
    .select(['channel', 'created_at', 'expires_at', 'ends_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();
}

export async function listRosterIdentities(
  db: Database,
  crypto: FieldCrypto,
  certno: string,
): Promise<Row[]> {
  return db
    .selectFrom('roster_identity')
    .select(['region', 'category', 'valid_from', 'valid_to', 'certifier', 'created_at'])
    .where('certno_index', '=', certnoIndex(crypto, certno))
    .orderBy('roster_identity_id')
    .execute();
}

export async function listSettlements(db: Database, personId: number): Promise<Row[]> {
  return db
    .selectFrom('settlement')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('settled_at')
    .execute();
}

export async function listDecisions(db: Database, personId: number): Promise<Row[]> {
  return db
    .selectFrom('decision')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('decision_id')
    .execute();
}
