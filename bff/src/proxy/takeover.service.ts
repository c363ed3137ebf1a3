// She goes on with her case by herself: the mandate stays for other cases, this one is no longer the volunteer's to change.
import { accountActor, recordAudit } from '../audit/audit.service.ts';
import { lockClaim } from '../claim/claim.access.ts';
import type { Deps } from '../deps.ts';
import type { Resident } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';

type Volunteer = 'reads' | 'nothing';

/** Again, with another answer, is another answer. */
export async function takeOverClaim(
  deps: Deps,
  { session }: Resident,
  publicId: string,
  volunteer: Volunteer,
): Promise<{ claimId: string; volunteer: Volunteer }> {
  await transact(deps.db, async (trx) => {
    const claim = await lockClaim(trx, publicId);
    const row = { account_id: session.accountId, volunteer, at: toColumn(deps.clock.now()) };
    await trx
      .insertInto('claim_takeover')
      .values({ claim_id: claim.claim_id, ...row })
      .onDuplicateKeyUpdate(row)
      .execute();
    await recordAudit(trx, deps, {
      actor: accountActor(session),
      act: 'take_over_claim',
      subject: { kind: 'claim', id: publicId },
      place: claim.village ?? claim.place,
      detail: { volunteer },
    });
  });
  return { claimId: publicId, volunteer };
}
