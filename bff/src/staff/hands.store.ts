// One person may sign in under several logins, and help others as a volunteer: what she did as any of them, her hands have done.
import { sql } from 'kysely';

import type { Entered } from '../access/hands.ts';
import type { Database } from '../storage/tables.ts';

export interface Hands {
  staffId: number;
  /** Blind index of her citizen number, hex; null: nobody gave it, and only this login is known to be hers. */
  certnoIndex: string | null;
}

/** As the database has it. */
export const indexOf = ({ certnoIndex }: Pick<Hands, 'certnoIndex'>): Buffer | null =>
  certnoIndex === null ? null : Buffer.from(certnoIndex, 'hex');

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
export function isHerHelp(hands: Hands) {
  return sql<boolean>`${sql.ref('claim_event.agent_index')} = ${indexOf(hands)}`;
}

/**
 * Pages that a volunteer sent and that went with a claim, as entries of its history: she has helped with it, also where the
 * person began the draft and handed it in herself.
 * @param index of one volunteer; without it, of all
 */
export async function listPageHelp(
  db: Database,
  claimIds: readonly number[],
  index?: Buffer | null,
): Promise<Entered[]> {
  if (claimIds.length === 0 || index === null) return [];
  const sent = db
    .selectFrom('claim_page')
    .innerJoin('paper_page', 'paper_page.page_id', 'claim_page.page_id')
    .select(['claim_page.claim_id', 'paper_page.agent_index'])
    .distinct()
    .where('claim_page.claim_id', 'in', claimIds);
  const rows = await (
    index === undefined
      ? sent.where('paper_page.agent_index', 'is not', null)
      : sent.where('paper_page.agent_index', '=', index)
  ).execute();
  return rows.map((row) => ({ ...row, kind: 'submitted', actor: 'volunteer', by_role: 'volunteer' }));
}

/**
 * Whether she is the volunteer who asked the person for this mandate, or who took her slip or her code: it is not for her to
 * ask whether it is genuine. It was written down at the act, so it stays true when her account is closed.
 */
export async function hasBroughtMandate(
  db: Database,
  { certnoIndex }: Pick<Hands, 'certnoIndex'>,
  mandate: string,
): Promise<boolean> {
  if (certnoIndex === null) return false;
  const index = Buffer.from(certnoIndex, 'hex');
  const row = await db
    .selectFrom('mandate')
    .leftJoin('mandate_consent', 'mandate_consent.mandate_id', 'mandate.mandate_id')
    .select('mandate.mandate_id')
    .where('mandate.public_id', '=', mandate)
    .where((where) =>
      where.or([where('mandate.asker_index', '=', index), where('mandate_consent.agent_index', '=', index)]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
