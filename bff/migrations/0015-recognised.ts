// Which recognition a row of the roster rests on, what the law owes since one was made, and which late day a family was told of.
import { sql, type Kysely } from 'kysely';

import { addMissingColumn, createMissingIndex } from './missing.ts';

/** Run again after it broke off, it comes to the same: what waits for locks of others is last, and fills only what is empty. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Null: a department's own list.
  await addMissingColumn(db, 'roster_identity', 'claim_id', 'bigint');
  await createMissingIndex(db, 'roster_identity', 'roster_identity_claim', ['claim_id']);
  // How many decisions of her years there were when it was last looked at what the recognition brings.
  await addMissingColumn(db, 'claim', 'decisions_seen', 'integer');
  await createMissingIndex(db, 'claim', 'claim_recognised', ['recognised_on']);
  // The promised day that she was told has passed.
  await addMissingColumn(db, 'claim', 'overdue_told', sql`date`);
  await createMissingIndex(db, 'claim', 'claim_overdue', ['due_on', 'overdue_told']);
  await sql`
    UPDATE roster_identity
    JOIN person ON person.certno_index = roster_identity.certno_index
    JOIN claim ON claim.person_id = person.person_id AND claim.kind = 'recognition'
      AND claim.region = roster_identity.region AND claim.recognised_on = roster_identity.valid_from
    SET roster_identity.claim_id = claim.claim_id
    WHERE roster_identity.claim_id IS NULL`.execute(db);
}
