// Comes back to what has its hour: approvals whose fifteen minutes are over, colleagues whose first day away has come, cases
// that the law owes since a recognition, promised days that have passed, and claims that no desk has weighed yet. All of it
// stands in MySQL: a process that was killed loses nothing.
import { openOwed } from '../claim/claim-owed.service.ts';
import { lockClaim } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { attempt, startRounds, type Rounds } from '../rounds.ts';
import { lockStaff } from '../staff/staff.store.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { moveCases } from './away.service.ts';
import { endPassed, listUnmoved } from './away.store.ts';
import { placeOnDesk } from './desk-place.service.ts';
import { listUnweighed } from './desk.store.ts';
import { settleDueLane } from './lane-effect.service.ts';
import { tellOverdue } from './overdue.service.ts';

const weighedAtOnce = 100;

/** A round says how many approvals took effect. @param everySeconds 0 = only when told */
export function startDeskSweeper(deps: Deps, everySeconds: number): Rounds<number> {
  return startRounds(deps, { everySeconds, failed: 'a round of the desk’s sweeper failed' }, (isStopped) =>
    round(deps, isStopped),
  );
}

async function round(deps: Deps, isStopped: () => boolean): Promise<number> {
  const done = await settleDueLane(deps, isStopped);
  await sendAway(deps);
  await openOwed(deps, isStopped);
  await tellOverdue(deps, isStopped);
  await weighUnweighed(deps);
  return done;
}

async function sendAway(deps: Deps): Promise<void> {
  const { db, clock } = deps;
  const today = clock.today();
  await endPassed(db, today, toColumn(clock.now()));
  for (const away of await listUnmoved(db, today)) {
    await attempt(deps, 'the cases of a colleague who is away could not be handed on', async () => {
      const substitute = away.hand_to === null ? null : await lockStaff(db, away.hand_to);
      await moveCases(deps, away, substitute);
    });
  }
}

async function weighUnweighed(deps: Deps): Promise<void> {
  for (const publicId of await listUnweighed(deps.db, weighedAtOnce)) {
    await attempt(deps, 'a case could not be put on the desk', () =>
      transact(deps.db, async (trx) => placeOnDesk(deps, trx, await lockClaim(trx, publicId))),
    );
  }
}
