// A settlement or its reversal comes in: stored once, the ledger moved, the receipt given, in one transaction.
import type { IntakeReply, ReversalRequest, SettlementRequest } from '@yijiutong/rules/contract';
import { InvalidInput } from '@yijiutong/rules/kernel';

import { PersonConflict, psnNoIndex, upsertPerson } from '../account/person.store.ts';
import { lockYear } from '../benefit-year/benefit-year.store.ts';
import { decideYear, type Reason } from '../benefit-year/decide-year.service.ts';
import { grantedOf, yuan } from '../benefit-year/year.figures.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { HeldIdentity } from '../identity/identity.types.ts';
import { findPersonKey, soughtOf, soughtOfPush } from '../identity/sought.ts';
import { presentInstant, toColumn } from '../storage/instant.ts';
import { isDuplicate, transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { canonicalText, getRegion, readPush, type ReadSettlement } from './settlement.intake.ts';
import {
  changeSettlement,
  findReversal,
  findSettlement,
  findSettlementLocked,
  getSettlement,
  hasSource,
  insertSettlement,
  insertSource,
  keepReversal,
  markForReading,
  reverseSettlement,
  type StoredSettlement,
} from './settlement.store.ts';

/** What the platform pushed, read and hashed. */
interface Push {
  request: SettlementRequest;
  region: string;
  read: ReadSettlement;
  content: string;
  contentHash: Buffer;
}

export async function receiveSettlement(deps: Deps, request: SettlementRequest): Promise<IntakeReply> {
  const region = getRegion(deps.law, request.insuplc_admdvs);
  const read = readPush(request, deps.law.codesOf(region));
  const content = canonicalText(request);
  // Keyed: the content holds a person's name and number.
  const contentHash = deps.crypto.blindIndex('settlement', content);
  const push: Push = { request, region, read, content, contentHash };

  const known = await findSettlement(deps.db, read.bill.setlId);
  if (known !== undefined) return receiveAgain(deps, known, push);
  const identities = await findIdentities(deps, push);
  try {
    await transact(deps.db, (trx) => store(trx, deps, push, identities));
  } catch (error) {
    if (error instanceof PersonConflict)
      throw conflict('psn_no and certno belong to two persons here', 'psn_no');
    if (error instanceof InvalidInput) throw beyondReason(error);
    if (!isDuplicate(error)) throw error;
    // Another process stored the same setl_id first.
    return receiveAgain(deps, await getSettlement(deps.db, read.bill.setlId), push);
  }
  return receiptOf(await getSettlement(deps.db, read.bill.setlId));
}

/** A second push of a settlement: the same content gets the same receipt, other content is looked up at its source. */
async function receiveAgain(deps: Deps, stored: StoredSettlement, push: Push): Promise<IntakeReply> {
  if (await hasSource(deps.db, stored.settlement_id, push.contentHash)) return receiptOf(stored);
  await markForReading(deps.db, stored.settlement_id, deps.clock.now());
  throw conflict(
    'this setl_id was received with other content; a correction comes as a reversal and a new settlement',
    'setl_id',
  );
}

/** The rules refuse to count with it: sums of the year beyond any person's, for example. */
function beyondReason({ code }: InvalidInput): AppError {
  return new AppError(422, 'invalid_request', 'the amounts cannot be those of one person', {
    data: { fields: [{ path: 'body.output.setlinfo', problem: code }] },
  });
}

function conflict(message: string, field: string): AppError {
  return new AppError(409, 'settlement_conflict', message, { data: { field } });
}

/** Null: the platform cannot say now who she is. The settlement is stored all the same, and waits. */
async function findIdentities(deps: Deps, push: Push): Promise<HeldIdentity[] | null> {
  const sought = soughtOfPush(deps.crypto, push.region, push.read.bill);
  return askForDecision(deps, sought);
}

export async function askForDecision(
  deps: Deps,
  sought: Parameters<Deps['identities']['getForDecision']>[0],
): Promise<HeldIdentity[] | null> {
  try {
    return (await deps.identities.getForDecision(sought)).identities;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    deps.log.warn({ problem: error.code, err: error }, 'a decision waits for the national platform');
    return null;
  }
}

async function store(
  trx: Database,
  deps: Deps,
  push: Push,
  identities: HeldIdentity[] | null,
): Promise<void> {
  const { bill, columns } = push.read;
  const personId = await findOrMakePerson(trx, deps, push);
  const now = deps.clock.now();
  const settlementId = await insertSettlement(trx, {
    ...columns,
    setl_id: bill.setlId,
    person_id: personId,
    region: push.region,
    institution: push.request.fixmedins_code,
    treated_in: push.request.mdtrtarea_admvs,
    referral_flag: push.request.refl_flag ?? null,
    filing_flag: push.request.outfil_flag ?? null,
    revision: 1,
    content_hash: push.contentHash,
    reversed_at: null,
    held: null,
    // Sums that disagree about who paid: the platform's own record may say it right.
    read_due_at: columns.disagreeing_sums === '' ? null : toColumn(now),
    state: 'pending',
    calculated: null,
    decision_id: null,
    received_at: toColumn(now),
    changed_at: toColumn(now),
  });
  await insertSource(trx, {
    settlement_id: settlementId,
    revision: 1,
    origin: 'push',
    content_hash: push.contentHash,
    content: deps.crypto.seal(push.content, `settlement:${settlementId}:1`),
    received_at: toColumn(now),
  });
  // After the insert: a reversal that comes now waits for this row, one that came before is seen here.
  const reversal = await findReversal(trx, bill.setlId, psnNoIndex(deps.crypto, bill.psnNo));
  if (reversal !== undefined)
    await changeSettlement(trx, settlementId, { reversed_at: reversal.received_at });
  await moveLedger(trx, deps, { settlementId, personId, push, identities });
}

async function moveLedger(
  trx: Database,
  deps: Deps,
  moved: { settlementId: number; personId: number; push: Push; identities: HeldIdentity[] | null },
): Promise<void> {
  const { year, insurance } = moved.push.read.columns;
  await decideYear(trx, portsOf(deps), {
    personId: moved.personId,
    year,
    region: moved.push.region,
    identities: moved.identities,
    insurance: insurance === 'employee' ? 'employee' : 'resident',
    reason: 'settlement',
    settlementId: moved.settlementId,
  });
}

export function portsOf(deps: Deps) {
  return { book: deps.law, clock: deps.clock };
}

/** A settlement makes a person known; only binding, which asks the platform, changes what is known of her. */
async function findOrMakePerson(trx: Database, deps: Deps, { request, read }: Push): Promise<number> {
  const { bill, columns } = read;
  const key = await findPersonKey(trx, deps.crypto, bill.certno);
  if (key !== undefined) {
    if (key.psnNoIndex.equals(psnNoIndex(deps.crypto, bill.psnNo))) return key.personId;
    throw new PersonConflict('another psn_no is known for this citizen');
  }
  const insured = {
    psnNo: bill.psnNo,
    certno: bill.certno,
    name: bill.name,
    region: request.insuplc_admdvs,
    insurance: columns.insurance === 'other' ? ('none' as const) : columns.insurance,
  };
  return upsertPerson(trx, deps.crypto, insured, deps.clock.now());
}

export async function receiveReversal(deps: Deps, request: ReversalRequest): Promise<IntakeReply> {
  const { setl_id: setlId, psn_no: psnNo } = request.input.data;
  getRegion(deps.law, request.insuplc_admdvs);
  const index = psnNoIndex(deps.crypto, psnNo);
  const known = await findSettlement(deps.db, setlId);
  if (known !== undefined) await checkSamePerson(deps, known, index);
  const now = deps.clock.now();
  await keepReversal(deps.db, {
    setl_id: setlId,
    psn_no_index: index,
    content: deps.crypto.seal(JSON.stringify(request), `reversal:${setlId}`),
    received_at: toColumn(now),
  });
  const stored = await transact(deps.db, (trx) => findSettlementLocked(trx, setlId));
  // The settlement is still on its way: it will find its reversal here.
  if (stored === undefined) return receiptOfEarlyReversal(setlId, now);
  await checkSamePerson(deps, stored, index);
  await reverse(deps, stored, 'reversal');
  return receiptOf(await getSettlement(deps.db, setlId));
}

async function checkSamePerson(deps: Deps, stored: StoredSettlement, index: Buffer): Promise<void> {
  const sought = await soughtOf(deps, stored.person_id, stored.region);
  if (sought.psnNoIndex.equals(index)) return;
  throw new AppError(404, 'settlement_unknown', 'this person has no settlement of this setl_id', {
    data: { field: 'psn_no' },
  });
}

/** Takes a settlement out of its year and decides the rest again. Twice is once. */
export async function reverse(deps: Deps, stored: StoredSettlement, reason: Reason): Promise<void> {
  if (stored.reversed_at !== null) return;
  const sought = await soughtOf(deps, stored.person_id, stored.region);
  const identities = await askForDecision(deps, sought);
  await transact(deps.db, async (trx) => {
    await lockYear(trx, { personId: stored.person_id, year: stored.year, region: stored.region });
    if (!(await reverseSettlement(trx, stored.settlement_id, deps.clock.now()))) return;
    await changeSettlement(trx, stored.settlement_id, { read_due_at: null });
    await decideYear(trx, portsOf(deps), {
      personId: stored.person_id,
      year: stored.year,
      region: stored.region,
      identities,
      insurance: sought.insurance,
      reason,
      settlementId: stored.settlement_id,
    });
  });
}

function receiptOf(row: StoredSettlement): IntakeReply {
  const isDecided = row.state === 'granted' || row.state === 'refused';
  return {
    setlId: row.setl_id,
    receivedAt: presentInstant(row.received_at),
    state: row.state,
    calculated: isDecided && row.calculated !== null ? yuan(row.calculated) : null,
    granted: yuan(grantedOf(row)),
  };
}

function receiptOfEarlyReversal(setlId: string, now: number): IntakeReply {
  return {
    setlId,
    receivedAt: new Date(now).toISOString(),
    state: 'reversed',
    calculated: null,
    granted: yuan(0),
  };
}
