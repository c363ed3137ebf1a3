import type { BillReply, BillsReply } from '@yijiutong/rules/contract';

import { listYears } from '../benefit-year/benefit-year.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Owner } from '../middleware/context.ts';
import { isMoment } from '../settlement/moment.ts';
import { rereadSettlement } from '../settlement/reread.service.ts';
import { findBillOwner } from '../settlement/settlement.store.ts';
import { findDifference, listMadeUp } from './bill.difference.ts';
import { presentBill, presentListed } from './bill.present.ts';
import { getBill, listBills, listDecisions, listTopUps, type BillPlace } from './bill.store.ts';

export async function presentBills(
  deps: Deps,
  personId: number,
  query: { year?: number | undefined; cursor?: string | undefined; limit: number },
): Promise<BillsReply> {
  const year = query.year ?? Number(deps.clock.today().slice(0, 4));
  const below = query.cursor === undefined ? null : readCursor(query.cursor);
  // One more than asked for tells whether there is a next page.
  const [rows, years] = await Promise.all([
    listBills(deps.db, { personId, year, below, limit: query.limit + 1 }),
    listYears(deps.db, personId),
  ]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    year,
    bills: page.map((row) => presentListed(row, deps.law)),
    nextCursor: rows.length > query.limit && last !== undefined ? writeCursor(last) : null,
    years,
  };
}

function writeCursor(row: { settled_at: string; setl_id: string }): string {
  return Buffer.from(`${row.settled_at} ${row.setl_id}`).toString('base64url');
}

function readCursor(cursor: string): BillPlace {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, settledAt, setlId] = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ([\w-]{1,30})$/.exec(text) ?? [];
  if (settledAt !== undefined && setlId !== undefined && isMoment(settledAt)) return { settledAt, setlId };
  throw new AppError(422, 'invalid_request', 'the cursor is none of ours: send nextCursor as it came', {
    data: { fields: [{ path: 'query.cursor', problem: 'not a cursor' }] },
  });
}

export async function getBillReply(deps: Deps, setlId: string): Promise<BillReply> {
  const row = await getBill(deps.db, setlId);
  const after = row.settled_at.slice(0, 10);
  const [decisions, topUps] = await Promise.all([
    listDecisions(deps.db, row.settlement_id),
    // Only a bill that was refused can have been made good by a recognition.
    row.state === 'refused' ? listTopUps(deps.db, { personId: row.person_id, year: row.year, after }) : [],
  ]);
  return presentBill(row, decisions, deps.law, {
    difference: findDifference(row, decisions, topUps, deps.law),
    madeUp: listMadeUp(row, topUps),
  });
}

/** Asks the platform what it has now, corrects what differs, and shows the bill. */
export async function refreshBill(deps: Deps, setlId: string): Promise<BillReply> {
  await rereadSettlement(deps, setlId);
  return getBillReply(deps, setlId);
}

/** A bill by itself is for the person alone; staff see it within a claim. */
export async function findOwner(deps: Deps, setlId: string): Promise<Owner | undefined> {
  const personId = await findBillOwner(deps.db, setlId);
  return personId === undefined ? undefined : { personId, place: null, village: null };
}
