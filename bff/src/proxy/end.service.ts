// It ends: in her account, by SMS, at the window. From that commit on nothing is done for her any more.
import type { MandateEnd, MandatesReply, PlaceMandatesReply } from '@yijiutong/rules/contract';

import { accountActor, recordAudit, staffActor, type AuditActor } from '../audit/audit.service.ts';
import type { Deps } from '../deps.ts';
import { queueMessage } from '../message/message.service.ts';
import type { Resident, Session, StaffSession } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { readOrganisation } from './give.service.ts';
import { standingOf } from './mandate.standing.ts';
import {
  closeAsks,
  insertConsentAct,
  lockMandate,
  lockOpenOf,
  updateMandate,
  type MandateRow,
} from './mandate.store.ts';
import { presentMandates } from './own-mandates.service.ts';
import { presentPlaceMandates } from './place-mandates.service.ts';

interface End {
  by: Extract<MandateEnd, 'resident' | 'sms' | 'window' | 'denied'>;
  actor: AuditActor;
  evidence: Record<string, string | number | null>;
  /** She is told, unless she has just closed her account: then there is nobody to tell. */
  tells?: boolean;
}

/**
 * Of a locked mandate; one that has ended stays as it is, except that she can still deny what was filed on it. Ends with the
 * audit: call it last.
 */
export async function endLocked(
  deps: Deps,
  trx: Database,
  mandate: MandateRow,
  { by, actor, evidence, tells = true }: End,
): Promise<void> {
  const now = deps.clock.now();
  const { state } = standingOf(mandate, { today: deps.clock.today(), now });
  const denies = by === 'denied' && mandate.given_at !== null && mandate.ended_by !== 'denied';
  if (state === 'ended' && !denies) return;
  const asked = state === 'asked';
  const { mandate_id: mandateId, public_id: publicId, scope, ends_on: endsOn } = mandate;
  await updateMandate(trx, mandateId, {
    state: 'ended',
    open_person: null,
    ended_at: mandate.ended_at ?? toColumn(now),
    ended_by: asked ? 'declined' : by,
  });
  await closeAsks(trx, mandateId, now);
  const organisation = await readOrganisation(trx, mandate.organisation_id);
  await insertConsentAct(trx, deps.crypto, {
    publicId: newRecordId(),
    mandateId,
    act: asked ? 'declined' : 'ended',
    way: by === 'resident' ? 'account' : by === 'sms' ? 'sms_reply' : 'window',
    textVersion: deps.mandates.text.version,
    purpose: deps.mandates.purpose,
    scope,
    endsOn,
    evidence,
    pageId: null,
    agent: null,
    now,
  });
  if (!asked && tells) {
    await queueMessage(trx, deps, {
      personId: mandate.person_id,
      template: 'mandate_ended',
      params: { organisation: organisation.name },
      claimId: null,
      key: `mandate-ended:${publicId}`,
    });
  }
  await recordAudit(trx, deps, {
    actor,
    act: asked ? 'mandate_declined' : 'mandate_ended',
    subject: { kind: 'mandate', id: publicId },
    place: organisation.code,
    detail: { by },
  });
}

/** Her account closes: whatever is open of her ends with it. Ends with the audit: call it late. */
export async function endMandatesOf(deps: Deps, trx: Database, session: Session): Promise<void> {
  const { personId, accountId, channel } = session;
  if (personId === null) return;
  for (const mandate of await lockOpenOf(trx, personId)) {
    await endLocked(deps, trx, mandate, {
      by: 'resident',
      actor: accountActor(session),
      evidence: { account: accountId, channel, closed: 'account' },
      tells: false,
    });
  }
}

export async function endInAccount(
  deps: Deps,
  { session }: Resident,
  publicId: string,
): Promise<MandatesReply> {
  await transact(deps.db, async (trx) =>
    endLocked(deps, trx, await lockMandate(trx, publicId), {
      by: 'resident',
      actor: accountActor(session),
      evidence: { account: session.accountId, channel: session.channel },
    }),
  );
  return presentMandates(deps, session.personId);
}

/** She came in person, or said when she was called that the slip is not hers. */
export async function endAtWindow(
  deps: Deps,
  session: StaffSession,
  publicId: string,
  reason: 'window' | 'denied',
): Promise<PlaceMandatesReply> {
  await transact(deps.db, async (trx) =>
    endLocked(deps, trx, await lockMandate(trx, publicId), {
      by: reason,
      actor: staffActor(session),
      evidence: { staff: session.publicId },
    }),
  );
  return presentPlaceMandates(deps, session, undefined);
}
