// 乡村振兴: told of each family of its place that asks for recognition, it says on which of its lists the family stands
// (攀枝花 二十一 信息共享, 柳州 一 名单). It decides nothing, and nothing waits for it: 民政 reads what it said.
import type { RuralCaseReply, RuralCasesReply, ruralWordRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { maskCertno, maskName } from '../account/mask.ts';
import { getPerson, openPersonName } from '../account/person.store.ts';
import { recordAudit, recordView, staffActor } from '../audit/audit.service.ts';
import { notPossible } from '../claim/claim-change.service.ts';
import { getClaim, listKeptFrom, lockClaim, type ClaimRow } from '../claim/claim.store.ts';
import { presentHousehold } from '../claim/household.present.ts';
import type { Deps } from '../deps.ts';
import { listOwnEvents } from '../desk/desk.store.ts';
import { listNames } from '../desk/staff-names.store.ts';
import { AppError, notFound } from '../error.ts';
import type { StaffSession } from '../session/session.state.ts';
import { presentInstant, toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { presentRuralWords, sealRuralWords } from './rural.present.ts';
import { isAskedAbout } from './rural.states.ts';
import { insertRuralWord, listRuralWords, listSeeking } from './rural.store.ts';

export async function listRuralCases(deps: Deps, session: StaffSession): Promise<RuralCasesReply> {
  const { db, crypto } = deps;
  const keptFrom = await listKeptFrom(db, session.certnoIndex);
  const rows = await listSeeking(db, { scope: session.code, keptFrom });
  return {
    cases: rows.map((row) => ({
      claimId: row.public_id,
      number: row.number,
      state: row.state,
      person: maskName(openPersonName(crypto, row.person_id, row.person_name)),
      village: presentVillage(deps, row.village),
      submittedAt: row.submitted_at === null ? null : presentInstant(row.submitted_at),
      said: row.listed,
    })),
  };
}

function presentVillage({ directory }: Pick<Deps, 'directory'>, code: string | null) {
  return code === null ? null : { code, name: directory.findVillage(code)?.name ?? null };
}

/**
 * Once nobody is asked about the family any more, only who has said something of it sees what.
 * @throws {AppError} 409 `act_not_possible` for what asks for no recognition; 404 for a family that this office was never asked
 * about, or has said nothing of
 */
export async function getRuralCase(
  deps: Deps,
  session: StaffSession,
  publicId: string,
  requestId: string,
): Promise<RuralCaseReply> {
  const claim = await getClaim(deps.db, publicId);
  const shown = await presentCase(deps, session, claim);
  await recordView(deps, {
    actor: staffActor(session),
    act: 'view_claim',
    subject: { kind: 'claim', id: publicId },
    place: claim.village ?? claim.place,
    requestId,
    detail: { version: claim.version, state: claim.state },
  });
  return shown;
}

async function presentCase(
  deps: Deps,
  { organisationId }: Pick<StaffSession, 'organisationId'>,
  claim: ClaimRow,
): Promise<RuralCaseReply> {
  if (claim.kind !== 'recognition') throw notPossible(claim, 'recognise');
  const { db, crypto } = deps;
  const open = isAskedAbout(claim);
  const words = await listRuralWords(db, claim.claim_id);
  const isKnown = open || words.some(({ organisation_id: by }) => by === organisationId);
  if (!isKnown) throw notFound('claim');
  const { name, certno } = await getPerson(db, crypto, claim.person_id);
  const names = await listNames(
    db,
    words.map(({ staff_id: id }) => id),
  );
  return {
    claimId: claim.public_id,
    number: claim.number,
    state: claim.state,
    person: { name, certno: maskCertno(certno) },
    village: presentVillage(deps, claim.village),
    household: open ? await presentHousehold(deps, claim) : null,
    words: presentRuralWords(crypto, words, names),
    open,
  };
}

/**
 * The claim itself does not change by it: whoever works on it is not held up.
 * @throws {AppError} 409 `act_not_possible` once 民政 has decided; 403 `same_hands` for who has helped the family with it;
 * 422 for a day that lies ahead
 */
export async function sayRuralWord(
  deps: Deps,
  session: StaffSession,
  publicId: string,
  { listed, since, words }: z.output<typeof ruralWordRequest>,
): Promise<RuralCaseReply> {
  const { db, crypto, clock } = deps;
  if (since !== null && since > clock.today()) {
    throw new AppError(422, 'invalid_request', 'she cannot stand on a list from a day to come', {
      data: { fields: [{ path: 'body.since', problem: 'lies in the future' }] },
    });
  }
  const claim = await transact(db, async (trx) => {
    const locked = await lockClaim(trx, publicId);
    if (!isAskedAbout(locked)) throw notPossible(locked, 'recognise');
    const own = await listOwnEvents(trx, session, [locked.claim_id]);
    if (own.some(({ by_role: by }) => by === 'volunteer')) {
      throw new AppError(
        403,
        'same_hands',
        'whoever has helped the family says nothing of it: another person does',
      );
    }
    const said = { claim_id: locked.claim_id, said_at: toColumn(clock.now()) };
    const { staffId: staff_id, organisationId: organisation_id } = session;
    const sealed = sealRuralWords(crypto, said, words);
    // Since when is said of a list that she stands on.
    const from = listed === 'none' ? null : since;
    await insertRuralWord(trx, { ...said, staff_id, organisation_id, listed, since: from, words: sealed });
    await recordAudit(trx, deps, {
      actor: staffActor(session),
      act: 'say_rural_word',
      subject: { kind: 'claim', id: publicId },
      place: locked.village ?? locked.place,
      detail: { version: locked.version, state: locked.state },
    });
    return locked;
  });
  return presentCase(deps, session, claim);
}
