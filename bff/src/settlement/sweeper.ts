// Comes back to what had to wait: years whose identities could not be asked for or have turned, and settlements that
// are to be read again. What it takes is leased in MySQL: many processes share the work, and a killed one loses nothing.
import { leaseDueYears, type DueYear } from '../benefit-year/benefit-year.store.ts';
import { decideYear } from '../benefit-year/decide-year.service.ts';
import type { Deps } from '../deps.ts';
import { soughtOf } from '../identity/sought.ts';
import { attempt, startRounds, type Rounds } from '../rounds.ts';
import { transact } from '../storage/mysql.ts';
import { rereadSettlement } from './reread.service.ts';
import { askForDecision, portsOf } from './settlement.service.ts';
import { leaseReadings } from './settlement.store.ts';

/** How long a year or a settlement is left to the process that took it, and so how often it is tried. */
const lease = 60_000;
const batch = 20;

/** What a round decided and read. */
interface Swept {
  decided: number;
  read: number;
}
export type Sweeper = Rounds<Swept>;

/** @param everySeconds 0 = only when told */
export function startSweeper(deps: Deps, everySeconds: number): Sweeper {
  return startRounds(deps, { everySeconds, failed: 'a round of the sweeper failed' }, (isStopped) =>
    round(deps, isStopped),
  );
}

async function round(deps: Deps, isStopped: () => boolean): Promise<Swept> {
  const taken = { now: deps.clock.now(), lease, limit: batch };
  let read = 0;
  for (const setlId of await transact(deps.db, (trx) => leaseReadings(trx, taken))) {
    if (isStopped()) break;
    if (await attempt(deps, 'a settlement could not be read again', () => rereadSettlement(deps, setlId)))
      read += 1;
  }
  let decided = 0;
  for (const due of await transact(deps.db, (trx) => leaseDueYears(trx, taken))) {
    if (isStopped()) break;
    if (await attempt(deps, 'a year could not be decided', () => decideAgain(deps, due))) decided += 1;
  }
  return { decided, read };
}

async function decideAgain(deps: Deps, due: DueYear): Promise<boolean> {
  const sought = await soughtOf(deps, due.personId, due.region);
  const identities = await askForDecision(deps, sought);
  if (identities === null) return false;
  await transact(deps.db, (trx) =>
    decideYear(trx, portsOf(deps), {
      ...due,
      identities,
      insurance: sought.insurance,
      reason: 'identity',
      settlementId: null,
    }),
  );
  return true;
}
