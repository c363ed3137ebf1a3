// One person may sign in under several logins, and help others as a volunteer: what she did as any of them, her hands have done.
import { sql } from 'kysely';

import type { Database } from '../storage/tables.ts';

export interface Hands {
  staffId: number;
  /** Blind index of her citizen number, hex; null: nobody gave it, and only this login is known to be hers. */
  certnoIndex: string | null;
}

/** What the history of a claim calls her: `staff:7`, under each of her logins, disabled ones too. */
export async function listActorsOf(db: Database, { staffId, certnoIndex }: Hands): Promise<string[]> {
  const own = `staff:${staffId}`;
  if (certnoIndex === null) return [own];
  const rows = await db
    .selectFrom('staff')
    .select('staff_id')
    .where('certno_index', '=', Buffer.from(certnoIndex, 'hex'))
    .where('staff_id', '!=', staffId)
    .execute();
  return [own, ...rows.map((row) => `staff:${row.staff_id}`)];
}

/** An entry in the history of a claim that she made as a volunteer, under whichever account. */
export function isHerHelp({ certnoIndex }: Hands) {
  const index = certnoIndex === null ? null : Buffer.from(certnoIndex, 'hex');
  return sql<boolean>`${sql.ref('claim_event.agent_index')} = ${index}`;
}

/** Whether she is the volunteer who asked the person for this mandate: it is not for her to ask whether it is genuine. */
export async function hasAskedFor(
  db: Database,
  { certnoIndex }: Pick<Hands, 'certnoIndex'>,
  mandate: string,
): Promise<boolean> {
  if (certnoIndex === null) return false;
  const row = await db
    .selectFrom('mandate')
    .innerJoin('account', 'account.account_id', 'mandate.asked_by')
    .innerJoin('person', 'person.person_id', 'account.person_id')
    .select('mandate.mandate_id')
    .where('mandate.public_id', '=', mandate)
    .where('person.certno_index', '=', Buffer.from(certnoIndex, 'hex'))
    .executeTakeFirst();
  return row !== undefined;
}
