// What carries messages, on the real database beside the doubles; no HTTP in front of it.
import os from 'node:os';
import path from 'node:path';

import { assemble } from '../../../bff/src/assemble.ts';
import { dayInChina } from '../../../bff/src/clock.ts';
import type { Deps } from '../../../bff/src/deps.ts';
import { createLog } from '../../../bff/src/log.ts';
import { queueMessage, type NewMessage } from '../../../bff/src/message/message.service.ts';
import { startRelay } from '../../../bff/src/message/relay.ts';
import { transact } from '../../../bff/src/storage/mysql.ts';
import { createTencentSms } from '../../../bff/src/upstream/sms/tencent.client.ts';
import { createWechatClient } from '../../../bff/src/upstream/wechat/wechat.client.ts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { putAddressee, type Told } from '../../support/addressee.ts';
import { testConfig } from '../../support/app.ts';
import { createTestDatabase } from '../../support/database.ts';

export interface MessageScene {
  deps: Deps;
  sandbox: Sandbox;
  /** Lets time pass; below zero it is moved back. */
  advance(milliseconds: number): void;
  set(instant: string): void;
  /** Somebody with a phone number, and with WeChat where an openid is given. */
  moveIn(openid?: string): Promise<Told>;
  tell(personId: number, change?: Partial<NewMessage>): Promise<void>;
  /** Clients that know nothing of earlier failures: a breaker that one test opens stays open for seconds. */
  renewCarriers(): void;
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
  let carriers: { close(): void }[] = [];

  return {
    deps,
    sandbox,
    advance: (milliseconds) => void (now += milliseconds),
    set: (instant) => void (now = Date.parse(instant)),
    moveIn: (openid) => putAddressee(deps, openid ?? null),
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
    renewCarriers: () => {
      const { metrics, redis, crypto } = deps;
      for (const client of carriers) client.close();
      const sms = createTencentSms(config.sms, metrics);
      const wechat = createWechatClient({ config: config.wechat, redis, crypto, metrics });
      carriers = [sms, wechat];
      deps.upstreams = { ...deps.upstreams, sms, wechat };
    },
    carry: async () => {
      for (let turn = 0; turn < 20; turn += 1) if ((await relay.round()) === 0) return;
      throw new Error('there is no end to what is due');
    },
    states: () => deps.db.selectFrom('message').select(['state', 'reason']).orderBy('message_id').execute(),
    close: async () => {
      await relay.stop();
      for (const client of carriers) client.close();
      await close();
      await sandbox.stop();
      await database.drop();
    },
  };
}
