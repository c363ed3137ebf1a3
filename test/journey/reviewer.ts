/** The reviewer of the whole of 攀枝花, one of the demonstration's staff, at a desk of her own: she speaks to the API. */
import { randomUUID } from 'node:crypto';

import type { ClaimReply, CorrectionReason, StaffSignInReply } from '../../shared/src/contract/index.ts';
import { demoPassword } from '../sandbox/staff/demo-staff.ts';
import { secretOf, totpAt } from '../sandbox/staff/totp.ts';

export type NamedPaper = {
  paper: string;
  bill: string | null;
  reason: CorrectionReason;
  words: string | null;
};

export type Reviewer = {
  read: (claimId: string) => Promise<ClaimReply>;
  /** 一次性告知补正 */
  askFor: (claimId: string, papers: readonly NamedPaper[]) => Promise<void>;
};

const login = 'shi.shen';

/** @param url where the BFF listens */
export function openReviewer(url: string): Reviewer {
  let token: string | undefined;
  const send = async <Reply>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Reply> => {
    const reply = await fetch(url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${answer}`);
    return JSON.parse(answer) as Reply;
  };
  const signInAt = async (instant: number) => {
    const given = { login, password: demoPassword, code: totpAt(secretOf(login), instant) };
    const signedIn = await send<StaffSignInReply>('POST', '/api/v1/staff/sessions', given);
    if (signedIn.state !== 'signed_in') throw new Error(`${login} has not been enrolled`);
    token = signedIn.token;
  };
  // Another journey may have used up this half minute's code: the next one is good too.
  const signIn = () => signInAt(Date.now()).catch(() => signInAt(Date.now() + 30_000));
  const read = async (claimId: string) => {
    if (token === undefined) await signIn();
    return send<ClaimReply>('GET', `/api/v1/claims/${claimId}`);
  };
  return {
    read,
    askFor: async (claimId, papers) => {
      const { version } = await read(claimId);
      await send('POST', `/api/v1/staff/claims/${claimId}/correction`, { version, papers });
    },
  };
}
