/** `npm run bench -- upload`: pages through the BFF beside a raw pipe into a file, and a photo over a slow line with cuts. */
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import os from 'node:os';
import path from 'node:path';

import { chunkSize, type ClaimReply } from '@yijiutong/rules/contract';

import { startChild } from '../../../config/local/children.mjs';
import { root } from '../../../config/local/main.mjs';
import { freePort, waitForHttp } from '../../../config/local/port.mjs';
import { inviteApplicants } from '../../fault/applicants.ts';
import { fillDraft, openAcknowledged, sendPage, type Applying, type Page } from '../../fault/apply.ts';
import { openLine, openPhone } from '../../fault/phone.ts';
import { exchange } from '../../fault/sender.ts';
import { setStage, type Stage } from '../../fault/stage.ts';
import { makePhoto, makeScan } from '../../support/paper-files.ts';
import { printFigure } from '../figure.ts';
import { median } from '../measure.ts';
import { cpuOf, findInspector, memoryOf, readSpent, type Spent } from '../processes.ts';
import { openSlowLine } from './slow-line.ts';

const files = 20;
const fileBytes = 10_000_000;
/** The weakest signal there is, and what the phone sends at once (miniapp/src/services/upload/entry.ts). */
const slow = 16 * 1024;
const phoneChunk = 128 * 1024;
const cuts = 5;

type Applicant = { token: string; draft: ClaimReply };

export async function benchUpload(): Promise<void> {
  // As it runs for people: replies are not held against the contract, every request is logged.
  const stage = await setStage(11, { NODE_ENV: 'development', LOG_LEVEL: 'info' });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-raw-'));
  try {
    const applicant = await inviteOne(stage);
    console.log(`upload: ${files} PDFs of ${fileBytes / 1e6} MB each, in chunks of ${chunkSize / 1024} KB`);
    await benchRates(stage, applicant, await startRaw(folder));
    console.log(`upload: a photo of 1 MB at ${slow / 1024} KB/s, in chunks of ${phoneChunk / 1024} KB`);
    await benchCuts(stage, applicant);
  } finally {
    await stage.stop();
    await rm(folder, { recursive: true });
  }
}

async function inviteOne(stage: Stage): Promise<Applicant> {
  const [person] = await inviteApplicants(stage, 1);
  const line = openLine({ origin: () => stage.bff.url });
  const draft = await fillDraft({ phone: openPhone(line, person!.token), chance: stage.chance });
  line.agent.destroy();
  return { token: person!.token, draft };
}

/** A list of costs may have thirty pages: room for every file. */
function costListOf({ draft }: Applicant) {
  const task = draft.tasks.find(({ paper }) => paper === 'cost_list');
  if (task === undefined) throw new Error('the draft asks for no list of costs');
  return task;
}

function applyingBy(stage: Stage, origin: string, { token }: Applicant, chunk: number): Applying {
  const line = openLine({ origin: () => origin });
  return { phone: openPhone(line, token), chance: stage.chance, told: openAcknowledged(), chunk };
}

type Raw = { url: string; pid: number };

async function startRaw(folder: string): Promise<Raw> {
  const port = await freePort();
  const child = startChild(
    'the raw pipe',
    process.execPath,
    ['--import', 'tsx', 'test/bench/upload/raw-pipe.ts'],
    { cwd: root, env: { ...process.env, PORT: String(port), FOLDER: folder } },
  );
  const url = `http://127.0.0.1:${port}`;
  if (!(await waitForHttp(`${url}/`, child)) || child.pid === undefined) {
    throw new Error(`the raw pipe did not start: ${child.tail().join(' | ')}`);
  }
  return { url, pid: child.pid };
}

type Turn = { seconds: number; cpuMs: number };
type Contestant = { name: string; send: (page: Page) => Promise<void>; cpu: () => Promise<number> };

async function benchRates(stage: Stage, applicant: Applicant, raw: Raw): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const put = async (place: string, body: Buffer) => {
    const { status } = await exchange(`${raw.url}/${place}`, { method: 'PUT', headers: {}, body, agent });
    if (status !== 200) throw new Error(`the raw pipe answers ${status}`);
  };
  const inChunks = async (bytes: Buffer, name: string, more: string) => {
    for (let at = 0; at < bytes.length; at += chunkSize) {
      await put(`${name}?at=${at}${more}`, bytes.subarray(at, at + chunkSize));
    }
  };
  const rawCpu = async () => (await cpuOf(raw.pid)).own;
  const applying = applyingBy(stage, stage.bff.url, applicant, chunkSize);
  const { claimId } = applicant.draft;
  const contestants: Contestant[] = [
    { name: 'raw.whole', send: ({ bytes }) => put('whole', bytes), cpu: rawCpu },
    { name: 'raw.chunks', send: ({ bytes }) => inChunks(bytes, 'chunks', ''), cpu: rawCpu },
    { name: 'raw.synced', send: ({ bytes }) => inChunks(bytes, 'synced', '&sync'), cpu: rawCpu },
    {
      name: 'bff',
      send: (page) => sendPage(applying, claimId, costListOf(applicant), page),
      cpu: async () => {
        const { bff, inspector } = await readSpent(stage);
        return bff + inspector;
      },
    },
  ];
  await warmUp(stage, contestants);
  const memoryBefore = await memoryOf(stage.bff.pid(), 'now');
  const before = await readSpent(stage);
  const turns = await race(stage, contestants);
  const spent = subtract(await readSpent(stage), before);
  agent.destroy();
  reportRates(turns);
  await reportMemory(stage, memoryBefore);
  reportShares(spent);
}

/** A first file compiles what the others run, and starts the inspector; it is not counted. */
async function warmUp(stage: Stage, contestants: readonly Contestant[]): Promise<void> {
  const page: Page = { bytes: makeScan(stage.chance, 1_000_000), kind: 'scan' };
  for (const { send } of contestants) await send(page);
}

async function race(stage: Stage, contestants: readonly Contestant[]): Promise<Map<string, Turn[]>> {
  const turns = new Map<string, Turn[]>(contestants.map(({ name }) => [name, []]));
  for (let file = 0; file < files; file += 1) {
    const page: Page = { bytes: makeScan(stage.chance, fileBytes), kind: 'scan' };
    const shift = file % contestants.length;
    for (const { name, send, cpu } of [...contestants.slice(shift), ...contestants.slice(0, shift)]) {
      const spent = await cpu();
      const began = performance.now();
      await send(page);
      const seconds = (performance.now() - began) / 1000;
      turns.get(name)!.push({ seconds, cpuMs: ((await cpu()) - spent) / 1000 });
    }
  }
  return turns;
}

function reportRates(turns: ReadonlyMap<string, Turn[]>): void {
  const megabytes = fileBytes / 1e6;
  const rate = (name: string) => megabytes / median(turns.get(name)!.map(({ seconds }) => seconds));
  const cpu = (name: string) => {
    const all = turns.get(name)!;
    return all.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / (all.length * megabytes);
  };
  printFigure({ name: 'upload.raw.whole', value: rate('raw.whole'), unit: 'MB/s' });
  printFigure({ name: 'upload.raw.chunks', value: rate('raw.chunks'), unit: 'MB/s' });
  printFigure({ name: 'upload.raw.synced', value: rate('raw.synced'), unit: 'MB/s' });
  const bff = { name: 'upload.bff', value: rate('bff'), unit: 'MB/s' };
  printFigure({ ...bff, beside: { value: rate('raw.whole'), what: 'one raw request' } });
  printFigure({ ...bff, beside: { value: rate('raw.chunks'), what: 'the same chunks, raw' } });
  printFigure({
    ...bff,
    beside: { value: rate('raw.synced'), what: 'the same chunks, raw, each safe on disk' },
  });
  printFigure({ name: 'upload.raw.chunks.cpu', value: cpu('raw.chunks'), unit: 'ms/MB' });
  printFigure({
    name: 'upload.bff.cpu',
    value: cpu('bff'),
    unit: 'ms/MB',
    beside: { value: cpu('raw.chunks'), what: 'the same chunks, raw' },
  });
}

async function reportMemory(stage: Stage, before: number): Promise<void> {
  const bff = stage.bff.pid();
  printFigure({ name: 'upload.bff.memory.before', value: before, unit: 'MB' });
  printFigure({ name: 'upload.bff.memory.peak', value: await memoryOf(bff, 'peak'), unit: 'MB' });
  const inspector = await findInspector(bff);
  if (inspector === undefined) throw new Error('the inspector has ended before its memory was read');
  printFigure({ name: 'upload.inspector.memory.peak', value: await memoryOf(inspector, 'peak'), unit: 'MB' });
}

function subtract(after: Spent, before: Spent): Spent {
  return {
    bff: after.bff - before.bff,
    inspector: after.inspector - before.inspector,
    mysql: after.mysql - before.mysql,
    redis: after.redis - before.redis,
  };
}

/**
 * Where the processor's time went. A byte of a PDF is hashed twice (its chunk, the whole), encrypted and decrypted once,
 * and run through the MAC twice; what that costs is measured here and now.
 */
function reportShares(spent: Spent): void {
  const total = spent.bff + spent.inspector + spent.mysql + spent.redis;
  const key = randomBytes(16);
  const twice = (work: (bytes: Buffer) => unknown) => 2 * files * fileBytes * costPerByte(work);
  const sm4 = twice((bytes) => createCipheriv('sm4-ctr', key, key).update(bytes));
  const sm3 = twice((bytes) => createHmac('sm3', key).update(bytes).digest());
  const sha256 = twice((bytes) => createHash('sha256').update(bytes).digest());
  const shares = {
    ...{ sm3, sm4, sha256, rest: spent.bff - sm3 - sm4 - sha256 },
    ...{ inspector: spent.inspector, mysql: spent.mysql, redis: spent.redis },
  };
  printFigure({ name: 'upload.cpu', value: total / 1000 / ((files * fileBytes) / 1e6), unit: 'ms/MB' });
  for (const [name, value] of Object.entries(shares)) {
    printFigure({ name: `upload.cpu.${name}`, value: (value / total) * 100, unit: '% of it' });
  }
}

/** Microseconds of processor time a byte, over 128 chunks. */
function costPerByte(work: (bytes: Buffer) => unknown): number {
  const bytes = randomBytes(chunkSize);
  work(bytes);
  const began = process.cpuUsage();
  for (let turn = 0; turn < 128; turn += 1) work(bytes);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / (128 * chunkSize);
}

async function benchCuts(stage: Stage, applicant: Applicant): Promise<void> {
  const send = async (wanted: number) => {
    const page: Page = { bytes: makePhoto(stage.chance, 1_000_000), kind: 'photo' };
    let done = 0;
    const line = await openSlowLine(stage.bff.port, slow, (passed, cut) => {
      if (done >= wanted || passed < ((done + 1) * page.bytes.length) / (wanted + 1)) return;
      done += 1;
      cut();
    });
    const began = performance.now();
    const applying = applyingBy(stage, line.url, applicant, phoneChunk);
    await sendPage(applying, applicant.draft.claimId, costListOf(applicant), page);
    const seconds = (performance.now() - began) / 1000;
    await line.close();
    return { seconds, done, passed: line.passed() };
  };
  const [uncut, cut] = await Promise.all([send(0), send(cuts)]);
  if (cut.done !== cuts) throw new Error(`the line was cut ${cut.done} times instead of ${cuts}`);
  printFigure({ name: 'upload.slow.uncut', value: uncut.seconds, unit: 's' });
  printFigure({
    name: 'upload.slow.five_cuts',
    value: cut.seconds,
    unit: 's',
    beside: { value: uncut.seconds, what: 'uncut' },
  });
  printFigure({ name: 'upload.slow.sent_again', value: (cut.passed - uncut.passed) / 1000, unit: 'KB' });
}
