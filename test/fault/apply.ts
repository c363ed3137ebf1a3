/** One application, from the draft to its number, as the phone makes it; what was acknowledged goes into the book. */
import {
  chunkReply,
  chunkSize,
  claimReply,
  claimsReply,
  uploadReply,
  type ClaimReply,
  type ClaimTask,
  type UploadReply,
} from '@yijiutong/rules/contract';

import { makePhoto, makeScan } from '../support/paper-files.ts';
import type { Chance } from '../support/seeded.ts';
import { read, sha256, type Phone } from './phone.ts';
import { codeOf } from './sender.ts';

export type SentPage = {
  claimId: string;
  paper: string;
  bill: string | null;
  sha256: string;
  /** Null while it is being sent. */
  pageId: string | null;
  /** Kept as it was sent, so that what is opened can be held against it; a photo is drawn anew. */
  scan: Buffer | null;
};

/** What the phones were told, by which the books are judged afterwards. */
export type Acknowledged = {
  /** By claim. */
  numbers: Map<string, string>;
  pages: SentPage[];
  chunks: number;
  /** Bytes that were acknowledged and are not there any more, or anything else that must not be. */
  broken: string[];
};

export function openAcknowledged(): Acknowledged {
  return { numbers: new Map(), pages: [], chunks: 0, broken: [] };
}

export type Applying = {
  phone: Phone;
  chance: Chance;
  told: Acknowledged;
  /** Bytes that travel at once; as many as the server takes, unless said. */
  chunk?: number;
};

/** A bank card whose digits are right, of no bank. */
const account = '9900000000000000002';

/** Applies once for a bill on paper, and for what the platform did not pay. Returns the claim. */
export async function applyOnce(applying: Applying): Promise<ClaimReply> {
  return submit(applying, await completeDraft(applying, 0.3));
}

/**
 * A draft that lacks nothing.
 * @param excused the share of papers that she says she cannot get, of those that may be excused
 */
export async function completeDraft(applying: Applying, excused: number): Promise<ClaimReply> {
  const { claimId, tasks } = await fillDraft(applying);
  for (const task of tasks.filter(({ state }) => state === 'missing')) {
    if (task.mayExcuse && applying.chance.happens(excused)) await excuse(applying, claimId, task);
    else await givePaper(applying, claimId, task);
  }
  return getClaim(applying.phone, claimId);
}

/** A draft with its bills and its account: only papers are missing. */
export async function fillDraft({ phone, chance }: Pick<Applying, 'phone' | 'chance'>): Promise<ClaimReply> {
  const { claimable } = read(
    'list',
    await phone.insist('list', { method: 'GET', path: '/api/v1/claims' }),
    claimsReply,
  );
  const draft = await startDraft(phone);
  const known = claimable.slice(0, 1).map(({ setlId }) => ({ setlId, injury: false }));
  const filled = await change(phone, 'bills', draft, { bills: [writePaperBill(chance), ...known] });
  return change(phone, 'payee', filled, { bank: '示例银行', account });
}

/** A bill that only paper knows. */
export function writePaperBill(chance: Chance) {
  return {
    institution: '示例县医院',
    on: '2026-09-01',
    kind: chance.pick(['inpatient', 'ordinary_outpatient', 'other']),
    total: '1240.00',
    injury: chance.happens(0.2),
  };
}

async function startDraft(phone: Phone): Promise<ClaimReply> {
  const call = { method: 'POST', path: '/api/v1/claims', json: { bills: [] } } as const;
  return read('start', await phone.insist('start', call), claimReply);
}

/** Writes into the draft as it stands. What a killed BFF had written before it could say so is found and written over. */
async function change(phone: Phone, what: string, draft: ClaimReply, json: object): Promise<ClaimReply> {
  const path = `/api/v1/claims/${draft.claimId}/${what}`;
  let { version } = draft;
  for (;;) {
    const answer = await phone.insist(what, { method: 'PUT', path, json: { version, ...json } });
    if (codeOf(answer.text) !== 'claim_changed') return read(what, answer, claimReply);
    ({ version } = await getClaim(phone, draft.claimId));
  }
}

async function getClaim(phone: Phone, claimId: string): Promise<ClaimReply> {
  const call = { method: 'GET', path: `/api/v1/claims/${claimId}` } as const;
  return read('look', await phone.insist('look', call), claimReply);
}

async function excuse({ phone }: Applying, claimId: string, { paper, bill }: ClaimTask): Promise<void> {
  await change(phone, 'excuse', await getClaim(phone, claimId), { paper, bill, reason: 'lost' });
}

async function givePaper(applying: Applying, claimId: string, task: ClaimTask): Promise<void> {
  const pages = task.maxPages > 1 && applying.chance.happens(0.3) ? 2 : 1;
  for (let page = 0; page < pages; page += 1)
    await sendPage(applying, claimId, task, makePage(applying.chance));
}

export type Page = { bytes: Buffer; kind: 'photo' | 'scan' };

export function makePage(chance: Chance): Page {
  const size = chance.pick([30_000, 200_000, 300_000, 700_000]);
  return chance.happens(0.5)
    ? { bytes: makePhoto(chance, size), kind: 'photo' }
    : { bytes: makeScan(chance, size), kind: 'scan' };
}

/** Sends one page as the phone does: begins, sends what is missing, finishes; finds its place again after every cut. */
export async function sendPage(
  applying: Applying,
  claimId: string,
  { paper, bill }: Pick<ClaimTask, 'paper' | 'bill'>,
  { bytes, kind }: Page,
): Promise<void> {
  const { phone, told } = applying;
  const sent: SentPage = {
    claimId,
    paper,
    bill,
    sha256: sha256(bytes),
    pageId: null,
    scan: kind === 'scan' ? bytes : null,
  };
  told.pages.push(sent);
  const begin = async () =>
    read(
      'begin',
      await phone.insist('begin', {
        method: 'POST',
        path: `/api/v1/claims/${claimId}/uploads`,
        json: { paper, bill, length: bytes.length, sha256: sent.sha256 },
      }),
      uploadReply,
    );
  const upload = await begin();
  await sendChunks(applying, upload, bytes, begin);
  const finish = { method: 'POST', path: `/api/v1/uploads/${upload.uploadId}/finish` } as const;
  const { page } = read('finish', await phone.insist('finish', finish), uploadReply);
  if (page === null) throw new Error('finish: no page');
  sent.pageId = page.pageId;
}

async function sendChunks(
  { phone, chance, told, chunk = chunkSize }: Applying,
  { uploadId, received }: UploadReply,
  bytes: Buffer,
  begin: () => Promise<UploadReply>,
): Promise<void> {
  let safe = received;
  const trust = (now: number, where: string) => {
    if (now < safe) told.broken.push(`${where}: ${now} bytes where ${safe} were acknowledged`);
    safe = now;
  };
  while (safe < bytes.length) {
    const part = bytes.subarray(safe, safe + chunk);
    const call = {
      method: 'PUT',
      path: `/api/v1/uploads/${uploadId}/chunks/${safe}?sha256=${sha256(part)}`,
      bytes: part,
    } as const;
    // Half of the time the phone asks where it was, as after a restart; else it sends the same once more.
    const answer = chance.happens(0.5) ? await phone.once('chunk', call) : await phone.insist('chunk', call);
    if (answer.status === 200) {
      told.chunks += 1;
      trust(read('chunk', answer, chunkReply).received, 'a chunk');
    } else if (codeOf(answer.text) === 'upload_offset_mismatch') {
      trust(
        (JSON.parse(answer.text) as { error: { data: { received: number } } }).error.data.received,
        'a mismatch',
      );
    } else if (answer.status === 0 || answer.status >= 500) {
      trust((await begin()).received, 'begun again');
    } else {
      throw new Error(`chunk: ${answer.status} ${answer.text.slice(0, 300)}`);
    }
  }
}

async function submit({ phone, told }: Applying, draft: ClaimReply): Promise<ClaimReply> {
  const { claimId, version, open } = draft;
  if (open.length > 0) throw new Error(`submit: still open: ${JSON.stringify(open)}`);
  const call = { method: 'POST', path: `/api/v1/claims/${claimId}/submission`, json: { version } } as const;
  const reply = read('submit', await phone.insist('submit', call), claimReply);
  acknowledge(told, reply);
  return reply;
}

export function acknowledge(told: Acknowledged, { claimId, number, state }: ClaimReply): void {
  if (number === null || state !== 'submitted') {
    told.broken.push(`a submission was acknowledged as ${state}, number ${String(number)}`);
    return;
  }
  const before = told.numbers.get(claimId);
  if (before !== undefined && before !== number) told.broken.push(`${before} became ${number}`);
  told.numbers.set(claimId, number);
}
