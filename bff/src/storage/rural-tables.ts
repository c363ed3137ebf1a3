// What the office of 乡村振兴 says of a family (0013-hands.ts). Append-only.
import type { RuralList } from '@yijiutong/rules/contract';
import type { Generated } from 'kysely';

export interface ClaimRuralWordTable {
  word_id: Generated<number>;
  claim_id: number;
  staff_id: number;
  organisation_id: number;
  listed: RuralList;
  since: string | null;
  /** Sealed. */
  words: Buffer | null;
  said_at: string;
}

export interface RuralTables {
  claim_rural_word: ClaimRuralWordTable;
}
