import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import type { WorkedCase } from './worked-case.ts';
import { REFERENCE_ANSWERS } from './worked-case.ts';

const folders = ['test/cases', 'test/cases/own'].map((folder) =>
  path.join(__dirname, '..', '..', '..', folder),
);

/** Questions with answers in words or of the fund's offices: no arithmetic of a person's bills. */
const BESIDE_BILLS = /-(layers|pooling|account|place-and-order)\.json$/;

function readCases(): WorkedCase[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /^(510400|420500).*\.json$/.test(name) && !BESIDE_BILLS.test(name))
      .map((name) => path.join(folder, name)),
  );
  return files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as WorkedCase[]);
}

/** A case that lacks a figure or names no class tests how the engine refuses, which is no arithmetic. */
function isAnswered({ expect: expected }: WorkedCase): boolean {
  return !('incomplete' in expected || 'missing' in expected || 'refused' in expected);
}

/** No arithmetic either: the cases themselves hold the engine to it. */
const SAID_BESIDE = new Set(['fund', 'mayGetMoreBy', 'undated']);

function figuresOf({ expect: expected }: WorkedCase) {
  return Object.fromEntries(Object.entries(expected).filter(([name]) => !SAID_BESIDE.has(name)));
}

const asked = readCases().filter((one) => one.question in REFERENCE_ANSWERS && isAnswered(one));

/** Both were worked from the clauses, apart from each other: the reference is right only if it finds the same. */
describe('the reference and the worked cases of 攀枝花 and 宜昌', () => {
  test('there is something to compare', () => {
    expect(asked.length).toBeGreaterThan(700);
  });

  test.each(asked.map((one) => [one.id, one] as const))('%s', (_, one) => {
    expect(REFERENCE_ANSWERS[one.question]!(one)).toMatchObject(figuresOf(one));
  });
});
