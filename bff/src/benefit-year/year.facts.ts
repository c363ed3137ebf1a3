// A settlement row as the rules read it. What nobody stated stays null: the rules then say what is missing.
import { fen, type Day } from '@yijiutong/rules/kernel';
import type { Bill } from '@yijiutong/rules/ledger';
import type { Insurance } from '@yijiutong/rules/policy';
import type { Selectable } from 'kysely';

import type { SettlementTable } from '../storage/ledger-tables.ts';
import type { LawBook } from './law-book.ts';

export type SettlementRow = Selectable<SettlementTable>;

export function billOf(row: SettlementRow, book: LawBook): Bill {
  const codes = book.codesOf(row.region);
  return {
    id: row.setl_id,
    on: row.settled_at.slice(0, 10) as Day,
    sequence: secondsOf(row.settled_at),
    kind: row.kind,
    total: fen(row.total),
    outOfScope: fen(row.full_self_pay + row.over_limit),
    preSelfPay: fen(row.pre_self_pay),
    basicPaid: fen(row.basic_paid),
    criticalIllnessPaid: fen(row.critical_illness_paid),
    supplementPaid: fen(row.supplement_paid),
    commercialPaid: fen(row.commercial_paid),
    referred: wasReferred(row, book),
    inProvince: isInProvince(row),
    designated: codes.findInstitution(row.institution)?.designated ?? null,
  };
}

/**
 * 攀枝花 第十七条, 宜昌 第十九条. Inside the person's own 统筹地区 no referral is needed; elsewhere the platform's
 * referral or residence filing says yes, both flags together say no, and anything less says nothing.
 */
function wasReferred(row: SettlementRow, book: LawBook): boolean | null {
  if (book.findRegion(row.treated_in)?.code === row.region) return true;
  if (row.referral_flag === '1' || row.filing_flag === '1') return true;
  return row.referral_flag === '0' && row.filing_flag === '0' ? false : null;
}

/** The first two digits of a 医保区划 are the province, of pseudo-codes too; 10xxxx is the national bureau, nowhere. */
function isInProvince(row: SettlementRow): boolean | null {
  const province = row.treated_in.slice(0, 2);
  return province === '10' ? null : province === row.region.slice(0, 2);
}

function secondsOf(settledAt: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = settledAt.slice(11, 19).split(':').map(Number);
  return (hours * 60 + minutes) * 60 + seconds;
}

/** The scheme of the bill as the rules know it; null for 离休 and other schemes, of which no document speaks. */
export function insuranceOf({ insurance }: SettlementRow): Insurance | null {
  return insurance === 'other' ? null : insurance;
}

/**
 * The fact for want of which a bill cannot enter the year: its scheme is in no document, or she was insured in another
 * city when it was settled, and a year is one city's.
 */
export function findObstacle(row: SettlementRow, region: string): 'insurance' | 'insuredRegion' | null {
  if (insuranceOf(row) === null) return 'insurance';
  return row.region === region ? null : 'insuredRegion';
}
