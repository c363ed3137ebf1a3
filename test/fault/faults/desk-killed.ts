/** Two officers of each post at once on the same cases, by hand and by the lane, under kill −9. */
import { laneApprovalReply, laneReply, laneUndoReply } from '@yijiutong/rules/contract';
import type { RowDataPacket } from 'mysql2/promise';

import { putCase, type PutCase } from '../../support/desk.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';
import { claimAudit } from '../audit-books.ts';
import { openAxe } from '../axe.ts';
import { claimRoads, readCases, type CaseBook } from '../case-books.ts';
import { few, type Claims } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { openOffice, village, type Office } from '../generated/office.ts';
import { openLine, openPhone, read, type Line, type Phone } from '../phone.ts';
import { codeOf, describeRetries, type Answer } from '../sender.ts';
import type { Stage } from '../stage.ts';
import { passUndoTime } from '../time.ts';

const sizes: Record<Size, { cases: number; kills: number }> = {
  test: { cases: 50, kills: 2 },
  full: { cases: 400, kills: 40 },
};
const base = '/api/v1/staff';
/** Where `putCase` leaves a case. */
const start = { state: 'county_review', version: 5 } as const;
const lanes = 6;

type Officer = { staff: SignedInStaff; phone: Phone };
/** What was told to the officers: a 200 must have become an event of hers at that version. */
type Told = {
  done: { claim: string; version: number; actor: string }[];
  refused: Map<string, number>;
  /** In the lane, as often as somebody laid it there. */
  laid: string[];
  /** As often as it was undone. */
  undone: string[];
};
type Play = { told: Told; reviewers: Officer[]; approvers: Officer[] };

export const deskKilled: Fault = {
  name: 'desk-killed',
  title:
    'two officers at once review, return, approve, approve in the lane and undo, and the BFF is killed −9',
  async play(stage, claims, size) {
    const { cases: count, kills } = sizes[size];
    const office = await openOffice(stage);
    const axe = openAxe(stage, {
      kills,
      targets: ['review', 'approve', 'lane'],
      spare: { low: 3, high: 15 },
    });
    const line: Line = openLine({
      origin: () => stage.bff.url,
      onRequest: (step) => axe.onRequest(step, line),
    });
    try {
      const cases: PutCase[] = [];
      for (let at = 0; at < count; at += 1) cases.push(await putCase(office.app, { state: start.state }));
      const play = await openPlay(office, line);
      await inLanes(cases, (one) => reviewAtOnce(play, one));
      await layInLane(stage, play, cases);
      await inLanes(cases, (one, at) => approveAtOnce(play, one, at));
      await passUndoTime(stage.database);
      await settled(stage, cases);
      claims.that(
        'the BFF was killed as often as it should',
        axe.isDone(),
        `${axe.kills()} kills, when there were under way ${describeRetries(axe.met)}; repeated: ${describeRetries(line.retries)}`,
      );
      await judge(stage, claims, { office, told: play.told, cases });
    } finally {
      await axe.settled();
      line.agent.destroy();
      await office.close();
    }
  },
};

async function openPlay(office: Office, line: Line): Promise<Play> {
  const county = village.slice(0, 6);
  const hire = async (...roles: Parameters<typeof signInStaff>[1][]) => {
    const staff = await signInStaff(office.app, roles.flat(), county);
    return { staff, phone: openPhone(line, staff.token) };
  };
  // One of them has both posts: what she has reviewed she must not approve.
  const both = await hire('county_reviewer', 'county_approver');
  return {
    told: { done: [], refused: new Map(), laid: [], undone: [] },
    reviewers: [both, await hire('county_reviewer')],
    approvers: [both, await hire('county_approver'), await hire('county_approver')],
  };
}

async function inLanes<T>(list: readonly T[], work: (one: T, at: number) => Promise<void>): Promise<void> {
  const entries = [...list.entries()];
  const lane = async () => {
    for (let next = entries.shift(); next !== undefined; next = entries.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Whoever comes first is heard; the other is told that it has moved on. */
async function reviewAtOnce({ told, reviewers }: Play, { claim, version }: PutCase): Promise<void> {
  const call = { method: 'POST', path: `${base}/claims/${claim}/review` } as const;
  await Promise.all(
    reviewers.map(async ({ staff, phone }) => {
      const json = { version, verdict: 'grant', words: '属实', figures: [] };
      note(told, await phone.insist('review', { ...call, json }), { claim, version: version + 1, staff });
    }),
  );
}

/** Each approver lays what she finds clean into the lane, and undoes a part of it. */
async function layInLane(
  { chance }: Stage,
  { told, approvers }: Play,
  cases: readonly PutCase[],
): Promise<void> {
  const ours = new Set(cases.map(({ claim }) => claim));
  await Promise.all(
    approvers.map(async ({ phone }) => {
      const lane = read(
        'lane',
        await phone.insist('lane', { method: 'GET', path: `${base}/lane` }),
        laneReply,
      );
      const clean = lane.clean.filter(({ claimId }) => ours.has(claimId)).slice(0, 20);
      if (clean.length === 0) return;
      const json = { claims: clean.map(({ claimId, version }) => ({ claimId, version })) };
      const call = { method: 'POST', path: `${base}/lane/approvals`, json } as const;
      const { results } = read('lane', await phone.insist('lane', call), laneApprovalReply);
      const laid = results.filter(({ outcome }) => outcome === 'approved').map(({ claimId }) => claimId);
      told.laid.push(...laid);
      const back = laid.filter(() => chance.happens(0.3));
      if (back.length === 0) return;
      const undo = { method: 'POST', path: `${base}/lane/undoings`, json: { claims: back } } as const;
      const undone = read('undo', await phone.insist('undo', undo), laneUndoReply);
      for (const { claimId, outcome } of undone.results) if (outcome === 'undone') told.undone.push(claimId);
    }),
  );
}

/** By hand: all three open it; one returns it in every seventh case, the others approve. */
async function approveAtOnce(
  { told, approvers }: Play,
  { claim, version: before }: PutCase,
  at: number,
): Promise<void> {
  // What was taken back from the lane stays where it is: nobody may approve it for her.
  if (told.undone.includes(claim)) return;
  const version = before + 1;
  const path = `${base}/claims/${claim}`;
  await Promise.all(
    approvers.map(async ({ staff, phone }, who) => {
      await phone.insist('open', { method: 'GET', path });
      const returns = at % 7 === 0 && who === 1;
      const json = { version, words: '同意', ...(returns ? { reason: 'figures_to_check' } : {}) };
      const call = { method: 'POST', path: `${path}/${returns ? 'return' : 'approval'}`, json } as const;
      note(told, await phone.insist('approve', call), { claim, version: version + 1, staff });
    }),
  );
}

function note(
  told: Told,
  { status, text }: Answer,
  { claim, version, staff }: { claim: string; version: number; staff: SignedInStaff },
): void {
  if (status === 200) told.done.push({ claim, version, actor: `staff:${staff.staffId}` });
  else {
    const why = `${status} ${codeOf(text)}`;
    told.refused.set(why, (told.refused.get(why) ?? 0) + 1);
  }
}

/** Until what lay in the lane has taken effect. */
async function settled({ database }: Stage, cases: readonly PutCase[]): Promise<void> {
  const until = Date.now() + 20_000;
  for (;;) {
    const [rows] = await database.query<(RowDataPacket & { open: number })[]>(
      "SELECT COUNT(*) AS open FROM lane_approval WHERE state = 'standing' AND claim_id IN (?)",
      [cases.map(({ claimId }) => claimId)],
    );
    if (rows[0]?.open === 0 || Date.now() > until) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

async function judge(
  { database }: Stage,
  claims: Claims,
  { office, told, cases }: { office: Office; told: Told; cases: readonly PutCase[] },
): Promise<void> {
  const books = await readCases(
    database,
    cases.map(({ claimId }) => claimId),
  );
  claimRoads(claims, books, start);
  const lost = told.done.filter((one) => !stands(books, one));
  claims.that(
    'whatever was acknowledged stands in the history, by her hand',
    lost.length === 0 && told.done.length >= cases.length,
    `${told.done.length} acknowledged, ${lost.length} lost; refused: ${describeRetries(told.refused)}`,
  );
  // Another approver may lay it there again, and leave it: then it is hers.
  const undone = books.filter(({ claim: { public_id: id } }) => {
    const times = told.undone.filter((one) => one === id).length;
    return times > 0 && times === told.laid.filter((one) => one === id).length;
  });
  const taken = undone.filter(({ claim }) => claim.state !== 'county_approval');
  claims.that(
    'what was undone was not approved',
    taken.length === 0 && told.undone.length > 0,
    `${undone.length} undone; approved all the same ${few(taken.map(({ claim }) => claim.public_id))}`,
  );
  await claimAudit(claims, office.app.deps, told.done.length);
}

/** Two requests of one officer may have been answered alike: the act is one. */
function stands(books: readonly CaseBook[], { claim, version, actor }: Told['done'][number]): boolean {
  const book = books.find((one) => one.claim.public_id === claim);
  return book?.events.some((event) => event.version === version && event.actor === actor) === true;
}
