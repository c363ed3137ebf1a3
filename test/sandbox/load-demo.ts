/**
 * Pushes every family's bills through the BFF's real, signed intake. A second run sends the same messages, which the BFF
 * knows by their Idempotency-Key, so nothing is kept twice; staff are left as they are. Ends with the accounts to sign
 * in with.
 */
import { join, resolve } from 'node:path';

import { listAccounts } from './families/accounts.ts';
import { loadFamilies } from './families/load.ts';
import { push } from './hsa/push.ts';
import { demoPassword, demoStaff } from './staff/demo-staff.ts';
import { loadStaff } from './staff/load-staff.ts';
import { secretOf } from './staff/totp.ts';
import { pushesInOrder } from './world.ts';

const READY_WITHIN_MS = 60_000;
const TRIES = 5;

const bffUrl = process.argv[2] ?? process.env.BFF_URL;
if (bffUrl === undefined) throw new Error('give the address of the BFF: load-demo.ts http://127.0.0.1:8300');
const configDir = resolve(process.env.CONFIG_DIR ?? join(import.meta.dirname, '../../config'));

const world = await loadFamilies(configDir);
await waitUntilReady(bffUrl);
const messages = pushesInOrder(world);
for (const [index, { push: message }] of messages.entries()) {
  await pushOnce(bffUrl, message);
  // Whoever started this program reads its lines: only the accounts are lines.
  if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${messages.length} settlements pushed `);
}
if (process.stderr.isTTY) process.stderr.write('\n');
for (const { phone, name, certno, who } of listAccounts(world)) {
  console.log(`${phone}  ${name}  ${certno}  ${who}`);
}
await loadStaff(process.env);
console.log(`工作人员登录：${new URL('/#/packages/staff/queue/index', bffUrl).href}`);
console.log(`密码都是 ${demoPassword}，动态码用 npm run demo-code -- 登录名`);
for (const { login, name, who } of demoStaff) {
  console.log(`${login}  ${name}  ${who}  otpauth 密钥 ${secretOf(login)}`);
}

/** A busy answer is asked again; anything else that is no success ends the run with its reason. */
async function pushOnce(url: string, message: Parameters<typeof push>[1]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { status, body } = await push(url, message);
    if (status < 300) return;
    const isBusy = status === 409 || status === 429 || status >= 500;
    if (!isBusy || attempt === TRIES) {
      throw new Error(`${message.infno} ${message.msgid} was refused (${status}): ${JSON.stringify(body)}`);
    }
    await pause(300 * attempt);
  }
}

async function waitUntilReady(url: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    if (Date.now() > until) throw new Error(`${url}/ready does not answer`);
    await pause(250);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ready`)).ok;
  } catch {
    return false;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds));
}
