// Everything kept about one account and one person, row by row. Names are those of the columns, in camelCase.
import type { FieldCrypto } from '../storage/crypto.ts';
import type { Database } from '../storage/tables.ts';
import { certnoIndex, psnNoIndex } from './person.store.ts';

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

/** Every version of every settlement as the platform sent it, opened. */
export async function listSources(
  db: Database,
  crypto: FieldCrypto,
  personId: number,
): Promise<(Row & { settlement_id: number })[]> {
  const rows = await db
    .selectFrom('settlement_source as source')
    .innerJoin('settlement', 'settlement.settlement_id', 'source.settlement_id')
    .select([
      'source.settlement_id',
      'source.revision',
      'source.origin',
      'source.content',
      'source.received_at',
    ])
    .where('settlement.person_id', '=', personId)
    .orderBy('source.settlement_id')
    .orderBy('source.revision')
    .execute();
  return rows.map((row) => ({
    ...row,
    content: crypto.open(row.content, `settlement:${row.settlement_id}:${row.revision}`),
  }));
}

/** Reversals of hers, those too whose settlement has not come. */
export async function listReversals(db: Database, crypto: FieldCrypto, psnNo: string): Promise<Row[]> {
  const rows = await db
    .selectFrom('settlement_reversal')
    .select(['setl_id', 'content', 'received_at'])
    .where('psn_no_index', '=', psnNoIndex(crypto, psnNo))
    .orderBy('setl_id')
    .execute();
  return rows.map((row) => ({ ...row, content: crypto.open(row.content, `reversal:${row.setl_id}`) }));
}

export async function listBenefitYears(db: Database, personId: number): Promise<Row[]> {
  return db
    .selectFrom('benefit_year')
    .select([
      'year',
      'region',
      'calculated',
      'granted',
      'claimable',
      'self_paid_in_scope',
      'self_paid',
      'undecided',
      'decided_at',
      'figures',
    ])
    .where('person_id', '=', personId)
    .orderBy('year')
    .execute();
}
