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

/** A volunteer filed it on a mandate that the person has denied. */
export async function fileOnDenied(
  app: Backstage,
  { claimId, personId }: { claimId: number; personId: number },
): Promise<void> {
  const { db, clock } = app.deps;
  const [at, publicId] = [toColumn(clock.now()), newRecordId()];
  const { organisation_id } = await db
    .selectFrom('organisation')
    .select('organisation_id')
    .where('code', '=', '510402901001')
    .executeTakeFirstOrThrow();
  const { insertId } = await db
    .insertInto('mandate')
    .values({
      public_id: publicId,
      organisation_id,
      person_id: personId,
      open_person: null,
      asked_by: 1,
      state: 'ended',
      way: 'slip',
      scope: JSON.stringify({ by: 'kinds', kinds: ['reimbursement'] }),
      relation: 'volunteer',
      village: null,
      phone: null,
      phone_index: null,
      signer: null,
      asked_at: at,
      asked_until: at,
      given_at: at,
      ends_on: clock.today(),
      ended_at: at,
      ended_by: 'denied',
      call_message_id: null,
    })
    .executeTakeFirstOrThrow();
  const filing = { claim_id: claimId, submission: 1, mandate_id: Number(insertId), account_id: 1 };
  await db
    .insertInto('claim_filing')
    .values({ ...filing, agent: Buffer.of(), filed_at: at })
    .execute();
}
