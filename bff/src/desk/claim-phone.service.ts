// The number to call her on, for whoever works on her case: each look is recorded.
import { recordView, staffActor } from '../audit/audit.service.ts';
import { getClaim } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { findContactPhone } from '../proxy/contact.ts';
import type { Staff } from '../session/session.state.ts';

export async function getClaimPhone(
  deps: Deps,
  { session }: Staff,
  publicId: string,
): Promise<{ phone: string | null }> {
  const claim = await getClaim(deps.db, publicId);
  const phone = await findContactPhone(deps.db, deps.crypto, claim.person_id);
  await recordView(deps, {
    actor: staffActor(session),
    act: 'view_phone',
    subject: { kind: 'claim', id: publicId },
    place: claim.village ?? claim.place,
  });
  return { phone };
}
