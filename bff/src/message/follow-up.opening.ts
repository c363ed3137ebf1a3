// Somebody goes and tells her: opened when no carrier brings a message that she has to have, closed when it arrives after all.
import type { FollowUpKind } from '@yijiutong/rules/contract';

import { toColumn } from '../storage/instant.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';

interface Told {
  messageId: number;
  personId: number;
  claimId: number | null;
}

/** Once a message and kind, whoever asks for it. */
export async function openFollowUp(
  trx: Database,
  { message, kind, now }: { message: Told; kind: FollowUpKind; now: number },
): Promise<void> {
  await trx
    .insertInto('follow_up')
    .values({
      public_id: newRecordId(),
      message_id: message.messageId,
      person_id: message.personId,
      kind,
      ...(await findPlace(trx, message)),
      state: 'open',
      version: 1,
      staff_id: null,
      tries: 0,
      outcome: null,
      words: null,
      opened_at: toColumn(now),
      taken_at: null,
      closed_at: null,
    })
    .onDuplicateKeyUpdate({ message_id: message.messageId })
    .execute();
}

/** The message arrived, or was read. Who has already taken it sees what became of it. */
export async function cancelFollowUps(trx: Database, messageId: number, now: number): Promise<void> {
  await trx
    .updateTable('follow_up')
    .set((row) => ({ state: 'cancelled', closed_at: toColumn(now), version: row('version', '+', 1) }))
    .where('message_id', '=', messageId)
    .where('state', '=', 'open')
    // A call back about a signed slip is not to tell her: it is to hear it from her.
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('mandate').select('mandate_id').where('call_message_id', '=', messageId),
        ),
      ),
    )
    .execute();
}

/** Where the claim says that she lives; of news about no claim, where she is known to live, else her region. */
async function findPlace(
  trx: Database,
  { claimId, personId }: Told,
): Promise<{ place: string; village: string | null }> {
  const claim =
    claimId === null
      ? undefined
      : await trx
          .selectFrom('claim')
          .select(['place', 'village'])
          .where('claim_id', '=', claimId)
          .executeTakeFirst();
  if (claim !== undefined && claim.village !== null) return { place: claim.place, village: claim.village };
  const village = await findVillage(trx, personId);
  if (claim !== undefined) return { place: claim.place, village };
  if (village !== null) return { place: village.slice(0, 6), village };
  const { region } = await trx
    .selectFrom('person')
    .select('region')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return { place: region, village: null };
}

/** Without one neither her village nor her township would see it: as she said last, else as a helper's paper has it. */
async function findVillage(trx: Database, personId: number): Promise<string | null> {
  const said = await trx
    .selectFrom('claim')
    .select('village')
    .where('person_id', '=', personId)
    .where('village', 'is not', null)
    .orderBy('claim_id', 'desc')
    .executeTakeFirst();
  if (said !== undefined) return said.village;
  const helped = await trx
    .selectFrom('mandate')
    .select('village')
    .where('person_id', '=', personId)
    .where('village', 'is not', null)
    // What somebody wrote down whom she did not let help her says nothing.
    .where('given_at', 'is not', null)
    .orderBy('mandate_id', 'desc')
    .executeTakeFirst();
  return helped?.village ?? null;
}
