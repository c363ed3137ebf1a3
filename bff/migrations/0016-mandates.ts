// An SMS that asks keeps the last day that it names. A page keeps which volunteer sent it. What stands of the mandates is found
// without reading what has run out. And a visit to ask whether a slip is hers, which ended because she has moved, waits for
// her again.
import { sql, type Kysely } from 'kysely';

import { addMissingColumn, createMissingIndex } from './missing.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await addMissingColumn(db, 'mandate_ask', 'ends_on', sql`date`);
  await addMissingColumn(db, 'paper_page', 'agent_index', sql`binary(32)`);
  await createMissingIndex(db, 'mandate', 'mandate_standing', ['state', 'ends_on']);
  await reopenVisits(db);
}

/** Nobody could confirm such a slip any more, and nothing that was filed on it could be approved. */
async function reopenVisits(db: Kysely<unknown>): Promise<void> {
  await sql`
    UPDATE follow_up
    JOIN mandate ON mandate.call_message_id = follow_up.message_id
    SET follow_up.state = 'open', follow_up.staff_id = NULL, follow_up.taken_at = NULL, follow_up.closed_at = NULL,
      follow_up.version = follow_up.version + 1
    WHERE follow_up.kind = 'visit' AND follow_up.state = 'done' AND follow_up.outcome = 'moved_away'`.execute(
    db,
  );
}
