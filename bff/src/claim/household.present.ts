// The household as it is shown: masked, to whoever asks.
import type { Household } from '@yijiutong/rules/contract';

import { maskCertno, maskName } from '../account/mask.ts';
import type { Deps } from '../deps.ts';
import type { ClaimRow } from './claim.store.ts';
import { listMembers, openMember } from './household.store.ts';

export async function presentHousehold({ db, crypto }: Deps, claim: ClaimRow): Promise<Household> {
  const rows = claim.kind === 'recognition' ? await listMembers(db, [claim.claim_id]) : [];
  return {
    alone: claim.lives_alone === null ? null : claim.lives_alone === 1,
    members: rows.map((row) => {
      const { name, certno, relation } = openMember(crypto, row);
      return { memberId: row.public_id, name: maskName(name), certno: maskCertno(certno), relation };
    }),
  };
}
