import type { SessionReply } from '@yijiutong/rules/contract';

import { getAccount } from '../account/account.store.ts';
import { maskPhone } from '../account/mask.ts';
import { getPerson } from '../account/person.store.ts';
import { presentPerson } from '../account/present-person.ts';
import { listStandingConsents } from '../consent/consent.store.ts';
import type { Deps } from '../deps.ts';
import { presentInstant } from '../storage/instant.ts';
import type { Session } from './session.state.ts';

export async function presentSession(deps: Deps, session: Session): Promise<SessionReply> {
  const { db, crypto, notices, regionName } = deps;
  const { accountId, personId, channel, expiresAt } = session;
  const account = await getAccount(db, crypto, accountId);
  const person = personId === null ? null : await getPerson(db, crypto, personId);
  const consents = await listStandingConsents(db, accountId);
  return {
    phone: account.phone === null ? null : maskPhone(account.phone),
    channel,
    expiresAt: new Date(expiresAt).toISOString(),
    person: person === null ? null : presentPerson(person, regionName),
    consents: consents.map(({ kind, version, at }) => ({
      kind,
      version,
      grantedAt: presentInstant(at),
      outdated: version !== notices.texts[kind].version,
    })),
  };
}
