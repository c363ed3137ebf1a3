// Comes back to what has its hour: approvals whose fifteen minutes are over, colleagues whose first day away has come, and
// claims that no desk has weighed yet. All of it stands in MySQL: a process that was killed loses nothing.
import { lockClaim } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import { lockStaff } from '../staff/staff.store.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { moveCases } from './away.service.ts';
import { endPassed, listUnmoved } from './away.store.ts';
import { placeOnDesk } from './desk-place.service.ts';
import { listUnweighed } from './desk.store.ts';
import { settleDueLane } from './lane-effect.service.ts';

const weighedAtOnce = 100;

export interface DeskSweeper {
  /** One round now; how many approvals took effect. */
  sweep(): Promise<number>;
  /** Begins no more rounds, and waits for the one that runs. */
  stop(): Promise<void>;
}

/** @param everySeconds 0 = only when told */
export function startDeskSweeper(deps: Deps, everySeconds: number): DeskSweeper {
  let running: Promise<number> | undefined;
  let stopped = false;
  const sweep = () => {
    running ??= round(deps, () => stopped).finally(() => {
      running = undefined;
    });
    return running;
  };
  const failed = (error: unknown) => deps.log.warn({ err: error }, 'a round of the desk’s sweeper failed');
  const timer =
    everySeconds === 0 ? undefined : setInterval(() => void sweep().catch(failed), everySeconds * 1000);
  return {
    sweep,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}

async function round(deps: Deps, isStopped: () => boolean): Promise<number> {
  const done = await settleDueLane(deps, isStopped);
  await sendAway(deps);
  await weighUnweighed(deps);
  return done;
}

async function sendAway(deps: Deps): Promise<void> {
  const { db, clock } = deps;
  const today = clock.today();
  await endPassed(db, today, toColumn(clock.now()));
  for (const away of await listUnmoved(db, today)) {
    const substitute = away.hand_to === null ? null : await lockStaff(db, away.hand_to);
    await moveCases(deps, away, substitute);
  }
}

async function weighUnweighed(deps: Deps): Promise<void> {
  for (const publicId of await listUnweighed(deps.db, weighedAtOnce)) {
    await transact(deps.db, async (trx) => placeOnDesk(deps, trx, await lockClaim(trx, publicId)));
  }
}
