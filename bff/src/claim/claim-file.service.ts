// Everything that belongs to a claim, read together: bills as they stand now, tasks, the notice, what is open.
import { listPapers, type PaperNeed } from '@yijiutong/rules/claim';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { getPerson } from '../account/person.store.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { findPersonRow } from '../identity/identity.store.ts';
import { isCurrent, type HeldIdentity } from '../identity/identity.types.ts';
import { listPages, type PaperPageRow } from '../paper/paper.service.ts';
import type { Resident, Staff } from '../session/session.state.ts';
import type { Database } from '../storage/tables.ts';
import { listBillRows, listSettlementsById } from './claim-bill.store.ts';
import {
  listCorrectionPapers,
  listCorrections,
  listExcuses,
  listRefusedPages,
  listSentPages,
} from './claim-paper.store.ts';
import { factsOfBills, needsOfKind, readNeeds } from './claim.access.ts';
import { dayOf, pairBills, type BillOfClaim } from './claim.bills.ts';
import type { ClaimRow } from './claim.store.ts';
import {
  decideTasks,
  keepWhatWasSent,
  listOpen,
  subjectOf,
  type Notice,
  type Task,
  type TaskFacts,
} from './claim.tasks.ts';

export interface ClaimFile {
  claim: ClaimRow;
  bills: BillOfClaim[];
  needs: readonly PaperNeed[];
  tasks: Task[];
  /** Pages that have gone with it. */
  sent: ReadonlySet<number>;
  notice: Notice | null;
  open: ClaimReply['open'];
}

/** What is known of a person for the list of a draft; null: nobody could say. */
export type KnownIdentities = readonly HeldIdentity[] | null;

/**
 * Who she is, for the draft's task list. It may ask the platform: never call it under a lock.
 * While the platform is away and no answer of the last day is at hand, the list goes without her certificate: nobody is
 * sent for a paper because a system is down, nothing keeps her from sending the claim, and the reviewer, who sees what
 * the platform then says, can still ask for it.
 */
export async function findIdentities(
  deps: Deps,
  { state, person_id: personId, region }: ClaimRow,
): Promise<KnownIdentities> {
  // A claim that was sent keeps its list.
  if (state !== 'draft') return null;
  const { certno_index: certnoIndex } = await findPersonRow(deps.db, personId);
  try {
    const known = await deps.identities.getForShow({
      certnoIndex,
      region,
      numbers: () => getPerson(deps.db, deps.crypto, personId),
    });
    return known.identities;
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('upstream_')) return null;
    throw error;
  }
}

/** Known for assistance today, or on the day of one of the bills. */
function isIdentityKnown(identities: readonly HeldIdentity[], days: readonly string[]): boolean {
  return identities.some((held) => held.standing === 'known' && days.some((day) => isCurrent(held, day)));
}

interface Reading {
  /** How her pages are read: locked where the claim is being sent. */
  pagesOf?: typeof listPages;
  /** Default: the person herself. */
  reader?: (Resident | Staff)['role'];
}

/** Files of claims of one person. */
export async function readFiles(
  deps: Deps,
  db: Database,
  claims: readonly ClaimRow[],
  identities: KnownIdentities,
  reading: Reading = {},
): Promise<ClaimFile[]> {
  const [first] = claims;
  if (first === undefined) return [];
  const ids = claims.map((claim) => claim.claim_id);
  const rows = await listBillRows(db, ids);
  const settlements = await listSettlementsById(
    db,
    rows.flatMap((row) => row.settlement_id ?? []),
  );
  const drafts = claims.map((claim) => {
    const own = rows.filter((row) => row.claim_id === claim.claim_id);
    const bills = pairBills(own, settlements);
    return { claim, bills, ...listNeeds(deps, claim, bills, identities) };
  });
  // Only a notice that stands is read: of the others its history tells.
  const noticed = claims.filter(({ state }) => state === 'correction_asked').map((claim) => claim.claim_id);
  const papers = {
    pages: await readPages(db, first.person_id, drafts, reading.pagesOf ?? listPages),
    sent: await listSentPages(db, first.person_id),
    refused: await listRefusedPages(db, first.person_id),
    excuses: await listExcuses(db, ids),
    corrections: noticed.length === 0 ? [] : await listCorrections(db, noticed),
    named: noticed.length === 0 ? [] : await listCorrectionPapers(db, noticed),
  };
  return drafts.map((draft) => complete(deps, draft, papers, reading.reader ?? 'resident'));
}

/** The file of one claim. */
export async function readFile(
  deps: Deps,
  db: Database,
  claim: ClaimRow,
  identities: KnownIdentities,
  reading: Reading = {},
): Promise<ClaimFile> {
  const [file] = await readFiles(deps, db, [claim], identities, reading);
  if (file === undefined) throw new Error('one claim was asked for, and no file came');
  return file;
}

interface Bare extends Pick<ClaimFile, 'claim' | 'bills' | 'needs'> {
  /** Those that nobody could say whether they are needed: on the list only once she has answered them. */
  doubtful: readonly PaperNeed[];
}

interface Papers {
  pages: readonly PaperPageRow[];
  sent: ReadonlyMap<number, ReadonlySet<number>>;
  refused: ReadonlySet<number>;
  excuses: Awaited<ReturnType<typeof listExcuses>>;
  corrections: Awaited<ReturnType<typeof listCorrections>>;
  named: Awaited<ReturnType<typeof listCorrectionPapers>>;
}

/** A draft's list follows its bills and what is known of her; a claim keeps the list that it was sent against. */
function listNeeds(
  { claimData, clock }: Deps,
  claim: ClaimRow,
  bills: readonly BillOfClaim[],
  identities: KnownIdentities,
): Pick<Bare, 'needs' | 'doubtful'> {
  if (claim.state !== 'draft') return { needs: readNeeds(claim), doubtful: [] };
  const today = clock.today();
  const lists = claimData.papersOf(claim.region, today);
  const facts = { bills: factsOfBills(bills), ...needsOfKind(claimData, claim, today) };
  const list = (identityKnown: boolean) => listPapers(lists, { ...facts, identityKnown });
  if (identities !== null) {
    return { needs: list(isIdentityKnown(identities, [today, ...bills.map(dayOf)])), doubtful: [] };
  }
  const [needs, ifKnown] = [list(false), list(true)];
  return { needs, doubtful: needs.filter(({ held }, at) => held !== ifKnown[at]?.held) };
}

async function readPages(
  db: Database,
  personId: number,
  claims: readonly Bare[],
  pagesOf: typeof listPages,
): Promise<PaperPageRow[]> {
  const keys = claims.flatMap(({ needs }) =>
    needs.map(({ paper, bill }) => ({ paper, subject: subjectOf(bill) })),
  );
  return keys.length === 0 ? [] : pagesOf(db, personId, keys);
}

function complete(
  { clock }: Deps,
  { claim, bills, needs, doubtful }: Bare,
  papers: Papers,
  reader: Reading['reader'],
): ClaimFile {
  const isOwn = (row: { claim_id: number }) => row.claim_id === claim.claim_id;
  const notice = findNotice(claim, papers);
  const facts: TaskFacts = {
    claimId: claim.claim_id,
    state: claim.state,
    submissions: claim.submissions,
    needs,
    pages: papers.pages,
    sent: papers.sent,
    refused: papers.refused,
    excuses: papers.excuses.filter(isOwn),
    notice,
    today: clock.today(),
  };
  const tasks = decideTasks(reader === 'staff' ? keepWhatWasSent(facts) : facts).filter(
    ({ need, state }) => state !== 'missing' || !doubtful.includes(need),
  );
  const { state, kind } = claim;
  const said = { hasPayee: claim.payee !== null, householdSaid: claim.lives_alone !== null };
  const open = listOpen({ state, kind, bills, tasks, ...said });
  const sent = papers.sent.get(claim.claim_id) ?? new Set();
  return { claim, bills, needs: tasks.map(({ need }) => need), tasks, sent, notice, open };
}

/** A notice stands until the claim is sent again or taken back. */
function findNotice(claim: ClaimRow, { corrections, named }: Papers): Notice | null {
  if (claim.state !== 'correction_asked') return null;
  const isOfSubmission = (row: { claim_id: number; submission: number }) =>
    row.claim_id === claim.claim_id && row.submission === claim.submissions;
  const asked = corrections.find(isOfSubmission);
  return asked === undefined ? null : { asked, papers: named.filter(isOfSubmission) };
}
