// A mandate made straight in the database: how it comes about has its own tests.
import { certnoIndex } from '../../bff/src/account/person.store.ts';
import { toColumn } from '../../bff/src/storage/instant.ts';
import { newRecordId } from '../../bff/src/storage/record-id.ts';
import { addDays } from '../../shared/src/kernel/index.ts';
import type { Person } from '../sandbox/world.ts';
import type { Backstage } from './app.ts';

/** One that lives, of the first organisation of this division. */
export async function makeMandate(app: Backstage, { certno }: Person, code: string): Promise<string> {
  const { db, crypto, clock } = app.deps;
  const { organisation_id } = await db
    .selectFrom('organisation')
    .select('organisation_id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow();
  const { person_id } = await db
    .selectFrom('person')
    .select('person_id')
    .where('certno_index', '=', certnoIndex(crypto, certno))
    .executeTakeFirstOrThrow();
  const publicId = newRecordId();
  const now = toColumn(clock.now());
  await db
    .insertInto('mandate')
    .values({
      public_id: publicId,
      organisation_id,
      person_id,
      open_person: null,
      asked_by: 1,
      state: 'live',
      way: 'sms_code',
      scope: JSON.stringify({ by: 'kinds', kinds: ['reimbursement'] }),
      relation: 'volunteer',
      village: null,
      phone: null,
      phone_index: null,
      signer: null,
      asked_at: now,
      asked_until: now,
      given_at: now,
      ends_on: addDays(clock.today(), 30),
      ended_at: null,
      ended_by: null,
      call_message_id: null,
    })
    .execute();
  return publicId;
}
