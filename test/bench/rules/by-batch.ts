/** The same people as columns: decided by one thread, and by all cores. Numbers in, numbers out: a batch reads no text. */
import assert from 'node:assert/strict';

import {
  OUTCOMES,
  decideBatch,
  newResult,
  packYears,
  type BatchColumns,
  type BatchResult,
} from '@yijiutong/rules/batch';
import { formatYuan, type Fen } from '@yijiutong/rules/kernel';
import type { YearPolicy } from '@yijiutong/rules/policy';

import type { BatchPool } from '../../../bff/src/batch/batch-pool.ts';
import type { Contestant } from '../measure.ts';
import { billOf } from './by-engine.ts';
import type { PersonYear } from './people.ts';

/** Every person this often: a city is larger than the sample. */
const times = 10;
const warmUps = 10;

export type City = { policy: YearPolicy; columns: BatchColumns; into: BatchResult };

export function packCity(policy: YearPolicy, years: readonly PersonYear[]): City {
  const people = years.map(({ category, bills }) => ({
    identities: [{ category, from: null, to: null }],
    insurance: 'resident' as const,
    bills: bills.map(billOf),
  }));
  const city = Array.from({ length: times }, () => people).flat();
  const columns = packYears(policy, city, SharedArrayBuffer);
  return { policy, columns, into: newResult(columns, SharedArrayBuffer) };
}

/** @throws when a batch gives any bill another amount */
export async function checkBatch(city: City, pool: BatchPool, expected: readonly string[][]): Promise<void> {
  const { policy, columns, into } = city;
  decideBatch(policy, columns, { withTilt: false, into });
  const pooled = newResult(columns, SharedArrayBuffer);
  // Every thread becomes quick only by running: the first of these are no part of the race.
  for (let turn = 0; turn < warmUps; turn += 1)
    await pool.decide(policy, columns, { withTilt: false, into: pooled });
  const amounts = Array.from({ length: times }, () => expected.flat()).flat();
  for (const { assistance, outcome } of [into, pooled]) {
    assert(outcome.every((code) => OUTCOMES[code] === 'granted'));
    assert.deepEqual(
      Array.from(assistance, (fen) => formatYuan(fen as Fen)),
      amounts,
    );
  }
}

export function batches({ policy, columns, into }: City, pool: BatchPool): Contestant[] {
  return [
    {
      name: 'batch',
      round: () => {
        decideBatch(policy, columns, { withTilt: false, into });
        return columns.day.length;
      },
    },
    {
      name: 'batch-all-cores',
      round: async () => {
        await pool.decide(policy, columns, { withTilt: false, into });
        return columns.day.length;
      },
    },
  ];
}
