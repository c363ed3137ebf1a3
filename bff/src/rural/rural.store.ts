import { sql, type Insertable, type Selectable } from 'kysely';

import { withinScope } from '../desk/desk.store.ts';
import type { ClaimRuralWordTable } from '../storage/rural-tables.ts';
import type { Database } from '../storage/tables.ts';
import { awaitsWord } from './rural.states.ts';

export type RuralWordRow = Selectable<ClaimRuralWordTable>;

const mostListed = 200;

/** Families that ask for recognition, within a scope: those first of which nothing was said, the oldest first. */
export async function listSeeking(
  db: Database,
  { scope, keptFrom }: { scope: string; keptFrom: readonly number[] },
) {
  const newest = db
    .selectFrom('claim_rural_word as newer')
    .select((of) => of.fn.max('newer.word_id').as('id'))
    .where(sql<boolean>`newer.claim_id = claim.claim_id`);
  let query = db
    .selectFrom('claim_desk')
    .innerJoin('claim', 'claim.claim_id', 'claim_desk.claim_id')
    .innerJoin('person', 'person.person_id', 'claim.person_id')
    .leftJoin('claim_rural_word as word', (join) =>
      join.onRef('word.claim_id', '=', 'claim.claim_id').on('word.word_id', '=', newest),
    )
    .select([
      'claim.public_id',
      'claim.number',
      'claim.state',
      'claim.village',
      'claim.submitted_at',
      'claim.person_id',
      'person.name as person_name',
      'word.listed',
    ])
    .where(withinScope(scope))
    .where('claim_desk.kind', '=', 'recognition')
    .where('claim_desk.state', 'in', awaitsWord);
  if (keptFrom.length > 0) query = query.where('claim_desk.person_id', 'not in', keptFrom);
  return query
    .orderBy(sql`word.listed IS NOT NULL`)
    .orderBy('claim.submitted_at')
    .orderBy('claim.claim_id')
    .limit(mostListed)
    .execute();
}

/** In their order. */
export function listRuralWords(db: Database, claimId: number): Promise<RuralWordRow[]> {
  return db
    .selectFrom('claim_rural_word')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('word_id')
    .execute();
}

/** The one that counts. Undefined: nobody has said anything, and nothing is made of that. */
export function findNewestWord(db: Database, claimId: number): Promise<RuralWordRow | undefined> {
  return db
    .selectFrom('claim_rural_word')
    .selectAll()
    .where('claim_id', '=', claimId)
    .orderBy('word_id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertRuralWord(trx: Database, row: Insertable<ClaimRuralWordTable>): Promise<void> {
  await trx.insertInto('claim_rural_word').values(row).execute();
}
