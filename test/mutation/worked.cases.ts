// Every worked case as a test of its own, so that a change of the rules meets only the cases that reach it.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { answer } from '../../bff/src/cli/answer.ts';
import { parseCase } from '../../bff/src/cli/worked-case.ts';
import { readLaw } from '../../bff/src/storage/documents.ts';
import type { Law } from '../../shared/src/policy/index.ts';

const folder = path.join(process.cwd(), 'test/cases');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.json'),
);
const cases = files.flatMap((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as unknown[]);
let law: Law;

beforeAll(async () => {
  law = { ...(await readLaw(path.join(process.cwd(), 'config'))), statistics: [] };
});

test.each(cases.map((value) => [(value as { id: string }).id, value] as const))('%s', (_id, value) => {
  const asked = parseCase(value);
  expect(answer(law, asked, true).answer).toMatchObject(asked.expect ?? {});
});
