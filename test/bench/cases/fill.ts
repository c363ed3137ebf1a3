/** Ten thousand cases before the officers of one county, straight into the tables: what leads there is measured elsewhere. */
import type { Pool } from 'mysql2/promise';

import type { FieldCrypto } from '../../../bff/src/storage/crypto.ts';
import { newRecordId } from '../../../bff/src/storage/record-id.ts';
import { certnoOf } from './numbers.ts';

export const county = '510402';
const batch = 500;
const states = ['submitted', 'county_review', 'county_review', 'county_review', 'correction_asked'] as const;

/** One in nineteen overdue; amounts, classes and completeness as they come. */
export async function fillCounty(database: Pool, crypto: FieldCrypto, count: number): Promise<void> {
  const [first] = await insertPersons(database, crypto, count);
  for (let from = 0; from < count; from += batch) {
    const ids = Array.from({ length: Math.min(batch, count - from) }, (_, at) => from + at);
    await database.query(
      `INSERT INTO claim (public_id, person_id, region, place, village, state, kind, version, number, submissions,
         created_at, changed_at, submitted_at, working_days, working_days_provisional, due_on, due_provisional,
         days_left, step_due_on, needs, has_money) VALUES ?`,
      [ids.map((at) => claimRow(at, first! + at))],
    );
  }
  await database.query(
    `INSERT INTO claim_desk (claim_id, person_id, place, village, state, kind, number, due_on, harm, ease, weight,
       amount, weighed_at)
     SELECT claim_id, person_id, place, village, state, kind, number, step_due_on,
       1 + claim_id * 7 % 8, 1 + claim_id * 5 % 4, (1 + claim_id * 7 % 8) * (1 + claim_id * 5 % 4),
       claim_id * 137 % 900000, created_at FROM claim`,
  );
  await database.query('ANALYZE TABLE claim, claim_desk, person');
}

async function insertPersons(database: Pool, crypto: FieldCrypto, count: number): Promise<number[]> {
  const now = '2026-06-01 00:00:00.000';
  for (let from = 0; from < count; from += batch) {
    const rows = Array.from({ length: Math.min(batch, count - from) }, (_, at) => {
      const certno = certnoOf(from + at);
      const index = (purpose: string) => crypto.blindIndex(purpose, certno);
      return [index('psn_no'), index('certno'), county, 'resident', now, now];
    });
    await database.query(
      'INSERT INTO person (psn_no_index, certno_index, region, insurance, created_at, updated_at) VALUES ?',
      [rows],
    );
  }
  const [found] = await database.query('SELECT person_id FROM person ORDER BY person_id');
  const ids = (found as { person_id: number }[]).map(({ person_id: id }) => id);
  for (let from = 0; from < ids.length; from += batch) {
    const named = ids
      .slice(from, from + batch)
      .map((id) => [id, crypto.seal('欧阳娜', `person:${id}:name`)] as const);
    const cases = named.map(() => 'WHEN ? THEN ?').join(' ');
    await database.query(
      `UPDATE person SET name = CASE person_id ${cases} END WHERE person_id BETWEEN ? AND ?`,
      [...named.flat(), named[0]![0], named.at(-1)![0]],
    );
  }
  return ids;
}

function claimRow(at: number, personId: number): unknown[] {
  const state = states[at % states.length]!;
  const waits = state === 'correction_asked';
  const day = at % 19 === 0 ? '2026-01-05' : '2027-01-05';
  const village = `${county}90${1 + (at % 3)}00${1 + (at % 3)}`;
  const kind = at % 10 === 3 ? 'tilt' : 'reimbursement';
  const moment = '2026-06-01 00:00:00.000';
  return [
    ...[newRecordId(), personId, '510400', county, village, state, kind, 4],
    ...[`20260601${String(at).padStart(9, '0')}`, 1, moment, moment, moment, 10, 0],
    ...[waits ? null : day, 0, waits ? 6 : null, waits ? null : day, '[]', 1],
  ];
}
