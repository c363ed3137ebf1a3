// The rows of 0007-messages.ts. What a message says of a person is sealed; the words around it are the template's.
import type { FollowUpKind, FollowUpOutcome, MessageTemplate } from '@yijiutong/rules/contract';
import type { Generated } from 'kysely';

/**
 * `waiting`: to be sent at `next_at` · `sending`: a carrier has been called, or the process ended before it was noted ·
 * `unknown`: the carrier may have it, and is asked · `sent`: the carrier has it, the receipt is awaited · `delivered` ·
 * `failed`: no carrier brings it · `in_app`: only the list in the app shows it.
 */
export type DeliveryState = 'waiting' | 'sending' | 'unknown' | 'sent' | 'delivered' | 'failed' | 'in_app';

/** A message and its delivery: the row is the outbox. */
export interface MessageTable {
  message_id: Generated<number>;
  public_id: string;
  message_key: string;
  person_id: number;
  claim_id: number | null;
  template: MessageTemplate;
  /** JSON of the template's parameters, sealed. */
  params: Buffer;
  created_at: string;
  read_at: string | null;
  state: DeliveryState;
  reason: string | null;
  next_at: string | null;
  planned_at: string;
  follow_up_at: string | null;
}

/** One try with one carrier, written before the carrier is called. */
export interface MessageAttemptTable {
  attempt_id: Generated<number>;
  public_id: string;
  message_id: number;
  person_id: number;
  channel: 'wechat' | 'sms';
  state: 'sending' | 'unknown' | 'accepted' | 'delivered' | 'failed';
  serial: string | null;
  code: string | null;
  /** How often the carrier was asked what became of it. */
  asked: number;
  started_at: string;
  settled_at: string | null;
}

export interface WechatAllowanceTable {
  openid_index: Buffer;
  template_id: string;
  accepted: number;
  changed_at: string;
}

export interface SmsSpendingTable {
  region: string;
  /** `2026-11` */
  month: string;
  sent: number;
}

/** Somebody who goes and tells her: first by telephone, then at her door. */
export interface FollowUpTable {
  follow_up_id: Generated<number>;
  public_id: string;
  message_id: number;
  person_id: number;
  kind: FollowUpKind;
  /** 医保区划 of six digits. */
  place: string;
  /** Twelve digits: whose clerk goes there; null where nobody has said where she lives. */
  village: string | null;
  state: 'open' | 'taken' | 'done' | 'cancelled';
  version: number;
  /** Who works on it. */
  staff_id: number | null;
  /** How often it was tried without reaching her. */
  tries: number;
  outcome: FollowUpOutcome | null;
  words: Buffer | null;
  opened_at: string;
  taken_at: string | null;
  closed_at: string | null;
}

export interface MessageTables {
  message: MessageTable;
  message_attempt: MessageAttemptTable;
  wechat_allowance: WechatAllowanceTable;
  sms_spending: SmsSpendingTable;
  follow_up: FollowUpTable;
}
