// A push as it comes in → what is stored. Pure, apart from refusing what cannot be true.
import type { SettlementRequest } from '@yijiutong/rules/contract';
import { formatYuan, type Fen } from '@yijiutong/rules/kernel';

import type { LawBook } from '../benefit-year/law-book.ts';
import { AppError } from '../error.ts';
import type { RegionCodes } from '../storage/codes.ts';
import type { SettlementTable } from '../storage/ledger-tables.ts';
import { pushedSettlement, type PlatformSettlement } from '../upstream/hsa/hsa.mapping.ts';
import { isMoment } from './moment.ts';
import { amountsOf, type SettlementAmounts } from './settlement.amounts.ts';
import { isFatal, listBrokenSums, type BrokenSum } from './settlement.sums.ts';

export interface ReadSettlement {
  bill: PlatformSettlement;
  columns: SettlementAmounts &
    Pick<SettlementTable, 'year' | 'settled_at' | 'kind' | 'insurance' | 'disagreeing_sums'>;
  broken: BrokenSum[];
}

/** @throws {AppError} 422 `region_unknown` */
export function getRegion(book: LawBook, admdvs: string): string {
  const region = book.findRegion(admdvs);
  if (region !== null) return region.code;
  throw new AppError(422, 'region_unknown', 'insuplc_admdvs is a region that this service does not serve', {
    data: { field: 'insuplc_admdvs', region: admdvs },
  });
}

/** @throws {AppError} 422 `settlement_does_not_add_up`, `bill_kind_unknown`, `invalid_request` */
export function readPush(push: SettlementRequest, codes: RegionCodes): ReadSettlement {
  const read = readSettlement(pushedSettlement.parse(push.output), codes);
  checkSums(read.broken);
  return read;
}

export function readSettlement(bill: PlatformSettlement, codes: RegionCodes): ReadSettlement {
  checkMoment(bill.settledAt);
  const kind = codes.findKind(bill.kindCode);
  if (kind === null) {
    throw new AppError(422, 'bill_kind_unknown', 'config/codes does not know this med_type', {
      data: { field: 'med_type', code: bill.kindCode },
    });
  }
  const broken = listBrokenSums(bill, codes);
  const columns = {
    ...amountsOf(bill, codes),
    year: Number(bill.settledAt.slice(0, 4)),
    settled_at: bill.settledAt,
    kind,
    // A scheme that the tables do not know is not one of those the documents speak of.
    insurance: codes.findInsurance(bill.insuranceCode) ?? ('other' as const),
    disagreeing_sums: broken.map(({ identity }) => identity).join(''),
  };
  return { bill, columns, broken };
}

function checkSums(broken: readonly BrokenSum[]): void {
  const worst = broken.find(isFatal);
  if (worst === undefined) return;
  // Written as it is: a sum of lawful amounts may be more than one amount can hold.
  const text = (amount: number) => formatYuan(amount as Fen);
  throw new AppError(
    422,
    'settlement_does_not_add_up',
    worst.identity === 'a'
      ? 'medfee_sumamt is not the sum of fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt and inscp_scp_amt'
      : 'fund_pay_sumamt is not the sum of the payments by fund',
    { data: { identity: worst.identity, expected: text(worst.expected), came: text(worst.came) } },
  );
}

/** The form was checked; whether there is such a day and time was not. */
function checkMoment(settledAt: string): void {
  if (isMoment(settledAt)) return;
  throw new AppError(422, 'invalid_request', 'setl_time is not a moment of the calendar', {
    data: { fields: [{ path: 'body.output.setlinfo.setl_time', problem: 'no such day or time' }] },
  });
}

/** The same push has the same text, whatever its message number and the order of its fields. */
export function canonicalText(push: SettlementRequest): string {
  return JSON.stringify(sortKeys({ ...push, msgid: undefined }));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sortKeys(part)]));
}
