import { chunkReply, chunkSize, claimReply, uploadReply } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { inviteApplicants } from '../applicants.ts';
import { claimApplications } from '../apply-books.ts';
import { acknowledge, fillDraft, makePage, openAcknowledged, type Acknowledged } from '../apply.ts';
import { few } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { openLine, openPhone, read, sha256, type Call, type Phone } from '../phone.ts';
import { describeRetries } from '../sender.ts';
import { signInAgain } from '../signed-in.ts';
import type { Stage } from '../stage.ts';

const sizes: Record<Size, { people: number; rounds: number }> = {
  test: { people: 1, rounds: 1 },
  full: { people: 10, rounds: 20 },
};

export const claimsTwice: Fault = {
  name: 'claims-twice',
  title: 'one person on two phones taps start, chunk, finish and submit at the same moment',
  async play(stage, claims, size) {
    const { people, rounds } = sizes[size];
    const line = openLine({ origin: () => stage.bff.url });
    const told = openAcknowledged();
    const seen: Seen = { taps: 0, different: [] };
    const phones = new Map<string, Phone>();
    for (const person of await inviteApplicants(stage, people)) {
      const tokens = [person.token, await signInAgain(stage, person.resident)];
      const pair = tokens.map((token) => openPhone(line, token)) as [Phone, Phone];
      for (let round = 0; round < rounds; round += 1) {
        phones.set(await applyTwice(stage, { pair, told, seen }), pair[0]);
      }
    }
    claims.that(
      'both phones are told the same',
      seen.different.length === 0 && seen.taps > 0,
      `${seen.taps} double taps; different ${few(seen.different)}; told to wait ${describeRetries(line.retries)}`,
    );
    await claimApplications(claims, stage, told, (claimId) => phones.get(claimId)!);
    line.agent.destroy();
  },
};

type Seen = { taps: number; different: string[] };
type Twice = { pair: [Phone, Phone]; told: Acknowledged; seen: Seen };

async function applyTwice({ chance }: Stage, twice: Twice): Promise<string> {
  const { pair, told } = twice;
  const start = { method: 'POST', path: '/api/v1/claims', json: { bills: [] } } as const;
  await tap(twice, 'start', start, claimReply, (reply) => reply.claimId);
  const draft = await fillDraft({ phone: pair[0], chance });
  for (const task of draft.tasks.filter(({ state }) => state === 'missing')) {
    const { bytes, kind } = makePage(chance);
    const { paper, bill } = task;
    const page = { claimId: draft.claimId, paper, bill, sha256: sha256(bytes) };
    const pageId = await sendTwice(twice, page, bytes);
    told.pages.push({ ...page, pageId, scan: kind === 'scan' ? bytes : null });
  }
  const path = `/api/v1/claims/${draft.claimId}`;
  const { version } = read('look', await pair[1].insist('look', { method: 'GET', path }), claimReply);
  const submit = { method: 'POST', path: `${path}/submission`, json: { version } } as const;
  const replies = await tap(twice, 'submit', submit, claimReply, (reply) => reply.number);
  for (const reply of replies) acknowledge(told, reply);
  return draft.claimId;
}

async function sendTwice(
  twice: Twice,
  page: { claimId: string; paper: string; bill: string | null; sha256: string },
  bytes: Buffer,
): Promise<string | null> {
  const { claimId, paper, bill, sha256: whole } = page;
  const begin = {
    method: 'POST',
    path: `/api/v1/claims/${claimId}/uploads`,
    json: { paper, bill, length: bytes.length, sha256: whole },
  } as const;
  const [upload] = await tap(twice, 'begin', begin, uploadReply, (reply) => reply.uploadId);
  const at = `/api/v1/uploads/${upload.uploadId}`;
  for (let start = 0; start < bytes.length; start += chunkSize) {
    const part = bytes.subarray(start, start + chunkSize);
    const path = `${at}/chunks/${start}?sha256=${sha256(part)}`;
    await tap(twice, 'chunk', { method: 'PUT', path, bytes: part }, chunkReply, (reply) => reply.received);
    twice.told.chunks += 1;
  }
  const finish = { method: 'POST', path: `${at}/finish` } as const;
  const [{ page: kept }] = await tap(twice, 'finish', finish, uploadReply, (reply) => reply.page?.pageId);
  return kept?.pageId ?? null;
}

/** The same call from both phones at once; `essence` is what they must be told alike. */
async function tap<T>(
  { pair, seen }: Twice,
  step: string,
  call: Call,
  contract: z.ZodType<T>,
  essence: (reply: T) => unknown,
): Promise<[T, T]> {
  const answers = await Promise.all(pair.map((phone) => phone.insist(step, call)));
  const replies = answers.map((answer) => read(step, answer, contract)) as [T, T];
  seen.taps += 1;
  const [one, other] = replies.map(essence);
  if (one !== other) seen.different.push(`${step}: ${String(one)} and ${String(other)}`);
  return replies;
}
