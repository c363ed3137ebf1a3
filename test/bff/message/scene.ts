// What carries messages, on the real database beside the doubles; no HTTP in front of it.
import os from 'node:os';
import path from 'node:path';

import { findOrCreateAccount } from '../../../bff/src/account/account.store.ts';
import { upsertPerson } from '../../../bff/src/account/person.store.ts';
import { assemble } from '../../../bff/src/assemble.ts';
import { dayInChina } from '../../../bff/src/clock.ts';
import type { Deps } from '../../../bff/src/deps.ts';
import { createLog } from '../../../bff/src/log.ts';
import { deliverMessage } from '../../../bff/src/message/delivery.service.ts';
import { queueMessage, type NewMessage } from '../../../bff/src/message/message.service.ts';
import { startRelay } from '../../../bff/src/message/relay.ts';
import { transact } from '../../../bff/src/storage/mysql.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { testConfig } from '../../support/app.ts';
import { createTestDatabase } from '../../support/database.ts';
import { citizenId, inventedPhone } from '../../support/people.ts';

export interface Told {
  personId: number;
  phone: string;
  openid: string | null;
}

export interface MessageScene {
  deps: Deps;
  sandbox: Sandbox;
  /** Lets time pass; below zero it is moved back. */
  advance(milliseconds: number): void;
  set(instant: string): void;
  /** Somebody with a phone number, and with WeChat where an openid is given. */
  moveIn(n: number, openid?: string): Promise<Told>;
  tell(personId: number, change?: Partial<NewMessage>): Promise<void>;
  /** Everything that is due now, until nothing is. */
  carry(): Promise<void>;
  /** The state and reason of every message, oldest first. */
  states(): Promise<{ state: string; reason: string | null }[]>;
  close(): Promise<void>;
}

export const noon = '2026-11-23T04:00:00.000Z';
export const minute = 60_000;
export const hour = 60 * minute;

export async function setMessageScene(): Promise<MessageScene> {
  let now = Date.parse(noon);
  const clock = { now: () => now, today: () => dayInChina(now) };
  const sandbox = await startSandbox({ port: 0, networkClock: () => new Date(now) });
  const database = await createTestDatabase();
  const config = await testConfig({
    ...sandbox.environment,
    DATABASE_URL: database.url,
    OBJECT_DIR: path.join(os.tmpdir(), 'yijiutong-message-objects'),
  });
  const { deps, close } = await assemble(config, createLog('silent'), clock);
  const relay = startRelay(deps, 0);
  let told = 0;

  return {
    deps,
    sandbox,
    advance: (milliseconds) => void (now += milliseconds),
    set: (instant) => void (now = Date.parse(instant)),
    moveIn: (n, openid) => moveIn(deps, n, openid ?? null),
    tell: async (personId, change = {}) => {
      told += 1;
      const message: NewMessage = {
        personId,
        template: 'payment_failed',
        params: { number: 'JZ202611230000019' },
        claimId: null,
        key: `test:${told}`,
        ...change,
      };
      await transact(deps.db, (trx) => queueMessage(trx, deps, message));
    },
    carry: async () => {
      for (let turn = 0; turn < 20; turn += 1) if ((await relay.round()) === 0) return;
      throw new Error('there is no end to what is due');
    },
    states: () => deps.db.selectFrom('message').select(['state', 'reason']).orderBy('message_id').execute(),
    close: async () => {
      await relay.stop();
      await close();
      await sandbox.stop();
      await database.drop();
    },
  };
}

async function moveIn(deps: Deps, n: number, openid: string | null): Promise<Told> {
  const phone = inventedPhone(60_000 + n);
  const now = deps.clock.now();
  const personId = await transact(deps.db, async (trx) => {
    const person = {
      psnNo: `P${n}`,
      certno: citizenId('990421', '1950-03-14', n),
      name: '安秀英',
      region: '510402',
      insurance: 'resident' as const,
    };
    const id = await upsertPerson(trx, deps.crypto, person, now);
    const { accountId } = await findOrCreateAccount(trx, deps.crypto, { by: 'phone', value: phone }, now);
    await trx.updateTable('account').set({ person_id: id }).where('account_id', '=', accountId).execute();
    if (openid !== null) {
      const change = {
        openid_index: deps.crypto.blindIndex('openid', openid),
        openid: deps.crypto.seal(openid, `account:${accountId}:openid`),
      };
      await trx.updateTable('account').set(change).where('account_id', '=', accountId).execute();
    }
    return id;
  });
  return { personId, phone, openid };
}

/** One message alone, step by step. */
export const step = (scene: MessageScene, messageId: number) => deliverMessage(scene.deps, messageId);
