// Payments and the claims behind them.
import { sql, type Selectable, type Updateable } from 'kysely';

import type { EventKind } from '../claim/claim.lifecycle.ts';
import { indexOf, isHerHelp, listActorsOf, listPageHelp, type Hands } from '../staff/hands.store.ts';
import type { ClaimTable } from '../storage/claim-tables.ts';
import type { PaymentTable } from '../storage/payment-tables.ts';
import type { Database } from '../storage/tables.ts';

export type PaymentRow = Selectable<PaymentTable>;
type ClaimRow = Selectable<ClaimTable>;

export async function getNextAttempt(trx: Database, claimId: number): Promise<number> {
  const { last } = await trx
    .selectFrom('payment')
    .select((of) => of.fn.max('attempt').as('last'))
    .where('claim_id', '=', claimId)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

/** @throws a duplicate where the claim has a payment that is due or on its way */
export async function insertPayment(trx: Database, payment: Omit<PaymentRow, 'payment_id'>): Promise<void> {
  await trx.insertInto('payment').values(payment).execute();
}

const claimColumns = [
  'claim.public_id as claim_public_id',
  'claim.number as claim_number',
  'claim.region as region',
  'claim.payee as claim_payee',
] as const;

export type ListedPayment = PaymentRow & {
  claim_public_id: string;
  claim_number: string | null;
  region: string;
  claim_payee: Buffer | null;
  /** Whether nothing was ordered for the claim after it: 0 or 1. */
  latest: unknown;
};

interface Page {
  after: string | undefined;
  limit: number;
}

/** Of the places that begin with `scope`, the oldest first. @param keptFrom persons whose payments are not shown */
export async function listPaymentRows(
  db: Database,
  asked: { scope: string; state: PaymentRow['state']; keptFrom: readonly number[] } & Page,
): Promise<ListedPayment[]> {
  const { scope, state, keptFrom, after, limit } = asked;
  let query = inScope(db, scope).where('payment.state', '=', state);
  if (keptFrom.length > 0) query = query.where('payment.person_id', 'not in', keptFrom);
  if (after !== undefined) {
    query = query.where(
      'payment.payment_id',
      '>',
      db.selectFrom('payment as last').select('last.payment_id').where('last.public_id', '=', after),
    );
  }
  return query.orderBy('payment.payment_id').limit(limit).execute();
}

/** Of one batch, in the order of its file. */
export function listPaymentRowsOf(
  db: Database,
  batchId: number,
  { after, limit, keptFrom }: { keptFrom: readonly number[] } & Page,
): Promise<ListedPayment[]> {
  let query = listed(db).where('payment.batch_id', '=', batchId);
  if (keptFrom.length > 0) query = query.where('payment.person_id', 'not in', keptFrom);
  if (after !== undefined) {
    query = query.where(
      'payment.line',
      '>',
      db
        .selectFrom('payment as last')
        .select('last.line')
        .where('last.public_id', '=', after)
        .where('last.batch_id', '=', batchId),
    );
  }
  return query.orderBy('payment.line').limit(limit).execute();
}

/** Those of the identifiers that there are within `scope`. */
export function findPaymentRows(
  db: Database,
  scope: string,
  publicIds: readonly string[],
): Promise<ListedPayment[]> {
  return inScope(db, scope)
    .where('payment.public_id', 'in', publicIds)
    .orderBy('payment.payment_id')
    .execute();
}

/** Digits of a payment's place. */
const wholePlace = 6;

function inScope(db: Database, scope: string) {
  // Of one county the index gives each state in its order, and a page reads no more than it shows.
  if (scope.length === wholePlace) return listed(db).where('payment.place', '=', scope);
  // Codes are digits: nothing in them is a wildcard.
  return listed(db).where('payment.place', 'like', sql<string>`${`${scope}%`}`);
}

function listed(db: Database) {
  return db
    .selectFrom('payment')
    .innerJoin('claim', 'claim.claim_id', 'payment.claim_id')
    .selectAll('payment')
    .select(claimColumns)
    .select((of) =>
      of
        .not(
          of.exists(
            of
              .selectFrom('payment as later')
              .select('later.payment_id')
              .whereRef('later.claim_id', '=', 'payment.claim_id')
              .whereRef('later.attempt', '>', 'payment.attempt'),
          ),
        )
        .as('latest'),
    );
}

/** In one order, whoever asks. Call it inside `transact`, before `lockPayments`. */
export async function lockClaims(trx: Database, claimIds: readonly number[]): Promise<ClaimRow[]> {
  if (claimIds.length === 0) return [];
  return trx
    .selectFrom('claim')
    .selectAll()
    .where('claim_id', 'in', claimIds)
    .orderBy('claim_id')
    .forUpdate()
    .execute();
}

export async function listClaimsOf(db: Database, claimIds: readonly number[]): Promise<ClaimRow[]> {
  if (claimIds.length === 0) return [];
  return db.selectFrom('claim').selectAll().where('claim_id', 'in', claimIds).execute();
}

/** What is due for a locked claim, and in no batch yet, is not paid. */
export async function stopDuePayment(trx: Database, claimId: number, now: string): Promise<void> {
  await trx
    .updateTable('payment')
    .set({ state: 'stopped', live_claim_id: null, settled_at: now })
    .where('live_claim_id', '=', claimId)
    .where('state', '=', 'due')
    .execute();
}

/** Call it inside `transact`, after `lockClaims`. */
export async function lockPayments(trx: Database, paymentIds: readonly number[]): Promise<PaymentRow[]> {
  if (paymentIds.length === 0) return [];
  return trx
    .selectFrom('payment')
    .selectAll()
    .where('payment_id', 'in', paymentIds)
    .orderBy('payment_id')
    .forUpdate()
    .execute();
}

/** Of a locked claim. Call it inside `transact`. */
export function lockPaymentOf(
  trx: Database,
  claimId: number,
  publicId: string,
): Promise<PaymentRow | undefined> {
  return trx
    .selectFrom('payment')
    .selectAll()
    .where('public_id', '=', publicId)
    .where('claim_id', '=', claimId)
    .forUpdate()
    .executeTakeFirst();
}

/** Of a locked payment. */
export async function updatePayment(
  trx: Database,
  paymentId: number,
  change: Updateable<PaymentTable>,
): Promise<void> {
  await trx.updateTable('payment').set(change).where('payment_id', '=', paymentId).execute();
}

/** Claims that have been paid since before an instant, the oldest first. */
export async function listPaidBefore(db: Database, before: string, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('claim')
    .select('claim_id')
    .where('state', '=', 'paid')
    .where('changed_at', '<', before)
    .orderBy('changed_at')
    .limit(limit)
    .execute();
  return rows.map(({ claim_id: claimId }) => claimId);
}

/** What she has done to a claim, ever, who sends no money for it. */
const apartFromSending: readonly EventKind[] = ['approved', 'payee_brought', 'payment_returned'];

/**
 * Those of the claims that she has approved, turned to another account, said to have come back, or helped with as a
 * volunteer, ever.
 */
export async function listTouchedBy(
  db: Database,
  hands: Hands,
  claimIds: readonly number[],
): Promise<Set<number>> {
  const actors = await listActorsOf(db, hands);
  const rows = await db
    .selectFrom('claim_event')
    .select('claim_id')
    .distinct()
    .where('claim_id', 'in', claimIds)
    .where((where) =>
      where.or([
        where.and([where('kind', 'in', apartFromSending), where('actor', 'in', actors)]),
        isHerHelp(hands),
      ]),
    )
    .execute();
  const pages = await listPageHelp(db, claimIds, indexOf(hands));
  return new Set([...rows, ...pages].map(({ claim_id: claimId }) => claimId));
}
