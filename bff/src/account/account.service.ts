import type { exportReply } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { actorOfAccount } from '../claim/claim-change.service.ts';
import { endDraftsOf } from '../claim/claim-submission.service.ts';
import { exportClaims } from '../claim/claim.export.ts';
import { insertConsentAct, listConsentActs, listStandingConsents } from '../consent/consent.store.ts';
import type { Deps } from '../deps.ts';
import { exportMessages } from '../message/message-list.service.ts';
import { exportPapers } from '../paper/paper.service.ts';
import { endMandatesOf } from '../proxy/end.service.ts';
import { presentMandates } from '../proxy/own-mandates.service.ts';
import type { Sessions } from '../session/session.service.ts';
import type { Session } from '../session/session.state.ts';
import { deleteCodesOf } from '../session/sms-code.store.ts';
import { presentInstant } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { leaveVolunteers } from '../volunteer/volunteer.service.ts';
import { listVolunteeringOf } from '../volunteer/volunteer.store.ts';
import { eraseAccount, getAccount, phoneIndex } from './account.store.ts';
import { presentRow } from './export.present.ts';
import {
  listBenefitYears,
  listDecisions,
  listReversals,
  listRosterIdentities,
  listSessions,
  listSettlements,
  listSources,
} from './export.store.ts';
import { getPerson } from './person.store.ts';

type Export = z.infer<typeof exportReply>;
type Records = Pick<Export, 'settlements' | 'decisions' | 'claims' | 'papers' | 'messages' | 'mandates'>;

const nothing: Records = {
  settlements: [],
  decisions: [],
  claims: [],
  papers: [],
  messages: [],
  mandates: [],
};

/** Everything kept about the caller, for herself: unmasked (PIPL art. 45). */
export async function exportAccount(deps: Deps, session: Session): Promise<Export> {
  const { db, crypto, clock } = deps;
  const { accountId, personId } = session;
  const { phone, openid, createdAt, boundAt } = await getAccount(db, crypto, accountId);
  const owned = personId === null ? nothing : await exportRecords(deps, personId);
  return {
    exportedAt: new Date(clock.now()).toISOString(),
    account: {
      phone,
      openid,
      createdAt: presentInstant(createdAt),
      boundAt: boundAt === null ? null : presentInstant(boundAt),
      volunteering: (await listVolunteeringOf(db, accountId)).map(presentRow),
    },
    person: personId === null ? null : await exportPerson(deps, personId),
    consents: (await listConsentActs(db, accountId)).map(presentRow),
    sessions: (await listSessions(db, accountId)).map(presentRow),
    ...owned,
  };
}

async function exportPerson({ db, crypto }: Deps, id: number): Promise<Record<string, unknown>> {
  const { psnNo, certno, name, region, insurance } = await getPerson(db, crypto, id);
  const rosters = await listRosterIdentities(db, crypto, certno);
  const reversals = await listReversals(db, crypto, psnNo);
  return {
    psnNo,
    certno,
    name,
    region,
    insurance,
    rosterIdentities: rosters.map(presentRow),
    benefitYears: (await listBenefitYears(db, id)).map(presentRow),
    reversals: reversals.map(presentRow),
  };
}

/** Each settlement with what the platform sent of it, version by version. */
async function exportRecords(deps: Deps, personId: number): Promise<Records> {
  const { db, crypto } = deps;
  const sources = await listSources(db, crypto, personId);
  const settlements = await listSettlements(db, personId);
  return {
    settlements: settlements.map((row) => ({
      ...presentRow(row),
      sources: sources.filter((source) => source.settlement_id === row.settlement_id).map(presentRow),
    })),
    decisions: (await listDecisions(db, personId)).map(presentRow),
    claims: await exportClaims(deps, personId),
    papers: await exportPapers(deps, personId),
    messages: await exportMessages(deps, personId),
    mandates: (await presentMandates(deps, personId)).mandates,
  };
}

/**
 * Closes the account: nobody can sign in with it, and nothing says any more who held it. Bills, decisions and claims
 * that were sent belong to the person and stay, as the law demands; so does the record of what was agreed to. A draft
 * goes, with every paper that was sent with no claim. Mandates end: whoever closes her account wants nobody to act in
 * it. Claims that were sent go on at the window, where she can be found.
 */
export async function closeAccount(
  deps: Deps,
  sessions: Sessions,
  session: Session,
): Promise<{ closedOn: string; kept: string[] }> {
  const { db, crypto, clock, notices } = deps;
  const { accountId, personId, channel } = session;
  const when = { day: clock.today(), now: clock.now() };
  await transact(db, async (trx) => {
    const { phone } = await getAccount(trx, crypto, accountId);
    if (phone !== null) await deleteCodesOf(trx, phoneIndex(crypto, phone));
    for (const { kind, version } of await listStandingConsents(trx, accountId)) {
      await insertConsentAct(trx, { accountId, channel, kind, version, action: 'withdrawn', ...when });
    }
    if (personId !== null) {
      await endDraftsOf(deps, trx, personId, actorOfAccount(accountId));
    }
    await eraseAccount(trx, accountId, when.now);
    await endMandatesOf(deps, trx, session);
    await leaveVolunteers(deps, trx, accountId);
  });
  await sessions.revokeAll(accountId);
  return { closedOn: when.day, kept: [...notices.keptAfterClosing] };
}
