/** Walks the history of cases through the table of the lifecycle: each has exactly one road, and stands where it ends. */
import type { ClaimState } from '@yijiutong/rules/contract';
import type { Pool, RowDataPacket } from 'mysql2/promise';

import { lifecycle, type EventKind } from '../../bff/src/claim/claim.lifecycle.ts';
import { few, type Claims } from './claims.ts';

type ClaimRow = RowDataPacket & {
  claim_id: number;
  public_id: string;
  state: ClaimState;
  version: number;
  amount: number | null;
  payments: number;
};
type EventRow = RowDataPacket & { claim_id: number; version: number; kind: EventKind; actor: string };

export type CaseBook = { claim: ClaimRow; events: EventRow[] };

export async function readCases(database: Pool, claimIds: readonly number[]): Promise<CaseBook[]> {
  const [claims] = await database.query<ClaimRow[]>(
    `SELECT c.claim_id, c.public_id, c.state, c.version, c.approved_amount AS amount,
            (SELECT COUNT(*) FROM payment p WHERE p.claim_id = c.claim_id) AS payments
       FROM claim c WHERE c.claim_id IN (?)`,
    [claimIds],
  );
  const [events] = await database.query<EventRow[]>(
    'SELECT claim_id, version, kind, actor FROM claim_event WHERE claim_id IN (?) ORDER BY claim_id, version',
    [claimIds],
  );
  return claims.map((claim) => ({
    claim,
    events: events.filter(({ claim_id: id }) => id === claim.claim_id),
  }));
}

/**
 * @param from where all of them stood, and at which version, before anybody did anything
 */
export function claimRoads(
  claims: Claims,
  cases: readonly CaseBook[],
  from: { state: ClaimState; version: number },
): void {
  const astray = cases.filter((one) => !isOneRoad(one, from)).map(({ claim }) => claim.public_id);
  const steps = cases.reduce((sum, { events }) => sum + events.length, 0);
  claims.that(
    'every case has one road in the table, and stands where it ends',
    astray.length === 0 && steps > 0,
    `${cases.length} cases, ${steps} steps; astray ${few(astray)}`,
  );
  const own = cases.filter(({ events }) => approversOf(events).some((actor) => reviewed(events, actor)));
  claims.that(
    'nobody approved what she had reviewed',
    own.length === 0,
    `${cases.filter(({ events }) => approversOf(events).length > 0).length} approved; by the reviewer ${few(own.map(({ claim }) => claim.public_id))}`,
  );
  const unpaid = cases.filter(
    ({ claim, events }) => claim.payments !== approversOf(events).length || claim.payments > 1,
  );
  claims.that(
    'each approval ordered one payment',
    unpaid.length === 0,
    `${cases.reduce((sum, { claim }) => sum + claim.payments, 0)} payments; otherwise ${few(unpaid.map(({ claim }) => claim.public_id))}`,
  );
}

function isOneRoad({ claim, events }: CaseBook, from: { state: ClaimState; version: number }): boolean {
  let { state, version } = from;
  for (const event of events.filter((one) => one.version > from.version)) {
    const moves = Object.values(lifecycle[state].acts).flat();
    const move = moves.find(({ event: kind }) => kind === event.kind);
    if (move === undefined || event.version !== version + 1) return false;
    ({ to: state } = move);
    version += 1;
  }
  return claim.state === state && claim.version === version;
}

const approversOf = (events: readonly EventRow[]): string[] =>
  events.filter(({ kind }) => kind === 'approved').map(({ actor }) => actor);

const reviewed = (events: readonly EventRow[], actor: string): boolean =>
  events.some((event) => event.kind === 'reviewed' && event.actor === actor);
