// A promised day has passed and the case is not done: the family is told, once for each day that was promised to her. Where
// nobody promised one, nothing is said.
import { promisedDay } from '../claim/claim.messages.ts';
import { lockClaim } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { queueMessage } from '../message/message.service.ts';
import { attempt } from '../rounds.ts';
import { transact } from '../storage/mysql.ts';
import { listOverdue, setOverdueTold } from './desk.store.ts';

/** At a time: the rest is told in the next rounds. */
const batch = 200;

export async function tellOverdue(deps: Deps, isStopped: () => boolean): Promise<void> {
  for (const publicId of await listOverdue(deps.db, deps.clock.today(), batch)) {
    if (isStopped()) break;
    await attempt(deps, 'a family could not be told of a day that has passed', () => tellOne(deps, publicId));
  }
}

async function tellOne(deps: Deps, publicId: string): Promise<void> {
  await transact(deps.db, async (trx) => {
    const claim = await lockClaim(trx, publicId);
    const { claim_id: claimId, person_id: personId, number } = claim;
    const day = promisedDay(claim);
    // Done, put off to a later day or told by another process, since it was listed.
    if (number === null || day === null || day >= deps.clock.today() || claim.overdue_told === day) return;
    await queueMessage(trx, deps, {
      personId,
      template: 'claim_overdue',
      params: { number },
      claimId,
      key: `overdue:${claimId}:${day}`,
    });
    await setOverdueTold(trx, claimId, day);
  });
}
