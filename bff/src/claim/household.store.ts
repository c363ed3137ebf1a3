// Who belongs to the household that a claim is for. The names are sealed; the blind index keeps staff from their own.
import type { HouseholdRelation } from '@yijiutong/rules/contract';
import type { Insertable, Selectable } from 'kysely';

import { certnoIndex } from '../account/person.store.ts';
import type { HouseholdMemberTable } from '../storage/claim-tables.ts';
import type { FieldCrypto } from '../storage/crypto.ts';
import type { Database } from '../storage/tables.ts';

export type HouseholdMemberRow = Selectable<HouseholdMemberTable>;

export interface NamedMember {
  name: string;
  certno: string;
  relation: HouseholdRelation;
}

const sealedAs = (publicId: string) => `household:${publicId}:who` as const;

export function sealMember(
  crypto: FieldCrypto,
  { publicId, claimId, toldAt }: { publicId: string; claimId: number; toldAt: string },
  { name, certno, relation }: NamedMember,
): Insertable<HouseholdMemberTable> {
  return {
    public_id: publicId,
    claim_id: claimId,
    certno_index: certnoIndex(crypto, certno),
    who: crypto.seal(JSON.stringify({ name, certno }), sealedAs(publicId)),
    relation,
    told_at: toldAt,
  };
}

export function openMember(crypto: FieldCrypto, row: HouseholdMemberRow): NamedMember {
  const { name, certno } = JSON.parse(crypto.open(row.who, sealedAs(row.public_id))) as Pick<
    NamedMember,
    'name' | 'certno'
  >;
  return { name, certno, relation: row.relation };
}

/** In the order in which they were named. */
export function listMembers(db: Database, claimIds: readonly number[]): Promise<HouseholdMemberRow[]> {
  return db
    .selectFrom('household_member')
    .selectAll()
    .where('claim_id', 'in', claimIds)
    .orderBy('member_id')
    .execute();
}

export async function insertMembers(
  trx: Database,
  rows: readonly Insertable<HouseholdMemberTable>[],
): Promise<void> {
  if (rows.length > 0) await trx.insertInto('household_member').values(rows).execute();
}

/** Of a locked draft. @param kept those who stay */
export async function deleteMembers(
  trx: Database,
  claimId: number,
  kept: readonly string[] = [],
): Promise<void> {
  const all = trx.deleteFrom('household_member').where('claim_id', '=', claimId);
  await (kept.length === 0 ? all : all.where('public_id', 'not in', kept)).execute();
}
