import type { Channel, ConsentKind } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import type { Sessions } from '../session/session.service.ts';
import type { Session } from '../session/session.state.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import { insertConsentAct, listStandingConsents } from './consent.store.ts';

/** An agreement counts for the words that were shown. @throws {AppError} 409 `consent_text_outdated` */
export function checkTextVersion({ notices }: Deps, kind: ConsentKind, version: string): void {
  const newest = notices.texts[kind].version;
  if (version === newest) return;
  throw new AppError(409, 'consent_text_outdated', 'the text has changed: show the newest and ask again', {
    data: { kind, version: newest },
  });
}

/** Records an agreement unless the very same stands. Whether anything was written. Call it inside `transact`. */
export async function recordAgreement(
  { clock }: Deps,
  trx: Database,
  act: { accountId: number; channel: Channel; kind: ConsentKind; version: string },
): Promise<boolean> {
  const standing = await listStandingConsents(trx, act.accountId);
  if (standing.some(({ kind, version }) => kind === act.kind && version === act.version)) return false;
  await insertConsentAct(trx, { ...act, action: 'granted', day: clock.today(), now: clock.now() });
  return true;
}

export async function grantConsent(
  deps: Deps,
  sessions: Sessions,
  session: Session,
  asked: { kind: ConsentKind; version: string },
): Promise<void> {
  checkTextVersion(deps, asked.kind, asked.version);
  const { accountId, channel } = session;
  await transact(deps.db, (trx) => recordAgreement(deps, trx, { accountId, channel, ...asked }));
  await sessions.refresh(accountId);
}

/** Withdrawing the privacy policy signs out everywhere: without it there is nothing we may do for her. */
export async function withdrawConsent(
  deps: Deps,
  sessions: Sessions,
  session: Session,
  kind: ConsentKind,
): Promise<void> {
  const { accountId, channel } = session;
  await transact(deps.db, async (trx) => {
    const standing = await listStandingConsents(trx, accountId);
    const agreed = standing.find((row) => row.kind === kind);
    if (agreed === undefined) return;
    const { version } = agreed;
    const when = { day: deps.clock.today(), now: deps.clock.now() };
    await insertConsentAct(trx, { accountId, channel, kind, version, action: 'withdrawn', ...when });
  });
  await (kind === 'privacy_policy' ? sessions.revokeAll(accountId) : sessions.refresh(accountId));
}
