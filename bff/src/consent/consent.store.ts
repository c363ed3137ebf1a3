import type { Channel, ConsentKind } from '@yijiutong/rules/contract';

import { toColumn } from '../storage/instant.ts';
import type { ConsentTable, Database } from '../storage/tables.ts';

export interface ConsentAct {
  accountId: number;
  kind: ConsentKind;
  version: string;
  action: 'granted' | 'withdrawn';
  channel: Channel;
  day: string;
  now: number;
}

export async function insertConsentAct(db: Database, act: ConsentAct): Promise<void> {
  await db
    .insertInto('consent')
    .values({
      account_id: act.accountId,
      kind: act.kind,
      version: act.version,
      action: act.action,
      channel: act.channel,
      on_day: act.day,
      at: toColumn(act.now),
    })
    .execute();
}

type ConsentRow = Omit<ConsentTable, 'consent_id' | 'account_id'>;

/** Everything agreed to and withdrawn, in order. */
export async function listConsentActs(db: Database, accountId: number): Promise<ConsentRow[]> {
  return db
    .selectFrom('consent')
    .select(['kind', 'version', 'action', 'channel', 'on_day', 'at'])
    .where('account_id', '=', accountId)
    .orderBy('consent_id')
    .execute();
}

/** The last agreement of each kind that was not withdrawn since. */
export async function listStandingConsents(db: Database, accountId: number): Promise<ConsentRow[]> {
  const newest = new Map((await listConsentActs(db, accountId)).map((row) => [row.kind, row]));
  return [...newest.values()].filter(({ action }) => action === 'granted');
}
