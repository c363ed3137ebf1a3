/** One of the demonstration's staff signs in, as she would on the screen. */
import { randomUUID } from 'node:crypto';

import type { StaffSignInReply } from '../../../shared/src/contract/index.ts';
import { demoPassword } from './demo-staff.ts';
import { secretOf, totpAt } from './totp.ts';

/** Her token. @param url where the BFF listens */
export async function signInAtDesk(url: string, login: string): Promise<string> {
  const now = Date.now();
  // Somebody may have used up this half minute's code for her: the next one is good too.
  return signInAt(url, login, now).catch(() => signInAt(url, login, now + 30_000));
}

async function signInAt(url: string, login: string, instant: number): Promise<string> {
  const reply = await fetch(`${url}/api/v1/staff/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ login, password: demoPassword, code: totpAt(secretOf(login), instant) }),
  });
  const answer = await reply.text();
  if (!reply.ok) throw new Error(`${login} could not sign in (${reply.status}): ${answer}`);
  const signedIn = JSON.parse(answer) as StaffSignInReply;
  if (signedIn.state !== 'signed_in') throw new Error(`${login} has not been enrolled`);
  return signedIn.token;
}
