// One clean case in ten is drawn for a full review. Nobody can tell beforehand which; who has the key can prove that it
// was not chosen: the draw is a keyed hash of the claim's name and of the day on which it came to approval. That day stays,
// so that nobody waits for a better one.
import type { ClaimRow } from '../claim/claim.store.ts';
import type { FieldCrypto } from '../storage/crypto.ts';
import type { Database } from '../storage/tables.ts';
import { findReviewDay } from './lane.store.ts';

const oneIn = 10;

export function draw(crypto: Pick<FieldCrypto, 'blindIndex'>, publicId: string, day: string): boolean {
  const drawn = crypto.blindIndex('lane_draw', `${publicId} ${day}`);
  return drawn.readUIntBE(0, 6) % oneIn === 0;
}

/** Whether a claim that waits for approval is among them. */
export async function isDrawn(
  { crypto }: { crypto: Pick<FieldCrypto, 'blindIndex'> },
  db: Database,
  { claim_id: claimId, public_id: publicId, state }: ClaimRow,
): Promise<boolean> {
  if (state !== 'county_approval') return false;
  const day = await findReviewDay(db, claimId);
  return day !== null && draw(crypto, publicId, day);
}
