// Somebody who owns one record of every kind that a path can name: a test of access takes them from her.
import { randomBytes } from 'node:crypto';

import { insertUpload } from '../../bff/src/paper/upload.store.ts';
import { newRecordId } from '../../bff/src/storage/record-id.ts';
import { newFileKey } from '../../bff/src/storage/sealed-file.ts';
import type { Person } from '../sandbox/world.ts';
import type { TestApp } from './app.ts';
import type { PersonSketch } from './bills.ts';
import { moveInApplicant, sketchBill, submitNew } from './claims.ts';

export interface OwnedRecords {
  person: Person;
  bill: string;
  /** Sent. */
  claim: string;
  /** Sent with the claim. */
  page: string;
  /** One of its own for every request: some end it. */
  newUpload: () => Promise<string>;
}

export async function makeRecords(app: TestApp, sketch: PersonSketch): Promise<OwnedRecords> {
  const { db, crypto, clock } = app.deps;
  const bill = `S-RECORDS-${sketch.n}`;
  const applicant = await moveInApplicant(app, sketch, [sketchBill(bill)]);
  const { person, personId } = applicant;
  const { claimId: claim } = await submitNew(app, applicant, [bill]);
  const { claim_id: claimId } = await db
    .selectFrom('claim')
    .select('claim_id')
    .where('public_id', '=', claim)
    .executeTakeFirstOrThrow();
  const { public_id: page } = await db
    .selectFrom('paper_page')
    .select('public_id')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const newUpload = async () => {
    const publicId = newRecordId();
    await insertUpload(db, {
      publicId,
      personId,
      claimId,
      paper: 'invoice',
      subject: bill,
      bill,
      sha256: randomBytes(32),
      length: 1000,
      fileKey: newFileKey(crypto, `upload:${publicId}`),
      expiresAt: clock.now() + 60_000,
    });
    return publicId;
  };
  return { person, bill, claim, page, newUpload };
}
