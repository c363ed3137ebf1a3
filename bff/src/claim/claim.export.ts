// What is kept of a person's claims, for herself: unmasked (PIPL art. 45).
import { fen, formatYuan } from '@yijiutong/rules/kernel';

import type { Deps } from '../deps.ts';
import { presentInstant } from '../storage/instant.ts';
import { listBillRows } from './claim-bill.store.ts';
import { listCorrectionPapers, listCorrections, listExcuses } from './claim-paper.store.ts';
import { openAppealWords, openPayee, openWords } from './claim.seal.ts';
import { listAllClaims, listEvents, type ClaimRow } from './claim.store.ts';
import { listMembers, openMember } from './household.store.ts';

type Kept = Record<string, unknown>;

/** Drafts that were thrown away too: that there was one is kept. */
export async function exportClaims(deps: Deps, personId: number): Promise<Kept[]> {
  const { db } = deps;
  const claims = await listAllClaims(db, personId);
  if (claims.length === 0) return [];
  const ids = claims.map((claim) => claim.claim_id);
  const rows = {
    bills: await listBillRows(db, ids),
    excuses: await listExcuses(db, ids),
    corrections: await listCorrections(db, ids),
    named: await listCorrectionPapers(db, ids),
    events: await listEvents(db, ids),
    household: await listMembers(db, ids),
  };
  return claims.map((claim) => exportClaim(deps, claim, rows));
}

interface Rows {
  bills: Awaited<ReturnType<typeof listBillRows>>;
  excuses: Awaited<ReturnType<typeof listExcuses>>;
  corrections: Awaited<ReturnType<typeof listCorrections>>;
  named: Awaited<ReturnType<typeof listCorrectionPapers>>;
  events: Awaited<ReturnType<typeof listEvents>>;
  household: Awaited<ReturnType<typeof listMembers>>;
}

function exportClaim({ crypto }: Deps, claim: ClaimRow, rows: Rows): Kept {
  const isOwn = (row: { claim_id: number }) => row.claim_id === claim.claim_id;
  return {
    claimId: claim.public_id,
    number: claim.number,
    state: claim.state,
    region: claim.region,
    place: claim.place,
    createdAt: presentInstant(claim.created_at),
    changedAt: presentInstant(claim.changed_at),
    submittedAt: claim.submitted_at === null ? null : presentInstant(claim.submitted_at),
    dueOn: claim.due_on,
    village: claim.village,
    livesAlone: claim.lives_alone === null ? null : claim.lives_alone === 1,
    household: rows.household
      .filter(isOwn)
      .map((row) => ({ ...openMember(crypto, row), toldAt: presentInstant(row.told_at) })),
    appealWords: openAppealWords(crypto, claim),
    payee: claim.payee === null ? null : openPayee(crypto, claim.claim_id, claim.payee),
    neededPapers: claim.needs === null ? null : (JSON.parse(claim.needs) as unknown),
    submittedEstimate:
      claim.submitted_estimate === null ? null : (JSON.parse(claim.submitted_estimate) as unknown),
    bills: rows.bills.filter(isOwn).map((row) => ({
      bill: row.ref,
      onPaperOnly: row.settlement_id === null,
      institution: row.institution,
      on: row.on_day,
      kind: row.kind,
      total: row.total === null ? null : formatYuan(fen(row.total)),
      injury: row.injury === null ? null : row.injury === 1,
    })),
    excuses: rows.excuses.filter(isOwn).map((row) => ({
      ...paperOf(row),
      words: openWords(crypto, row),
      givenAt: presentInstant(row.given_at),
    })),
    corrections: rows.corrections.filter(isOwn).map((notice) => ({
      askedAt: presentInstant(notice.asked_at),
      words: openWords(crypto, notice),
      papers: rows.named
        .filter((row) => isOwn(row) && row.submission === notice.submission)
        .map((row) => ({ ...paperOf(row), words: openWords(crypto, row) })),
    })),
    events: rows.events.filter(isOwn).map((row) => ({
      kind: row.kind,
      by: row.by_role,
      at: presentInstant(row.happened_at),
    })),
  };
}

function paperOf({ paper, bill, reason }: { paper: string; bill: string; reason: string }): Kept {
  return { paper, bill: bill === '' ? null : bill, reason };
}
