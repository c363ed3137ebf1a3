// A write with a key happens once: the first request claims the key before it does anything, a replay gets the first
// reply, another body under the same key is refused. A claim whose holder was killed is taken over after a minute:
// the handler then runs again, and the unique keys of its own rows keep it from doing anything twice.
import { createHash, randomBytes } from 'node:crypto';

import { idempotencyKey, type ErrorCode, type RouteName } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { RowIdentity } from '../storage/crypto.ts';
import type { Context, Step } from './context.ts';
import {
  findEarlier,
  finishClaim,
  insertClaim,
  releaseClaim,
  takeOverClaim,
  type Claim,
  type EarlierRequest,
} from './idempotency.store.ts';

/** Milliseconds after which a claim without a reply is held to be abandoned. */
export const abandonedAfter = 60_000;

/** What is kept, sealed: a reply can carry a token or a person's data. */
type KeptReply =
  { body: unknown } | { error: { code: ErrorCode; message: string; data?: Record<string, unknown> } };

export function idempotent(name: RouteName, deps: Deps): Step {
  return async (ctx, next) => {
    const claim = readClaim(ctx, name, deps);
    const earlier = await claimOrFind(claim, deps);
    if (earlier !== undefined) {
      replay(ctx, claim, earlier, deps);
      return;
    }
    try {
      await next();
    } catch (error) {
      await settleFailure(claim, error, deps);
      throw error;
    }
    await keep(claim, ctx.status, { body: ctx.body }, deps);
  };
}

/**
 * The key is bound to who asks and to the route; the body hash covers the path's own identifiers and for whom it is too. It is
 * kept for a day, and keyed: of a body that holds a phone number and little else, a plain hash would give the number away.
 */
function readClaim(ctx: Context, name: RouteName, { crypto }: Pick<Deps, 'crypto'>): Claim {
  const given = ctx.get('Idempotency-Key');
  if (!idempotencyKey.safeParse(given).success) {
    throw new AppError(
      400,
      'idempotency_key_required',
      'send a new Idempotency-Key of 16 to 64 letters, digits, _ or - with every write, and the same one when you repeat it',
    );
  }
  const digest = createHash('sha256')
    .update(`${ctx.path}?${ctx.querystring}\n${ctx.get('X-Mandate')}\n`)
    .update(ctx.request.rawBody ?? '')
    .digest('hex');
  const bodyHash = crypto.blindIndex('idempotency_body', digest);
  const parts = [ownerOf(ctx, bodyHash), name, given];
  const keyHash = createHash('sha256').update(JSON.stringify(parts)).digest();
  return { keyHash, bodyHash, claim: randomBytes(16) };
}

function ownerOf(ctx: Context, bodyHash: Buffer): string {
  const { caller } = ctx.state;
  switch (caller.role) {
    case 'resident':
    case 'resident-unbound':
      return `account:${caller.session.accountId}`;
    case 'staff':
      return `staff:${caller.session.staffId}`;
    case 'sender':
      return `sender:${caller.accessKey}`;
    case 'anonymous':
      // Before signing in an address can stand for a whole village: the body tells its people apart.
      return `anonymous:${ctx.ip}:${bodyHash.toString('hex')}`;
  }
}

/** `undefined`: the key is ours now. Otherwise the request that had it first, finished. */
async function claimOrFind(claim: Claim, deps: Deps): Promise<EarlierRequest | undefined> {
  // A release between insert and read sends us round again; twice in a row means others are at it.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await insertClaim(deps.db, claim, deps.clock.now())) return undefined;
    const earlier = await findEarlier(deps.db, claim.keyHash);
    if (earlier === undefined) continue;
    if (!earlier.bodyHash.equals(claim.bodyHash)) {
      throw new AppError(
        409,
        'idempotency_key_conflict',
        'this Idempotency-Key was used for another request; make a new one',
      );
    }
    if (earlier.status !== null) return earlier;
    const abandoned = deps.clock.now() - earlier.claimedAt >= abandonedAfter;
    if (!abandoned) break;
    if (await takeOverClaim(deps.db, claim, earlier.claim, deps.clock.now())) return undefined;
  }
  throw new AppError(
    409,
    'idempotency_in_progress',
    'the first request with this key still runs; try again',
    {
      retryAfter: 1,
    },
  );
}

function replay(ctx: Context, claim: Claim, earlier: EarlierRequest, deps: Deps): void {
  const kept = JSON.parse(deps.crypto.open(earlier.reply ?? Buffer.alloc(0), rowOf(claim))) as KeptReply;
  ctx.set('Idempotency-Replayed', 'true');
  const status = earlier.status ?? 500;
  if ('error' in kept) {
    const { code, message, data } = kept.error;
    throw new AppError(status, code, message, data === undefined ? {} : { data });
  }
  ctx.status = status;
  // An absent body (204) is kept as an absent property.
  if (kept.body !== undefined) ctx.body = kept.body;
}

/** A refusal is a reply like any other; a failure on our side or "too often" is worth another try with the same key. */
async function settleFailure(claim: Claim, error: unknown, deps: Deps): Promise<void> {
  if (error instanceof AppError && error.status < 500 && error.status !== 429) {
    const { status, code, message, data } = error;
    await keep(claim, status, { error: { code, message, ...(data === undefined ? {} : { data }) } }, deps);
    return;
  }
  await quietly(deps, () => releaseClaim(deps.db, claim));
}

async function keep(claim: Claim, status: number, reply: KeptReply, deps: Deps): Promise<void> {
  const sealed = deps.crypto.seal(JSON.stringify(reply), rowOf(claim));
  await quietly(deps, () => finishClaim(deps.db, claim, status, sealed));
}

/** The work is done or undone by now: if only this note fails, the client still gets the true answer. */
async function quietly(deps: Deps, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    deps.log.warn({ err: error }, 'an idempotency claim could not be settled; it is taken over in a minute');
  }
}

function rowOf(claim: Claim): RowIdentity {
  return `idempotency:${claim.keyHash.toString('hex')}`;
}
