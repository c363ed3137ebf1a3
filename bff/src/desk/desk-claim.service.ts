// One case on one page: fields beside papers, bills with their reckoning, what was said and done, what may be done now.
import type { ClaimAct, DeskClaimReply } from '@yijiutong/rules/contract';
import { parseYuan } from '@yijiutong/rules/kernel';

import { rolesOn } from '../access/waiting.ts';
import { maskCertno } from '../account/mask.ts';
import { getPerson } from '../account/person.store.ts';
import { recordView, staffActor } from '../audit/audit.service.ts';
import { yuan } from '../benefit-year/year.figures.ts';
import { presentTwins } from '../claim/claim-twin.service.ts';
import { getClaimReply } from '../claim/claim.service.ts';
import { getClaim, type ClaimRow } from '../claim/claim.store.ts';
import type { Deps } from '../deps.ts';
import type { Staff } from '../session/session.state.ts';
import { presentInstant, toColumn } from '../storage/instant.ts';
import { listReasons } from './act-reasons.ts';
import { presentColleague } from './colleague.present.ts';
import { findMendUntil, listAskable } from './desk-askable.service.ts';
import { readDeskBills } from './desk-bill.service.ts';
import { readFindings } from './desk-findings.service.ts';
import { readHistory } from './desk-history.service.ts';
import { findAppealed, listClauses } from './desk-refusal.service.ts';
import { createDeskClock } from './desk.clock.ts';
import { findDesk, listOwnEvents, markOpened } from './desk.store.ts';
import { findDuplicates } from './duplicate.service.ts';
import { isDrawn } from './lane.draw.ts';
import { findStanding } from './lane.store.ts';
import { splitOwnActs } from './own-acts.ts';
import { listNames } from './staff-names.store.ts';

export async function getDeskClaim(
  deps: Deps,
  caller: Staff,
  publicId: string,
  requestId: string,
): Promise<DeskClaimReply> {
  const claim = await getClaim(deps.db, publicId);
  const shown = await readCase(deps, caller, claim);
  const { staffId: staff_id } = caller.session;
  const opened = { claim_id: claim.claim_id, staff_id, version: claim.version };
  await markOpened(deps.db, { ...opened, opened_at: toColumn(deps.clock.now()) });
  await recordView(deps, {
    actor: staffActor(caller.session),
    act: 'view_claim',
    subject: { kind: 'claim', id: publicId },
    place: claim.village ?? claim.place,
    requestId,
    detail: { version: claim.version, state: claim.state },
  });
  return shown;
}

async function readCase(deps: Deps, caller: Staff, claim: ClaimRow): Promise<DeskClaimReply> {
  const { db, crypto, clock, claimData, directory } = deps;
  const { reviewedAt, ...told } = await readHistory(deps, claim.claim_id);
  const [reply, person, bills, duplicates, twins, hers, drawn, findings, appealOf] = await Promise.all([
    getClaimReply(deps, claim.public_id, caller.role),
    getPerson(db, crypto, claim.person_id),
    readDeskBills(deps, claim.claim_id, { submitted: claim.submitted_at, reviewed: reviewedAt }),
    findDuplicates(deps, caller.session, claim),
    presentTwins(deps, db, claim, caller.session),
    readHands(deps, caller, claim),
    isDrawn(deps, db, claim),
    readFindings(deps, caller.session, claim.claim_id),
    findAppealed(deps, claim),
  ]);
  return {
    claim: reply,
    person: { name: person.name, certno: maskCertno(person.certno) },
    village:
      claim.village === null
        ? null
        : { code: claim.village, name: directory.findVillage(claim.village)?.name ?? null },
    clock: createDeskClock(claimData.calendar, clock.today())(claim),
    bills,
    estimate: compareEstimates(reply),
    ...told,
    findings,
    appealOf,
    duplicates,
    twins,
    ...hers,
    ...(await readChoices(deps, claim, hers)),
    drawn,
  };
}

type Choices = Pick<DeskClaimReply, 'clauses' | 'askable' | 'mendUntil'>;

/** What her acts choose from. */
async function readChoices(deps: Deps, claim: ClaimRow, { acts }: Hers): Promise<Choices> {
  const may = (wanted: ClaimAct) => acts.some(({ act }) => act === wanted);
  // The approver fixes what the review named; 民政 names it herself.
  const names = may('review') || (may('refuse') && claim.state !== 'county_approval');
  return {
    clauses: names ? listClauses(deps, claim) : [],
    askable: may('ask_correction') ? await listAskable(deps, claim) : [],
    mendUntil: await findMendUntil(deps, claim),
  };
}

function compareEstimates({
  estimate,
  submittedEstimate,
}: DeskClaimReply['claim']): DeskClaimReply['estimate'] {
  const [submitted, now] = [submittedEstimate?.claimable ?? null, estimate.claimable];
  const change = submitted === null || now === null ? null : parseYuan(now) - parseYuan(submitted);
  return { submitted, now, change: change === null ? null : yuan(change) };
}

type Hers = Pick<DeskClaimReply, 'acts' | 'sameHands' | 'assignee' | 'assignable' | 'lane'>;

/** Who has the case, and what she who asks may do with it. */
async function readHands({ db, crypto }: Deps, { session }: Staff, claim: ClaimRow): Promise<Hers> {
  const ids = [claim.claim_id, ...(claim.appeal_of === null ? [] : [claim.appeal_of])];
  const [desk, standing, own] = await Promise.all([
    findDesk(db, claim.claim_id),
    findStanding(db, claim.claim_id),
    listOwnEvents(db, session, ids),
  ]);
  const holder = desk?.assigned_to ?? null;
  const staff = await listNames(
    db,
    [holder, standing?.staff_id ?? null].filter((id) => id !== null),
  );
  const named = (id: number | null | undefined) => {
    const found = id === null || id === undefined ? undefined : staff.get(id);
    return found === undefined ? null : presentColleague(crypto, found);
  };
  const approvedBy = named(standing?.staff_id);
  const { acts, sameHands } = splitOwnActs(session, claim, own);
  return {
    acts: standing === undefined ? acts.map((act) => ({ act, reasons: listReasons(act) })) : [],
    sameHands,
    assignee: named(holder),
    assignable: rolesOn(claim.state).some((role) => session.roles.includes(role)),
    lane:
      standing === undefined || approvedBy === null
        ? null
        : { effectiveAt: presentInstant(standing.effective_at), by: approvedBy },
  };
}
