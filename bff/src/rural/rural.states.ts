// When the office of 乡村振兴 is asked about a family: from the township's opinion on until 民政 has decided. Pure.
import type { ClaimKind, ClaimState } from '@yijiutong/rules/contract';

export const awaitsWord: readonly ClaimState[] = [
  'household_visit',
  'means_check',
  'publicity',
  'recognition',
];

export function isAskedAbout({ kind, state }: { kind: ClaimKind; state: ClaimState }): boolean {
  return kind === 'recognition' && awaitsWord.includes(state);
}
