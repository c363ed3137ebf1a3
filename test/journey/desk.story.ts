/** What the staff do at their desks, told once for both devices: signing in, finding a case, one act on it. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { ClaimAct } from '../../shared/src/contract/index.ts';
import { demoPassword, demoStaff, type DemoStaff } from '../sandbox/staff/demo-staff.ts';
import { secretOf, totpAt } from '../sandbox/staff/totp.ts';
import { see, seePage } from './phone.ts';
import type { Told } from './story.ts';

const codeLivesMs = 30_000;
/** Of each, the last half minute whose code she has typed: it opens one door, once. */
const typed = new Map<string, number>();

/** What her authenticator shows; where this half minute's code is used up, the next one. */
export async function nextCode(login: string): Promise<string> {
  const now = Math.floor(Date.now() / codeLivesMs);
  const at = Math.max(now, (typed.get(login) ?? 0) + 1);
  // A phone may be half a minute ahead, and no more.
  const early = (at - 1) * codeLivesMs - Date.now();
  if (early > 0) await sleep(early);
  typed.set(login, at);
  return totpAt(secretOf(login), at * codeLivesMs);
}

export function findStaff(login: string): DemoStaff {
  const found = demoStaff.find((one) => one.login === login);
  if (!found) throw new Error(`nobody of the demonstration's staff is called ${login}`);
  return found;
}

/** On whatever page of the desk it was opened. */
export async function signInStaff({ phone, step }: Told, login: string): Promise<void> {
  const { name, who } = findStaff(login);
  await step(`${name}, ${who}, signs in with password and code`, async () => {
    await see(phone, '工作人员登录');
    await typeSignIn({ phone }, login, { code: await nextCode(login) });
    await see(phone, name, '我的岗位');
  });
}

export async function typeSignIn(
  { phone }: Pick<Told, 'phone'>,
  login: string,
  { password = demoPassword, code }: { password?: string; code: string },
): Promise<void> {
  await phone.fill('登录名', login);
  await phone.fill('密码', password);
  await phone.fill('动态码', code);
  await phone.tap('#staff-sign-in');
}

/** From the queue to one case. */
export async function openCase({ phone }: Pick<Told, 'phone'>, claimId: string): Promise<void> {
  await seePage(phone, 'packages/staff/queue/index');
  await phone.tap(`#case-${claimId}`);
  await seePage(phone, 'packages/staff/case/index');
  await see(phone, '现在要办的');
}

/** One act on the case in front: its form, the question before it is sent, and what the page says of it. */
export async function act(
  { phone }: Pick<Told, 'phone'>,
  what: ClaimAct,
  { fill, told }: { fill?: () => Promise<void>; told: string },
): Promise<void> {
  await phone.tap(`#act-${what}`);
  await fill?.();
  await send({ phone });
  await see(phone, told);
}

/** Sends the form that is open, and says yes to its question. */
export async function send({ phone }: Pick<Told, 'phone'>): Promise<void> {
  await phone.tap('#act-send');
  await phone.tap(phone.kind === 'h5' ? '#confirm-yes' : '确定');
}
