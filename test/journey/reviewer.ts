/** The county's reviewer, until staff have a sign-in of their own: a system that signs its requests. */
import { randomUUID } from 'node:crypto';

import type { ClaimReply, CorrectionReason } from '../../shared/src/contract/index.ts';
import { credentials } from '../sandbox/credentials.ts';
import { signPush } from '../support/sign.ts';

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

/** The reviewer of the whole of 攀枝花. @param url where the BFF listens */
export function openReviewer(url: string): Reviewer {
  const { accessKey, secret } = credentials.cityReviewer;
  const ask = async (method: 'GET' | 'POST', path: string, body = ''): Promise<ClaimReply> => {
    const reply = await fetch(url + path, {
      method,
      headers: {
        ...signPush({ accessKey, secret }, { method, path, body }, Date.now()),
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body === '' ? {} : { body }),
    });
    const answer = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${answer}`);
    return JSON.parse(answer) as ClaimReply;
  };
  const read = (claimId: string) => ask('GET', `/api/v1/claims/${claimId}`);
  return {
    read,
    askFor: async (claimId, papers) => {
      const { version } = await read(claimId);
      await ask('POST', `/api/v1/claims/${claimId}/correction`, JSON.stringify({ version, papers }));
    },
  };
}
