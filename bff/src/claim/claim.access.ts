// What other features ask of a claim: whose it is, and whether it takes a page of a paper at present.
import { listPapers, type PaperNeed } from '@yijiutong/rules/claim';
import type { Day } from '@yijiutong/rules/kernel';

import type { Deps } from '../deps.ts';
import { AppError, notFound } from '../error.ts';
import type { Owner } from '../middleware/context.ts';
import type { Database } from '../storage/tables.ts';
import { listBillRows, listSettlementsById } from './claim-bill.store.ts';
import { listCorrectionPapers } from './claim-paper.store.ts';
import { injuryOf, kindOf, pairBills, sourceOf, type BillOfClaim } from './claim.bills.ts';
import { isOpenForPapers } from './claim.standing.ts';
import { findClaim, listFamilyIndexes, type ClaimRow } from './claim.store.ts';
import { subjectOf } from './claim.tasks.ts';

export { lockClaim } from './claim.store.ts';

/** A draft is the person's alone, and so is what she took back before she sent it. */
export async function findClaimOwner(db: Database, publicId: string): Promise<Owner | undefined> {
  const claim = await findClaim(db, publicId);
  if (claim === undefined) return undefined;
  if (claim.submitted_at === null) return { personId: claim.person_id, place: null, village: null };
  const excluded = await listFamilyIndexes(db, claim.person_id);
  return { personId: claim.person_id, place: claim.place, village: claim.village, excluded };
}

export interface Accepted {
  claimId: number;
  personId: number;
  /** '' for the person's own paper. */
  subject: string;
  maxPages: number;
}

/**
 * Whether a page of this paper may be sent now: to a draft, what its list names; once a notice has asked, what it names.
 * A certificate of her identity is taken even where the platform may know it: an upload waits for nobody else's answer.
 * @throws {AppError} 409 `claim_not_open`, 409 `paper_not_asked`
 */
export async function checkAccepts(
  { claimData, clock }: Pick<Deps, 'claimData' | 'clock'>,
  db: Database,
  asked: { claim: string; paper: string; bill: string | null },
): Promise<Accepted> {
  const claim = await findClaim(db, asked.claim);
  if (claim === undefined) throw notFound('claim');
  const need = await getAskedPaper({ claimData, clock }, db, claim, asked);
  return {
    claimId: claim.claim_id,
    personId: claim.person_id,
    subject: subjectOf(asked.bill),
    maxPages: need.maxPages,
  };
}

/** @throws {AppError} 409 `claim_not_open`, 409 `paper_not_asked` */
export async function getAskedPaper(
  ports: Pick<Deps, 'claimData' | 'clock'>,
  db: Database,
  claim: ClaimRow,
  asked: { paper: string; bill: string | null },
): Promise<PaperNeed> {
  if (!isOpenForPapers(claim)) throw notOpen(claim);
  const need = (await listAsked(ports, db, claim)).find((one) => isSamePaper(one, asked));
  if (need === undefined) throw notAsked(asked);
  return need;
}

type PaperOfBill = { paper: string; bill: string | null };

const isSamePaper = (one: PaperOfBill, other: PaperOfBill) =>
  one.paper === other.paper && subjectOf(one.bill) === subjectOf(other.bill);

/** The papers that a claim takes at present; none unless it is open. */
export async function listAsked(
  { claimData, clock }: Pick<Deps, 'claimData' | 'clock'>,
  db: Database,
  claim: ClaimRow,
): Promise<PaperNeed[]> {
  switch (claim.state) {
    case 'draft': {
      const today = clock.today();
      const bills = factsOfBills(await readBills(db, claim));
      const facts = { bills, identityKnown: false, ...needsOfKind(claimData, claim, today) };
      return listPapers(claimData.papersOf(claim.region, today), facts).filter(({ held }) => held === null);
    }
    case 'correction_asked': {
      const named = await listCorrectionPapers(db, [claim.claim_id]);
      const standing = named.filter((row) => row.submission === claim.submissions);
      return readNeeds(claim).filter((need) => standing.some((row) => isSamePaper(row, need)));
    }
    default:
      return [];
  }
}

/** What a draft of this kind asks for besides its bills' papers. */
export function needsOfKind(
  claimData: Deps['claimData'],
  { region, kind }: Pick<ClaimRow, 'region' | 'kind'>,
  today: Day,
): { alsoNeeded: readonly string[]; seeksRecognition: boolean } {
  const { papers } = claimData.proceduresOf(region, today).kinds[kind];
  return { alsoNeeded: papers, seeksRecognition: kind === 'recognition' };
}

/** The list that the claim was sent against; empty while it is a draft, whose list follows its bills. */
export function readNeeds({ needs }: ClaimRow): PaperNeed[] {
  return needs === null ? [] : (JSON.parse(needs) as PaperNeed[]);
}

async function readBills(db: Database, claim: ClaimRow): Promise<BillOfClaim[]> {
  const rows = await listBillRows(db, [claim.claim_id]);
  const settlements = await listSettlementsById(
    db,
    rows.flatMap((row) => row.settlement_id ?? []),
  );
  return pairBills(rows, settlements);
}

export function factsOfBills(bills: readonly BillOfClaim[]): Parameters<typeof listPapers>[1]['bills'] {
  return bills.map((bill) => ({
    ref: bill.row.ref,
    source: sourceOf(bill.row),
    kind: kindOf(bill),
    injury: injuryOf(bill.row),
  }));
}

export function notOpen({ state }: Pick<ClaimRow, 'state'>): AppError {
  return new AppError(409, 'claim_not_open', `the claim is ${state}: this cannot be changed any more`, {
    data: { state },
  });
}

export function notAsked({ paper, bill }: { paper: string; bill: string | null }): AppError {
  return new AppError(
    409,
    'paper_not_asked',
    'the claim does not ask for this paper: see its tasks, and in a correction those that the notice names',
    { data: { paper, bill } },
  );
}
