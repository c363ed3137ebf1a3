/** The reviewer of the whole of 攀枝花, one of the demonstration's staff, at a desk of her own: she speaks to the API. */
import { randomUUID } from 'node:crypto';

import type { ClaimReply, CorrectionReason } from '../../shared/src/contract/index.ts';
import { signInAtDesk } from '../sandbox/staff/desk.ts';

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
  const read = async (claimId: string) => {
    token ??= await signInAtDesk(url, login);
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
