/** The province's side of settlement intake: it signs and sends, and takes only a clear answer for an answer. */
import { type IntakeKey, signPush } from '../../support/sign.ts';
import { credentials } from '../credentials.ts';
import type { ReversalPush, SettlementPush } from '../world.ts';

export type PushAnswer = { status: number; body: unknown };

const PATH = '/api/v1/settlements';

/** Pushes one settlement or reversal to the BFF at `bffUrl`; its msgid is the Idempotency-Key. */
export async function push(
  bffUrl: string,
  message: SettlementPush | ReversalPush,
  { key = credentials.intake, now = Date.now() }: { key?: IntakeKey; now?: number } = {},
): Promise<PushAnswer> {
  const body = JSON.stringify(message);
  const response = await fetch(new URL(PATH, bffUrl), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': message.msgid,
      ...signPush(key, { method: 'POST', path: PATH, body }, now),
    },
    body,
  });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch {
    return { status: response.status, body: text };
  }
}
