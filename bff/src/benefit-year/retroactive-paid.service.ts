// 宜昌 第十一条: what was approved for the months before a recognition uses up the cap of the year of that day.
import { fen, type Day, type Fen } from '@yijiutong/rules/kernel';
import { compileBenefits } from '@yijiutong/rules/policy';

import type { Database } from '../storage/tables.ts';
import type { LawBook } from './law-book.ts';
import { listRetroactiveApprovals } from './retroactive.store.ts';

export function retroactiveTerms(law: LawBook, region: string, on: Day) {
  return compileBenefits(law.source, { region, on }).retroactive;
}

/** Whether recognition pays for months before it, apart from the year's bills. */
export function hasWindow(law: LawBook, region: string, on: Day): boolean {
  return (retroactiveTerms(law, region, on)?.window ?? null) !== null;
}

/**
 * In fen. 0 where the region's document has no window: there the fold itself pays what recognition brings, and counting
 * it again would take it off twice.
 * @param except a claim that is being reckoned: what it was given before leaves room for itself
 */
export async function sumRetroactivePaid(
  db: Database,
  law: LawBook,
  year: { personId: number; year: number },
  except?: number,
): Promise<Fen> {
  const approvals = await listRetroactiveApprovals(db, year);
  const counted = approvals.filter(
    ({ claimId, region, recognisedOn }) => claimId !== except && hasWindow(law, region, recognisedOn as Day),
  );
  return fen(counted.reduce((sum, { figures }) => sum + retroactiveOf(figures), 0));
}

function retroactiveOf(figures: string | null): number {
  return figures === null ? 0 : (JSON.parse(figures) as { retroactive: number }).retroactive;
}
