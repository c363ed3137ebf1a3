// What was said, with who said it: for the office itself, and for those who decide on it.
import type { RuralFound } from '@yijiutong/rules/contract';

import { presentColleague } from '../desk/colleague.present.ts';
import type { listNames } from '../desk/staff-names.store.ts';
import type { FieldCrypto, RowIdentity } from '../storage/crypto.ts';
import { presentInstant } from '../storage/instant.ts';
import type { RuralWordRow } from './rural.store.ts';

type Written = Pick<RuralWordRow, 'claim_id' | 'said_at'>;

const wordOf = ({ claim_id: claimId, said_at: at }: Written): RowIdentity => `claim:${claimId}:rural:${at}`;

export function sealRuralWords(crypto: FieldCrypto, word: Written, words: string): Buffer | null {
  return words === '' ? null : crypto.seal(words, wordOf(word));
}

export function presentRuralWords(
  crypto: FieldCrypto,
  rows: readonly RuralWordRow[],
  names: Awaited<ReturnType<typeof listNames>>,
): RuralFound[] {
  return rows.map((row) => {
    const by = names.get(row.staff_id);
    return {
      listed: row.listed,
      since: row.since,
      words: row.words === null ? null : crypto.open(row.words, wordOf(row)),
      by: by === undefined ? null : presentColleague(crypto, by),
      at: presentInstant(row.said_at),
    };
  });
}
