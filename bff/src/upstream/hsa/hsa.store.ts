import { sql } from 'kysely';

import type { Database } from '../../storage/tables.ts';

/**
 * The next message number of this institution, shared by all processes. Four digits of it go into a message's id
 * beside the second: it would have to advance by 10,000 within one second to repeat.
 */
export async function nextMessageNumber(db: Database): Promise<number> {
  const { insertId } = await sql`
    insert into upstream_sequence (name, last) values ('hsa', last_insert_id(1))
    on duplicate key update last = last_insert_id(last + 1)`.execute(db);
  return Number(insertId);
}
