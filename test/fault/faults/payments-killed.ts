/** The way of the money under kill −9: nothing is paid twice, nothing is lost, and the bank's word counts once. */
import {
  paymentAnswerReply,
  paymentBatch,
  paymentBatchesReply,
  paymentsReply,
} from '@yijiutong/rules/contract';

import { openBank, type Bank } from '../../sandbox/bank/bank.ts';
import { putDuePayment, type Due } from '../../support/payments.ts';
import { claimAudit } from '../audit-books.ts';
import { openAxe, type Axe } from '../axe.ts';
import { few, type Claims } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { openOffice, type Office } from '../generated/office.ts';
import { claimMoney } from '../money-books.ts';
import { openLine, openPhone, read, type Line, type Phone } from '../phone.ts';
import { codeOf, describeRetries, type Answer } from '../sender.ts';
import type { Stage } from '../stage.ts';

const sizes: Record<Size, { due: number; inBatch: number; kills: number; confirms: number }> = {
  test: { due: 40, inBatch: 10, kills: 3, confirms: 20 },
  full: { due: 600, inBatch: 20, kills: 60, confirms: 24 },
};
const base = '/api/v1/staff';
/** One in nine is refused by the bank. */
const refusedEvery = 9;

/** What was told to the managers, by which the books are judged. */
type Told = {
  batches: Set<string>;
  lostReplies: number;
  fileDiffers: number;
  answers: Map<string, number>;
  /** Files with a payment that is none of ours. */
  altered: { refused: number; strange: string[] };
};
type Play = {
  phones: readonly Phone[];
  bank: Bank;
  /** Batches of before: another bank may have answered them, and ours would say otherwise. */
  foreign: ReadonlySet<string>;
  told: Told;
  axe: Axe;
};

export const paymentsKilled: Fault = {
  name: 'payments-killed',
  title: 'the BFF is killed −9 while batches are made, fetched and answered; each bank file comes many times',
  async play(stage, claims, size) {
    const { due: count, inBatch, kills, confirms } = sizes[size];
    const office = await openOffice(stage);
    const axe = openAxe(stage, {
      kills,
      targets: ['batch', 'answer', 'file', 'answer'],
      spare: { low: 1, high: 4 },
    });
    const line: Line = openLine({
      origin: () => stage.bff.url,
      onRequest: (step) => axe.onRequest(step, line),
    });
    try {
      const due: Due[] = [];
      for (let at = 0; at < count; at += 1)
        due.push(await putDuePayment(office.app, { amount: 100_000 + at }));
      const play = await openPlay(office, line, axe);
      while (await sendSome(play, inBatch));
      await answerAll(play, confirms);
      while (!axe.isDone()) await answerAll(play, 1);
      claims.that(
        'the BFF was killed as often as it should',
        axe.isDone(),
        `${axe.kills()} kills, when there were under way ${describeRetries(axe.met)}; repeated: ${describeRetries(line.retries)}`,
      );
      await judge(stage, claims, { office, play, due });
    } finally {
      await axe.settled();
      line.agent.destroy();
      await office.close();
    }
  },
};

async function openPlay(office: Office, line: Line, axe: Axe): Promise<Play> {
  const managers = [office.posts.fund_manager, await office.hire('fund_manager')];
  let asked = 0;
  const phones = managers.map(({ token }) => openPhone(line, token));
  return {
    axe,
    phones,
    foreign: new Set((await listBatches(phones[0])).map(({ batchId }) => batchId)),
    bank: openBank({ judge: () => ((asked += 1) % refusedEvery === 0 ? { code: 'E01' } : null) }),
    told: {
      batches: new Set(),
      lostReplies: 0,
      fileDiffers: 0,
      answers: new Map(),
      altered: { refused: 0, strange: [] },
    },
  };
}

/** Both managers put the same payments into a batch at once. Whether any were due. */
async function sendSome({ phones, told }: Play, inBatch: number): Promise<boolean> {
  const [first] = phones;
  if (first === undefined) return false;
  const listed = await first.insist('list', { method: 'GET', path: `${base}/payments` });
  const payments = read('list', listed, paymentsReply)
    .payments.slice(0, inBatch)
    .map(({ paymentId }) => paymentId);
  if (payments.length === 0) return false;
  const call = { method: 'POST', path: `${base}/payment-batches`, json: { payments } } as const;
  const answers = await Promise.all(phones.map((phone) => phone.insist('batch', call)));
  const made = answers.filter(({ status }) => status === 201);
  for (const { text } of made) told.batches.add(paymentBatch.parse(JSON.parse(text)).batchId);
  // Committed, and killed before it could say so: it stands in the list of batches.
  if (made.length === 0) told.lostReplies += 1;
  return true;
}

async function listBatches(phone: Phone | undefined) {
  if (phone === undefined) return [];
  const listed = await phone.insist('list', { method: 'GET', path: `${base}/payment-batches` });
  return read('list', listed, paymentBatchesReply).batches;
}

/** Fetches every file twice, and hands in what the bank says: to all lanes at once, altered ones between them. */
async function answerAll({ phones, bank, foreign, told }: Play, confirms: number): Promise<void> {
  const [first, second = first] = phones;
  if (first === undefined || second === undefined) return;
  for (const { batchId } of await listBatches(first)) {
    if (foreign.has(batchId)) continue;
    const path = `${base}/payment-batches/${batchId}`;
    const [file, again] = await Promise.all(
      [first, second].map((phone) => phone.insist('file', { method: 'GET', path: `${path}/file` })),
    );
    if (file === undefined || again === undefined || !file.content.equals(again.content)) {
      told.fileDiffers += 1;
      continue;
    }
    const answer = bank.take(file.content);
    // The bank gets the file once more, and says the same.
    if (!bank.take(file.content).equals(answer)) told.fileDiffers += 1;
    const hand = (phone: Phone, bytes: Buffer) =>
      phone.insist('answer', { method: 'POST', path: `${path}/answers`, bytes });
    const lanes = Array.from({ length: confirms }, (_, at) => hand(at % 2 === 0 ? first : second, answer));
    const strange = hand(second, withStranger(answer));
    for (const one of await Promise.all(lanes)) note(told, one);
    const { status, text } = await strange;
    if (status === 422 && codeOf(text) === 'bank_file_wrong') told.altered.refused += 1;
    else told.altered.strange.push(`an altered file was answered with ${status}`);
  }
}

function note(told: Told, answer: Answer): void {
  if (answer.status !== 200) {
    told.altered.strange.push(`${answer.status} ${codeOf(answer.text)}`);
    return;
  }
  const { seenBefore } = read('answer', answer, paymentAnswerReply);
  const kind = seenBefore ? 'seen before' : 'taken';
  told.answers.set(kind, (told.answers.get(kind) ?? 0) + 1);
}

/** One of its payments is none of ours: the sums still hold. */
function withStranger(answer: Buffer): Buffer {
  const text = answer.toString('latin1');
  const [, payment = ''] = /^D,([^,]+),/m.exec(text) ?? [];
  const stranger = payment.slice(0, -1) + (payment.endsWith('A') ? 'B' : 'A');
  return Buffer.from(text.replace(payment, stranger), 'latin1');
}

async function judge(
  { database }: Stage,
  claims: Claims,
  { office, play, due }: { office: Office; play: Play; due: readonly Due[] },
): Promise<void> {
  const { bank, told } = play;
  claims.that(
    'a batch has one file, and a file one answer',
    told.fileDiffers === 0 && (told.answers.get('taken') ?? 0) >= told.batches.size - 1,
    `${told.batches.size} batches told, ${told.lostReplies} whose reply was lost; answers: ${describeRetries(told.answers)}`,
  );
  const { refused, strange } = told.altered;
  claims.that(
    'every file of the bank’s is taken, one with an unknown row is refused whole',
    strange.length === 0 && refused > 0,
    `${refused} altered files refused; otherwise ${few(strange)}`,
  );
  await claimMoney(claims, database, { bank, due });
  // Of each batch: made, its file fetched, its answer taken.
  await claimAudit(claims, office.app.deps, told.batches.size * 3);
}
