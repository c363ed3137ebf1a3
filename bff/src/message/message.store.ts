import type { MessageTemplate } from '@yijiutong/rules/contract';
import { z } from 'zod';

import type { FieldCrypto, RowIdentity } from '../storage/crypto.ts';
import { toColumn } from '../storage/instant.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import type { MessageParams } from './message.words.ts';

const paramsRow = (publicId: string): RowIdentity => `message:${publicId}:params`;

export interface MessageRow {
  personId: number;
  claimId: number | null;
  template: MessageTemplate;
  params: MessageParams;
  key: string;
  now: number;
  followUpAt: number | null;
}

/** Once an event: a key that is there already is left as it is. */
export async function insertMessage(trx: Database, crypto: FieldCrypto, row: MessageRow): Promise<void> {
  const publicId = newRecordId();
  await trx
    .insertInto('message')
    .values({
      public_id: publicId,
      message_key: row.key,
      person_id: row.personId,
      claim_id: row.claimId,
      template: row.template,
      params: crypto.seal(JSON.stringify(row.params), paramsRow(publicId)),
      created_at: toColumn(row.now),
      read_at: null,
      state: 'waiting',
      reason: null,
      next_at: toColumn(row.now),
      planned_at: toColumn(row.now),
      follow_up_at: row.followUpAt === null ? null : toColumn(row.followUpAt),
    })
    .onDuplicateKeyUpdate({ message_key: row.key })
    .execute();
}

const params = z.record(z.string(), z.string());

export function openParams(crypto: FieldCrypto, publicId: string, sealed: Buffer): MessageParams {
  return params.parse(JSON.parse(crypto.open(sealed, paramsRow(publicId))));
}
