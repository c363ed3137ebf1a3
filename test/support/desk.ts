// Cases as they lie before officers, put straight into the database: what leads there has its own tests.
import { randomBytes } from 'node:crypto';

import { sealPayee } from '../../bff/src/claim/claim.seal.ts';
import { lockClaim, type ClaimRow } from '../../bff/src/claim/claim.store.ts';
import { placeOnDesk } from '../../bff/src/desk/desk-place.service.ts';
import { draw } from '../../bff/src/desk/lane.draw.ts';
import { toColumn } from '../../bff/src/storage/instant.ts';
import { transact } from '../../bff/src/storage/mysql.ts';
import { newRecordId } from '../../bff/src/storage/record-id.ts';
import type { ClaimKind, ClaimState } from '../../shared/src/contract/index.ts';
import { formatYuan, fen } from '../../shared/src/kernel/index.ts';
import type { Answer, TestApp } from './app.ts';
import type { SignedInStaff } from './staff.ts';

export interface CaseSketch {
  state?: ClaimState;
  kind?: ClaimKind;
  /** In fen: what the rules give for its one bill. */
  amount?: number;
  /** What the person was told when she sent it; default: the same. */
  estimated?: number;
  place?: string;
  village?: string | null;
  /** The day of the step; null: the clock does not run. */
  stepDueOn?: string | null;
  category?: string;
  /** Who has reviewed it. */
  reviewedBy?: number;
  proposed?: 'grant' | 'refuse';
  personId?: number;
  certnoIndex?: Buffer;
  account?: string;
}

export interface PutCase {
  claimId: number;
  claim: string;
  version: number;
  personId: number;
  settlementId: number;
}

let serial = 0;
let bills = 0;

export async function putCase(app: Pick<TestApp, 'deps'>, sketch: CaseSketch = {}): Promise<PutCase> {
  const n = (serial += 1);
  const personId = sketch.personId ?? (await putPerson(app, sketch));
  const claim = newRecordId();
  const claimId = await putClaim(app, { claim, personId, n }, sketch);
  const settlementId = await putBill(app, { claimId, personId }, sketch);
  await putReview(app, claimId, sketch);
  await refreshDesk(app, claim);
  return { claimId, claim, version, personId, settlementId };
}

/** What a claim is for: one bill, for which the rules give the amount. */
export async function putBill(
  app: Pick<TestApp, 'deps'>,
  { claimId, personId }: { claimId: number; personId: number },
  sketch: Pick<CaseSketch, 'amount' | 'category'>,
): Promise<number> {
  const n = (bills += 1);
  const settlementId = await putSettlement(app, personId, n, sketch);
  await app.deps.db
    .insertInto('claim_bill')
    .values({
      claim_id: claimId,
      ref: `S-DESK-${n}`,
      position: 1,
      settlement_id: settlementId,
      live_settlement_id: settlementId,
      institution: null,
      on_day: null,
      kind: null,
      total: null,
      injury: 0,
    })
    .execute();
  return settlementId;
}

const version = 5;
const amountOf = ({ amount = 28_000 }: CaseSketch) => amount;

async function putPerson(
  app: Pick<TestApp, 'deps'>,
  { place = '510402', certnoIndex }: CaseSketch,
): Promise<number> {
  const { db, clock, crypto } = app.deps;
  const now = toColumn(clock.now());
  const { insertId } = await db
    .insertInto('person')
    .values({
      psn_no_index: randomBytes(32),
      certno_index: certnoIndex ?? randomBytes(32),
      psn_no: null,
      certno: null,
      name: null,
      region: place,
      insurance: 'resident',
      created_at: now,
      updated_at: now,
    })
    .executeTakeFirstOrThrow();
  const personId = Number(insertId);
  const name = crypto.seal('欧阳娜', `person:${personId}:name`);
  await db.updateTable('person').set({ name }).where('person_id', '=', personId).execute();
  return personId;
}

/** 1000.00, of which 400.00 were left to her. */
async function putSettlement(
  app: Pick<TestApp, 'deps'>,
  personId: number,
  n: number,
  sketch: CaseSketch,
): Promise<number> {
  const { db, clock } = app.deps;
  const now = toColumn(clock.now());
  const calculated = amountOf(sketch);
  const { insertId } = await db
    .insertInto('settlement')
    .values({
      setl_id: `S-DESK-${n}`,
      person_id: personId,
      region: '510400',
      year: 2026,
      settled_at: '2026-03-05 10:21:00',
      kind: 'inpatient',
      insurance: 'resident',
      institution: 'H51040200001',
      treated_in: '510402',
      referral_flag: null,
      filing_flag: null,
      total: 100_000,
      full_self_pay: 0,
      over_limit: 0,
      pre_self_pay: 0,
      in_scope: 100_000,
      basic_paid: 60_000,
      critical_illness_paid: 0,
      supplement_paid: 0,
      commercial_paid: 0,
      granted_assistance: 0,
      granted_tilt: 0,
      other_paid: 0,
      self_paid: 40_000,
      disagreeing_sums: '',
      revision: 1,
      content_hash: randomBytes(32),
      reversed_at: null,
      held: null,
      read_due_at: null,
      state: 'granted',
      calculated,
      decision_id: null,
      received_at: now,
      changed_at: now,
    })
    .executeTakeFirstOrThrow();
  const settlementId = Number(insertId);
  await putDecision(app, { settlementId, personId, n }, sketch);
  return settlementId;
}

async function putDecision(
  app: Pick<TestApp, 'deps'>,
  { settlementId, personId, n }: { settlementId: number; personId: number; n: number },
  sketch: CaseSketch,
): Promise<void> {
  const { db, clock } = app.deps;
  const calculated = amountOf(sketch);
  const outcome = {
    status: 'granted',
    classTitle: '第二类',
    category: sketch.category ?? '低保对象',
    base: 40_000,
    assistance: calculated,
    outpatient: 0,
    tilt: 0,
    granted: calculated,
    illustrative: [],
  };
  const { insertId } = await db
    .insertInto('decision')
    .values({
      person_id: personId,
      year: 2026,
      sequence: n,
      settlement_id: settlementId,
      revision: 1,
      reason: 'settlement',
      document: 'panzhihua-2023',
      version: null,
      on_day: '2026-03-05',
      facts: '{}',
      state: 'granted',
      outcome: JSON.stringify(outcome),
      explanation: null,
      calculated,
      change: 0,
      decided_at: toColumn(clock.now()),
    })
    .executeTakeFirstOrThrow();
  await db
    .updateTable('settlement')
    .set({ decision_id: Number(insertId) })
    .where('settlement_id', '=', settlementId)
    .execute();
}

async function putClaim(
  app: Pick<TestApp, 'deps'>,
  { claim, personId, n }: { claim: string; personId: number; n: number },
  sketch: CaseSketch,
): Promise<number> {
  const { db, clock, crypto } = app.deps;
  const { state = 'county_approval', kind = 'reimbursement', place = '510402' } = sketch;
  const now = toColumn(clock.now());
  const decided = state === 'county_approval';
  const estimate = { claimable: formatYuan(fen(sketch.estimated ?? amountOf(sketch))), unknownBills: 0 };
  const { insertId } = await db
    .insertInto('claim')
    .values({
      public_id: claim,
      person_id: personId,
      draft_of: null,
      region: '510400',
      place,
      village: sketch.village === undefined ? '510402901001' : sketch.village,
      state,
      kind,
      version,
      number: `2026061${String(n).padStart(10, '0')}`,
      submissions: 1,
      payee: null,
      created_at: now,
      changed_at: now,
      submitted_at: now,
      working_days: 10,
      working_days_provisional: 0,
      due_on: sketch.stepDueOn === null ? null : '2026-12-31',
      due_provisional: 0,
      days_left: sketch.stepDueOn === null ? 7 : null,
      step_due_on: sketch.stepDueOn === undefined ? '2026-06-12' : sketch.stepDueOn,
      needs: '[]',
      submitted_estimate: JSON.stringify({
        ...estimate,
        explanation: [],
        illustrative: [],
        asOf: clockText(app),
      }),
      has_money: 1,
      proposed: decided ? (sketch.proposed ?? 'grant') : null,
      proposed_amount: decided && sketch.proposed !== 'refuse' ? amountOf(sketch) : null,
    })
    .executeTakeFirstOrThrow();
  const claimId = Number(insertId);
  const payee = {
    holder: '欧阳娜',
    bank: '攀枝花农商银行',
    kind: 'passbook' as const,
    account: sketch.account ?? String(100_000_000 + n),
  };
  await db
    .updateTable('claim')
    .set({ payee: sealPayee(crypto, claimId, payee) })
    .where('claim_id', '=', claimId)
    .execute();
  return claimId;
}

const clockText = (app: Pick<TestApp, 'deps'>) => new Date(app.deps.clock.now()).toISOString();

async function putReview(app: Pick<TestApp, 'deps'>, claimId: number, sketch: CaseSketch): Promise<void> {
  const { db, clock } = app.deps;
  const at = toColumn(clock.now());
  const by = sketch.reviewedBy;
  if (by === undefined) return;
  await db
    .insertInto('claim_event')
    .values({
      claim_id: claimId,
      version,
      kind: 'reviewed',
      by_role: 'county_reviewer',
      actor: `staff:${by}`,
      happened_at: at,
      organisation_id: null,
      reason: null,
      words: null,
      policy_on: clock.today(),
    })
    .execute();
  await db
    .insertInto('claim_review')
    .values({
      claim_id: claimId,
      version,
      stage: 'county_review',
      staff_id: by,
      organisation_id: 1,
      verdict: sketch.proposed ?? 'grant',
      reason: null,
      clause: null,
      words: null,
      figures: null,
      amount: amountOf(sketch),
      document: null,
      document_version: null,
      policy_on: clock.today(),
      explanation: null,
      made_at: at,
    })
    .execute();
}

/** As a change of the claim would. */
export async function refreshDesk(app: Pick<TestApp, 'deps'>, claim: string): Promise<void> {
  await transact(app.deps.db, async (trx) => placeOnDesk(app.deps, trx, await lockClaim(trx, claim)));
}

/** Reviewed cases of which none, or each, is drawn for a full review. */
export async function putReviewed(
  app: Pick<TestApp, 'deps'>,
  count: number,
  sketch: CaseSketch & { reviewedBy: number },
  drawn = false,
): Promise<PutCase[]> {
  const found: PutCase[] = [];
  while (found.length < count) {
    const one = await putCase(app, sketch);
    if (draw(app.deps.crypto, one.claim, app.deps.clock.today()) === drawn) found.push(one);
  }
  return found;
}

export function askDesk<Body>(
  app: TestApp,
  { token }: Pick<SignedInStaff, 'token'>,
  method: string,
  path: string,
  body?: unknown,
  key?: string,
): Promise<Answer<Body>> {
  return app.ask(method, `/api/v1/staff${path}`, {
    token,
    ...(body === undefined ? {} : { body }),
    ...(key === undefined ? {} : { key }),
  });
}

export function readCase(app: Pick<TestApp, 'deps'>, claim: string): Promise<ClaimRow> {
  return app.deps.db.selectFrom('claim').selectAll().where('public_id', '=', claim).executeTakeFirstOrThrow();
}
