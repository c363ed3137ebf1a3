// Wrong sign-ins are counted for each address apart: who guesses from elsewhere shuts nobody's own door.
import { sql, type Kysely } from 'kysely';

import { addMissingColumn } from './missing.ts';

const everywhere = sql`X'0000000000000000000000000000000000000000000000000000000000000000'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  // Nothing but zeros: from whatever address.
  await addMissingColumn(db, 'staff_attempt', 'address_index', sql`binary(32)`, (column) =>
    column.notNull().defaultTo(everywhere),
  );
  const { rows } = await sql`
    SELECT 1 FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'staff_attempt' AND index_name = 'PRIMARY'
      AND column_name = 'address_index'`.execute(db);
  if (rows.length > 0) return;
  await sql`ALTER TABLE staff_attempt DROP PRIMARY KEY, ADD PRIMARY KEY (login_index, address_index)`.execute(
    db,
  );
}
