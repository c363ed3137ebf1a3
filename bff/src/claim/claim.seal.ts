// What of a claim is sealed: the account that the money goes to, and what people wrote in their own words.
import type { AccountKind } from '@yijiutong/rules/contract';

import type { FieldCrypto, RowIdentity } from '../storage/crypto.ts';

export interface Payee {
  /** The person herself, by her name on the platform. */
  holder: string;
  bank: string;
  kind: AccountKind;
  account: string;
}

const payeeOf = (claimId: number): RowIdentity => `claim:${claimId}:payee`;

export function sealPayee(crypto: FieldCrypto, claimId: number, payee: Payee): Buffer {
  return crypto.seal(JSON.stringify(payee), payeeOf(claimId));
}

export function openPayee(crypto: FieldCrypto, claimId: number, sealed: Buffer): Payee {
  return JSON.parse(crypto.open(sealed, payeeOf(claimId))) as Payee;
}

/** Why somebody did what made this version of a claim, in her own words. */
export function sealEventWords(
  crypto: FieldCrypto,
  { claim_id: claimId, version }: { claim_id: number; version: number },
  words: string | null,
): Buffer | null {
  return words === null || words === '' ? null : crypto.seal(words, eventOf(claimId, version));
}

export function openEventWords(
  crypto: FieldCrypto,
  event: { claim_id: number; version: number; words: Buffer | null },
): string | null {
  return event.words === null ? null : crypto.open(event.words, eventOf(event.claim_id, event.version));
}

const eventOf = (claimId: number, version: number): RowIdentity => `claim:${claimId}:event:${version}`;

/** What an officer wrote of a claim: a review, a visit, a means check, an objection. */
export function sealFinding(
  crypto: FieldCrypto,
  kind: 'review' | 'visit' | 'means' | 'objection',
  { claim_id: claimId, version }: { claim_id: number; version: number },
  text: string,
): Buffer | null {
  return text === '' ? null : crypto.seal(text, `claim:${claimId}:${kind}:${version}`);
}

export function openFinding(
  crypto: FieldCrypto,
  kind: 'review' | 'visit' | 'means' | 'objection',
  { claim_id: claimId, version, words }: { claim_id: number; version: number; words: Buffer | null },
): string | null {
  return words === null ? null : crypto.open(words, `claim:${claimId}:${kind}:${version}`);
}

/** Why she does not agree with a refusal: of the appeal. */
export function sealAppealWords(crypto: FieldCrypto, claimId: number, words: string): Buffer {
  return crypto.seal(words, `claim:${claimId}:appeal`);
}

export function openAppealWords(
  crypto: FieldCrypto,
  { claim_id: claimId, appeal_words: words }: { claim_id: number; appeal_words: Buffer | null },
): string | null {
  return words === null ? null : crypto.open(words, `claim:${claimId}:appeal`);
}

/** A row that carries words: an excuse, a notice, or one paper of a notice. */
interface WordsRow {
  claim_id: number;
  submission: number;
  paper?: string;
  bill?: string;
  given_at?: string;
}

/** Bound to what it was said of, so that no row's words open in another. */
function identityOf({
  claim_id: claimId,
  submission,
  paper,
  bill,
  given_at: givenAt,
}: WordsRow): RowIdentity {
  const kind = givenAt === undefined ? 'correction' : 'excuse';
  return `claim:${claimId}:${kind}:${submission}:${paper ?? ''}:${bill ?? ''}`;
}

export function sealWords(crypto: FieldCrypto, row: WordsRow, words: string | null): Buffer | null {
  return words === null || words === '' ? null : crypto.seal(words, identityOf(row));
}

export function openWords(crypto: FieldCrypto, row: WordsRow & { words: Buffer | null }): string | null {
  return row.words === null ? null : crypto.open(row.words, identityOf(row));
}
