// Somebody whom an organisation helps → what its volunteers see of her.
import type { Client, ClientTask } from '@yijiutong/rules/contract';
import { addDays, type Day } from '@yijiutong/rules/kernel';

import { maskCertno, maskName } from '../account/mask.ts';
import { listPersons, type Person } from '../account/person.store.ts';
import { dayInChina } from '../clock.ts';
import type { Deps } from '../deps.ts';
import { fromColumn, presentInstant } from '../storage/instant.ts';
import type { Database } from '../storage/tables.ts';
import {
  isOfMandate,
  listAwaited,
  listScopedClaims,
  type AwaitedRow,
  type ScopedClaimRow,
} from './client.store.ts';
import { standingOf } from './mandate.standing.ts';
import { scopeOf, type MandateRow } from './mandate.store.ts';

/** So many days before the last one it is time to ask whether to go on. */
const renewalDays = 7;

export async function presentClient(deps: Deps, mandate: MandateRow): Promise<Client> {
  return presentWithFacts(deps, mandate, await readFacts(deps, [mandate]));
}

/** What a list of mandates asks of other tables, each once for all of them. */
export interface ClientFacts {
  persons: ReadonlyMap<number, Person>;
  /** Of whom a mandate lives. */
  claims: readonly ScopedClaimRow[];
  awaited: readonly AwaitedRow[];
  /** The messages of call backs in which somebody has reached her. */
  confirmed: ReadonlySet<number>;
}

export async function readFacts(
  { db, crypto, clock }: Pick<Deps, 'db' | 'crypto' | 'clock'>,
  mandates: readonly MandateRow[],
): Promise<ClientFacts> {
  const at = { today: clock.today(), now: clock.now() };
  const live = mandates.filter((one) => standingOf(one, at).state === 'live').map((one) => one.person_id);
  const drawn = mandates.flatMap(({ call_message_id: messageId }) => messageId ?? []);
  const [persons, claims, awaited, confirmed] = await Promise.all([
    listPersons(
      db,
      crypto,
      mandates.map((one) => one.person_id),
    ),
    listScopedClaims(db, live),
    listAwaited(db, live),
    listConfirmed(db, drawn),
  ]);
  return { persons, claims, awaited, confirmed };
}

/** @param facts of this mandate, and of others perhaps */
export function presentWithFacts(
  deps: Pick<Deps, 'clock' | 'directory' | 'messages'>,
  mandate: MandateRow,
  { persons, claims, awaited, confirmed }: ClientFacts,
): Client {
  const { clock } = deps;
  const person = persons.get(mandate.person_id);
  const { state, endedBy } = standingOf(mandate, { today: clock.today(), now: clock.now() });
  const callBack = callBackOf(mandate.call_message_id, confirmed);
  const own = claims.filter((claim) => isOfMandate(mandate, claim));
  return {
    mandateId: mandate.public_id,
    name: maskName(person?.name ?? ''),
    certno: maskCertno(person?.certno ?? ''),
    village: mandate.village,
    villageName:
      mandate.village === null ? null : (deps.directory.findVillage(mandate.village)?.name ?? null),
    state,
    endedBy,
    way: mandate.way,
    scope: scopeOf(mandate),
    endsOn: mandate.ends_on,
    askedUntil: presentInstant(mandate.asked_until),
    callBack,
    mayCall: state === 'live',
    tasks: [
      ...listTasks(mandate, { state, callBack, today: clock.today() }, own),
      ...(state === 'live' ? awaited.flatMap((one) => awaitedTask(deps, mandate, one, own)) : []),
    ],
  };
}

/** `none`: the slip was not drawn, or there is none. */
function callBackOf(messageId: number | null, confirmed: ReadonlySet<number>): Client['callBack'] {
  if (messageId === null) return 'none';
  return confirmed.has(messageId) ? 'confirmed' : 'waits';
}

export async function readCallBack(db: Database, messageId: number | null): Promise<Client['callBack']> {
  return callBackOf(messageId, await listConfirmed(db, messageId === null ? [] : [messageId]));
}

async function listConfirmed(db: Database, messageIds: readonly number[]): Promise<Set<number>> {
  if (messageIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('follow_up')
    .select('message_id')
    .where('message_id', 'in', messageIds)
    .where('outcome', '=', 'reached')
    .execute();
  return new Set(rows.map((row) => row.message_id));
}

function listTasks(
  mandate: MandateRow,
  at: { state: Client['state']; callBack: Client['callBack']; today: Day },
  claims: readonly ScopedClaimRow[],
): ClientTask[] {
  const plain = (kind: ClientTask['kind'], due: string | null): ClientTask => ({
    kind,
    claimId: null,
    number: null,
    claimKind: null,
    due,
  });
  if (at.state === 'asked') return [plain('consent', null)];
  const { ends_on: endsOn } = mandate;
  if (at.state === 'ended' || endsOn === null) return [];
  const soon = addDays(at.today, renewalDays);
  return [
    ...(endsOn <= soon ? [plain('renew', endsOn)] : []),
    ...(at.callBack === 'waits' ? [plain('call_back', null)] : []),
    ...claims.flatMap(taskOf),
  ];
}

/** Of news about no claim, or about one that the mandate reaches; a call about its own slip is told as such. */
function awaitedTask(
  { messages }: Pick<Deps, 'messages'>,
  mandate: MandateRow,
  { person_id, message_id, claim_id, kind, opened_at }: AwaitedRow,
  own: readonly ScopedClaimRow[],
): ClientTask[] {
  if (person_id !== mandate.person_id || message_id === mandate.call_message_id) return [];
  const claim = own.find((one) => one.claim_id === claim_id);
  if (claim_id !== null && claim === undefined) return [];
  return [
    {
      kind,
      claimId: claim?.public_id ?? null,
      number: claim?.number ?? null,
      claimKind: claim?.kind ?? null,
      due: dayInChina(fromColumn(opened_at) + messages.rules.doneWithin[kind]),
    },
  ];
}

const kinds: Partial<Record<ScopedClaimRow['state'], ClientTask['kind']>> = {
  draft: 'finish',
  correction_asked: 'mend',
  payment_failed: 'payee',
};
const over: readonly ScopedClaimRow['state'][] = ['paid', 'closed', 'refused', 'withdrawn'];

/** What she has taken over is hers to do. */
function taskOf(claim: ScopedClaimRow): ClientTask[] {
  if (claim.takenOver !== null || over.includes(claim.state)) return [];
  const { public_id: claimId, number, kind: claimKind, state } = claim;
  return [{ kind: kinds[state] ?? 'wait', claimId, number, claimKind, due: claim.due_on }];
}
