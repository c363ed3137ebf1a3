/** The clock goes over midnight and back again: at the end of a publicity, in the lane's minutes, between two numbers. */
import {
  claimReply,
  laneApprovalReply,
  laneUndoReply,
  paymentBatch,
  type LaneUndoReply,
} from '@yijiutong/rules/contract';
import type { RowDataPacket } from 'mysql2/promise';

import { dayInChina } from '../../../bff/src/clock.ts';
import { settleDueLane } from '../../../bff/src/desk/lane-effect.service.ts';
import { putCase, putReviewed, type PutCase } from '../../support/desk.ts';
import { putDuePayment } from '../../support/payments.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';
import { inviteApplicants } from '../applicants.ts';
import { completeDraft, openAcknowledged } from '../apply.ts';
import { claimAudit } from '../audit-books.ts';
import { claimRoads, readCases } from '../case-books.ts';
import { few, type Claims } from '../claims.ts';
import type { Fault, Size } from '../fault.ts';
import { village } from '../generated/office.ts';
import { openLine, openPhone, read, type Line } from '../phone.ts';
import { codeOf } from '../sender.ts';
import { openSkewed, type Skewed } from '../skewed.ts';
import type { Stage } from '../stage.ts';

const sizes: Record<Size, { cases: number; applicants: number }> = {
  test: { cases: 12, applicants: 2 },
  full: { cases: 60, applicants: 8 },
};
const base = '/api/v1/staff';
const [second, minute, hour] = [1000, 60_000, 3_600_000];

type Play = { stage: Stage; claims: Claims; skewed: Skewed; line: Line; midnight: number; size: Size };

export const clockMoved: Fault = {
  name: 'clock-moved',
  title:
    'the clock goes over midnight and back, at a publicity’s end, in the lane’s minutes, between two numbers',
  async play(stage, claims, size) {
    // Two days ahead: the BFF beside it, whose clock is right, has nothing to do with what is due then.
    const midnight = Date.parse(`${dayInChina(Date.now() + 48 * hour)}T00:00:00+08:00`);
    const skewed = await openSkewed(stage, midnight - hour);
    const line = openLine({ origin: () => skewed.url });
    const play = { stage, claims, skewed, line, midnight, size };
    try {
      await endPublicity(play);
      await approveInLane(play);
      await fetchFile(play);
      await takeNumbers(play);
      await claimAudit(claims, skewed.deps, sizes[size].cases);
    } finally {
      line.agent.destroy();
      await skewed.close();
    }
  },
};

const hire = ({ skewed }: Play, ...[role, place]: [Parameters<typeof signInStaff>[1], string]) =>
  signInStaff(skewed, role, place);

/** Its last day is over at midnight, and begins again when the clock goes back: who ended in time has ended. */
async function endPublicity(play: Play): Promise<void> {
  const { claims, skewed, line, midnight, size, stage } = play;
  // Nobody sits at a desk for an hour without a word: her session would be over.
  skewed.set(midnight - minute);
  const officer = await hire(play, 'township_officer', village.slice(0, 9));
  const phone = openPhone(line, officer.token);
  const cases: PutCase[] = [];
  for (let at = 0; at < sizes[size].cases; at += 1) {
    const one = await putCase(skewed, { kind: 'recognition', state: 'publicity' });
    const until = dayInChina(midnight - hour);
    await skewed.deps.db
      .updateTable('claim')
      .set({ publicity_until: until })
      .where('claim_id', '=', one.claimId)
      .execute();
    cases.push(one);
  }
  const end = async (list: readonly PutCase[]) => {
    const answers = await Promise.all(
      list.map(({ claim, version }) =>
        phone.once('end', {
          method: 'POST',
          path: `${base}/claims/${claim}/publicity-end`,
          json: { version },
        }),
      ),
    );
    return answers.map(({ status, text }) => (status === 200 ? 'ended' : codeOf(text)));
  };
  const half = cases.slice(0, cases.length / 2);
  const rest = cases.slice(cases.length / 2);
  const seen: Record<string, string[]> = {};
  for (const [when, at, list] of [
    ['before midnight', midnight - second, cases],
    ['after midnight', midnight + second, half],
    ['back before it', midnight - hour, rest],
    ['after it again', midnight + second, rest],
  ] as const) {
    skewed.set(at);
    seen[when] = [...new Set(await end(list))];
  }
  claims.that(
    'a publicity ends after its last day, by the clock as it stands, and once',
    JSON.stringify(Object.values(seen)) ===
      JSON.stringify([['publicity_running'], ['ended'], ['publicity_running'], ['ended']]),
    Object.entries(seen)
      .map(([when, what]) => `${when}: ${what.join(', ')}`)
      .join('; '),
  );
  const ids = cases.map(({ claimId }) => claimId);
  claimRoads(claims, await readCases(stage.database, ids), { state: 'publicity', version: 5 });
}

/** Approved before midnight, effective after it. Back and forth, each takes effect once or not at all. */
async function approveInLane(play: Play): Promise<void> {
  const { claims, skewed, line, midnight, size, stage } = play;
  const approved = midnight - 10 * minute;
  skewed.set(approved);
  const reviewer = await hire(play, 'county_reviewer', village.slice(0, 6));
  const approver = await hire(play, 'county_approver', village.slice(0, 6));
  const cases = await putReviewed(skewed, sizes[size].cases, { reviewedBy: reviewer.staffId });
  const phone = openPhone(line, approver.token);
  for (let from = 0; from < cases.length; from += 20) {
    const part = cases.slice(from, from + 20).map(({ claim, version }) => ({ claimId: claim, version }));
    const call = { method: 'POST', path: `${base}/lane/approvals`, json: { claims: part } } as const;
    read('lane', await phone.insist('lane', call), laneApprovalReply);
  }
  const quarter = Math.floor(cases.length / 4);
  const undo = (part: number) => undoAt(play, approver, cases.slice(part * quarter, (part + 1) * quarter));
  const told: string[] = [];
  const at = async (instant: number, part: number) => {
    skewed.set(instant);
    told.push(await undo(part));
  };
  await at(approved + 15 * minute - second, 0);
  await at(approved - hour, 1);
  await at(approved + 15 * minute + second, 2);
  // Two processes at once find what is due.
  const effects = await Promise.all([settleDueLane(skewed.deps), settleDueLane(skewed.deps)]);
  await at(approved + minute, 2);
  const again = await settleDueLane(skewed.deps);
  skewed.set(approved + 20 * minute);
  const last = await settleDueLane(skewed.deps);
  const done = effects[0] + effects[1];
  claims.that(
    'an approval of the lane can be undone until its fifteen minutes are over, and takes effect once',
    told.join() === 'undone,undone,too_late,not_approved' &&
      done === cases.length - 2 * quarter &&
      again + last === 0,
    `undone in time, with the clock back, too late, after its effect: ${told.join(', ')}; ${done} took effect, ${again + last} twice`,
  );
  const ids = cases.map(({ claimId }) => claimId);
  claimRoads(claims, await readCases(stage.database, ids), { state: 'county_approval', version: 5 });
}

async function undoAt(
  { line }: Play,
  { token }: SignedInStaff,
  cases: readonly { claim: string }[],
): Promise<string> {
  const call = {
    method: 'POST',
    path: `${base}/lane/undoings`,
    json: { claims: cases.map(({ claim }) => claim) },
  } as const;
  const { results }: LaneUndoReply = read(
    'undo',
    await openPhone(line, token).insist('undo', call),
    laneUndoReply,
  );
  return [...new Set(results.map(({ outcome }) => outcome))].join('|');
}

/** A batch of yesterday has yesterday's file, whatever day it is fetched on. */
async function fetchFile(play: Play): Promise<void> {
  const { claims, skewed, line, midnight } = play;
  skewed.set(midnight - second);
  const { token } = await hire(play, 'fund_manager', village.slice(0, 6));
  const due = [await putDuePayment(skewed), await putDuePayment(skewed)];
  const phone = openPhone(line, token);
  const json = { payments: due.map(({ payment }) => payment) };
  const made = await phone.insist('batch', { method: 'POST', path: `${base}/payment-batches`, json });
  const { batchId, madeOn } = paymentBatch.parse(JSON.parse(made.text));
  const files: Buffer[] = [];
  for (const instant of [midnight - second, midnight + second, midnight - hour]) {
    skewed.set(instant);
    const file = await phone.insist('file', {
      method: 'GET',
      path: `${base}/payment-batches/${batchId}/file`,
    });
    files.push(file.content);
  }
  const same = files.every((file) => files[0]?.equals(file) === true) && (files[0]?.length ?? 0) > 0;
  claims.that(
    'the file of a batch is the same on every day',
    same && madeOn === dayInChina(midnight - second),
    `made on ${madeOn}, fetched ${files.length} times`,
  );
}

type Numbered = RowDataPacket & { number: string };

/** Each number is of the day on which it was given, and of nobody else. */
async function takeNumbers(play: Play): Promise<void> {
  const { claims, skewed, stage, line, midnight, size } = play;
  const people = await inviteApplicants(stage, sizes[size].applicants);
  const here = openLine({ origin: () => stage.bff.url });
  const days = [midnight - second, midnight + second, midnight - hour];
  const numbers: { number: string; day: string }[] = [];
  for (const { token } of people) {
    for (const instant of days) {
      const phone = openPhone(here, token);
      const { chance } = stage;
      const draft = await completeDraft({ phone, chance, told: openAcknowledged() }, 0.9);
      skewed.set(instant);
      const path = `/api/v1/claims/${draft.claimId}/submission`;
      const json = { version: draft.version };
      const sent = await openPhone(line, token).insist('submit', { method: 'POST', path, json });
      const { number } = read('submit', sent, claimReply);
      numbers.push({ number: number ?? '', day: dayInChina(instant).replaceAll('-', '') });
    }
  }
  here.agent.destroy();
  const wrong = numbers.filter(({ number, day }) => !number.startsWith(`JZ${day}`));
  const [twice] = await stage.database.query<Numbered[]>(
    'SELECT number FROM claim WHERE number IS NOT NULL GROUP BY number HAVING COUNT(*) > 1',
  );
  claims.that(
    'every number is of the day it was given on, and is given once',
    wrong.length === 0 &&
      twice.length === 0 &&
      new Set(numbers.map(({ number }) => number)).size === numbers.length,
    `${numbers.length} numbers of ${new Set(numbers.map(({ day }) => day)).size} days; of another day ${few(wrong.map(({ number }) => number))}; twice ${twice.length}`,
  );
}
