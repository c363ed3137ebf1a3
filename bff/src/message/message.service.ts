// What people are told. A message is written in the transaction of what it tells of, and carried afterwards.
import type { MessageTemplate } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import type { Database } from '../storage/tables.ts';
import { insertMessage } from './message.store.ts';
import { checkParams, type MessageParams } from './message.words.ts';

export interface NewMessage {
  personId: number;
  template: MessageTemplate;
  /** Exactly what the template takes. */
  params: MessageParams;
  claimId: number | null;
  /** Names the event, at most 80 characters: told once, however often it is written. For example `claim:12:7`. */
  key: string;
}

/**
 * Writes a message into the outbox, in the transaction of the change that it tells of: it is sent when that is committed,
 * and never otherwise.
 */
export async function queueMessage(
  trx: Database,
  deps: Pick<Deps, 'crypto' | 'clock' | 'messages'>,
  message: NewMessage,
): Promise<void> {
  const { words, rules } = deps.messages;
  const template = words.get(message.template);
  checkParams(template, message.params);
  const now = deps.clock.now();
  await insertMessage(trx, deps.crypto, {
    ...message,
    now,
    followUpAt: template.followUp ? now + rules.followUpAfter : null,
  });
}
