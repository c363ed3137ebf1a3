// What stands of the mandates is found without reading what has run out.
import type { Kysely } from 'kysely';

import { createMissingIndex } from './missing.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createMissingIndex(db, 'mandate', 'mandate_standing', ['state', 'ends_on']);
}
