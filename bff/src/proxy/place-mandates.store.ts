// Which mandates the staff of a place reach: those of its organisations, those of whoever lives there, and those whose slip
// they are to ask about there. A volunteer body of the whole township acts for people of all its villages, and each can end
// it at her own village's window.
import type { ExpressionBuilder } from 'kysely';

import type { Database, Tables } from '../storage/tables.ts';
import { notEndedBy, type MandateRow } from './mandate.store.ts';

type OfMandate = ExpressionBuilder<Tables, 'mandate'>;

/** As the volunteer wrote it down, else as her newest claim has it. */
const homeOf = (of: OfMandate) =>
  of.fn.coalesce(
    'mandate.village',
    of
      .selectFrom('claim')
      .select('claim.village')
      .whereRef('claim.person_id', '=', 'mandate.person_id')
      .where('claim.village', 'is not', null)
      .orderBy('claim.claim_id', 'desc')
      .limit(1),
  );

/** The divisions whose staff reach a mandate, besides those of its organisation. */
export async function listPlacesOf(
  db: Database,
  { mandate_id: mandateId, call_message_id: messageId }: MandateRow,
): Promise<string[]> {
  const { home } = await db
    .selectFrom('mandate')
    .select((of) => homeOf(of).as('home'))
    .where('mandate_id', '=', mandateId)
    .executeTakeFirstOrThrow();
  const calls =
    messageId === null
      ? []
      : await db
          .selectFrom('follow_up')
          .select(['place', 'village'])
          .where('message_id', '=', messageId)
          .execute();
  return [...(home === null ? [] : [home]), ...calls.map(({ place, village }) => village ?? place)];
}

interface Asked {
  /** The division of who asks. */
  code: string;
  /** Persons of her own family. */
  keptFrom: readonly number[];
  at: { today: string; now: number };
  /** Only those older than this one. */
  before: number | null;
  limit: number;
}

/** Those that live or are asked for, newest first. */
export function listMandatesBelow(db: Database, { code, keptFrom, at, before, limit }: Asked) {
  const within = `${code}%`;
  let query = db
    .selectFrom('mandate')
    .innerJoin('organisation', 'organisation.organisation_id', 'mandate.organisation_id')
    .selectAll('mandate')
    .select('organisation.name as organisation')
    .where('mandate.state', '!=', 'ended')
    .where(notEndedBy(at))
    .where((of) =>
      of.or([
        of('organisation.code', 'like', within),
        of(homeOf(of), 'like', within),
        of.exists(
          of
            .selectFrom('follow_up')
            .select('follow_up_id')
            .whereRef('follow_up.message_id', '=', 'mandate.call_message_id')
            .where((call) => call(call.fn.coalesce('follow_up.village', 'follow_up.place'), 'like', within)),
        ),
      ]),
    )
    .orderBy('mandate.mandate_id', 'desc')
    .limit(limit);
  if (keptFrom.length > 0) query = query.where('mandate.person_id', 'not in', keptFrom);
  if (before !== null) query = query.where('mandate.mandate_id', '<', before);
  return query.execute();
}
