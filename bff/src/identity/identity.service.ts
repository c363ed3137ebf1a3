// Who a person is, fresh for a decision, or as last known for a screen (architecture: one look-up in flight a person).
import { AppError } from '../error.ts';
import type { RegionCodes } from '../storage/codes.ts';
import type { Database } from '../storage/tables.ts';
import type { HsaClient } from '../upstream/hsa/hsa.client.ts';
import {
  isFresh,
  nameLookUp,
  shownFor,
  type IdentityCache,
  type LookUp,
  type LookUpKey,
} from './identity.cache.ts';
import { listRosterIdentities } from './identity.store.ts';
import { mergeIdentities, type HeldIdentity, type RosterRow } from './identity.types.ts';

/** A person as far as a look-up needs her. Her number is opened only when the platform must be asked. */
export interface Sought extends LookUpKey {
  numbers: () => Promise<{ certno: string; psnNo: string }>;
}

export interface Known {
  identities: HeldIdentity[];
  /** When the platform was asked, milliseconds since 1970. */
  asOf: number;
  stale: boolean;
}

export interface Identities {
  /**
   * Never older than ten minutes.
   * @throws {AppError} when the platform is away, lies, or knows no such person: the decision waits
   */
  getForDecision(person: Sought): Promise<Known>;
  /** Up to 24 hours old while the platform is away or slow, and then marked. @throws {AppError} when there is none */
  getForShow(person: Sought): Promise<Known>;
}

export interface IdentityPorts {
  db: Database;
  hsa: Pick<HsaClient, 'findPerson'>;
  cache: IdentityCache;
  codesOf: (region: string) => RegionCodes;
  now: () => number;
}

/** How long a reader waits for a slow platform when an older answer is at hand. */
const patience = 1_500;
const lockPolls = 10;
const lockPause = 100;

export function createIdentities(ports: IdentityPorts): Identities {
  const flights = new Map<string, Promise<LookUp>>();

  /** One look-up in flight a person and region: who comes later gets the same answer. */
  const lookUp = (person: Sought): Promise<LookUp> => {
    const key = nameLookUp(person);
    const flying = flights.get(key);
    if (flying !== undefined) return flying;
    const flight = ask(ports, person).finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };

  const present = (person: Sought, found: LookUp, roster: readonly RosterRow[], stale: boolean): Known => {
    if (found.psnNo === null) {
      throw new AppError(
        503,
        'upstream_unavailable',
        'the national platform does not know this person at present',
      );
    }
    const identities = mergeIdentities(found.identities, roster, ports.codesOf(person.region));
    return { identities, asOf: found.at, stale };
  };

  return {
    async getForDecision(person) {
      const kept = await ports.cache.read(person);
      const found = kept !== undefined && isFresh(kept, ports.now()) ? kept : await lookUp(person);
      // A roster is ours, and may have changed since.
      const roster = await listRosterIdentities(ports.db, person.certnoIndex, person.region);
      return present(person, found, roster, false);
    },

    async getForShow(person) {
      const kept = await ports.cache.read(person);
      if (kept !== undefined && isFresh(kept, ports.now())) return present(person, kept, kept.roster, false);
      const usable = kept?.psnNo !== null && kept !== undefined && ports.now() - kept.at < shownFor;
      if (!usable) {
        const found = await lookUp(person);
        return present(person, found, found.roster, false);
      }
      const found = await Promise.race([lookUp(person).catch(() => kept), wait(patience).then(() => kept)]);
      return present(person, found, found.roster, found === kept);
    },
  };
}

async function ask(ports: IdentityPorts, person: Sought): Promise<LookUp> {
  const mine = await ports.cache.lock(person);
  if (!mine) {
    const theirs = await waitForOther(ports, person);
    if (theirs !== undefined) return theirs;
  }
  try {
    const { certno, psnNo } = await person.numbers();
    const reply = await ports.hsa.findPerson({ certno });
    if (reply !== undefined && reply.psnNo !== psnNo) {
      throw new AppError(
        502,
        'upstream_invalid_reply',
        'the national platform answered 1101 with another psn_no',
      );
    }
    const found: LookUp = {
      at: ports.now(),
      psnNo: reply?.psnNo ?? null,
      identities: reply?.identities ?? [],
      roster: await listRosterIdentities(ports.db, person.certnoIndex, person.region),
    };
    await ports.cache.keep(person, found);
    return found;
  } finally {
    if (mine) await ports.cache.unlock(person);
  }
}

/** Another process asks for the same person: its answer will be in the cache. If it is killed, we ask ourselves. */
async function waitForOther(ports: IdentityPorts, person: Sought): Promise<LookUp | undefined> {
  for (let poll = 0; poll < lockPolls; poll += 1) {
    await wait(lockPause);
    const theirs = await ports.cache.read(person);
    if (theirs !== undefined && isFresh(theirs, ports.now())) return theirs;
  }
  return undefined;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds).unref());
}
