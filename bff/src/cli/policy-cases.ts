/** Worked cases as the check of the law sees them: which documents and rules each of them touches. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Day } from '@yijiutong/rules/kernel';
import { InvalidInput, addDays, isDay } from '@yijiutong/rules/kernel';
import type { AskedCase } from '@yijiutong/rules/lawbook';
import type { Law } from '@yijiutong/rules/policy';
import { listInForce } from '@yijiutong/rules/policy';

import { answer } from './answer.ts';
import { CaseError, parseCase, regionWithDocuments } from './worked-case.ts';
import type { WorkedCase } from './worked-case.ts';

/** Answers every case below the folder. One that cannot be asked touches nothing; `npm run cases` says why. */
export async function askCases(law: Law, folder: string): Promise<AskedCase[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const lists = await Promise.all(files.map(async (file) => parseList(await readFile(file, 'utf8'))));
  // A case brings its own statistics.
  const bare: Law = { ...law, statistics: [] };
  return lists.flat().flatMap((value) => askCase(bare, value) ?? []);
}

function parseList(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function askCase(law: Law, value: unknown): AskedCase | null {
  try {
    const asked = parseCase(value);
    const region = regionWithDocuments(law, asked);
    const documents = new Set(
      daysOf(asked).flatMap((on) => listInForce(law, region, on).map(({ document }) => document.id)),
    );
    const { explanations } = answer(law, asked, true);
    return { question: asked.question, documents: [...documents], explanations };
  } catch (error) {
    if (error instanceof CaseError || error instanceof InvalidInput) return null;
    throw error;
  }
}

/** The days that a case speaks of, and those just before and after: a case on the day before a document holds its first day. */
function daysOf({ on, person, settlements = [] }: WorkedCase): Day[] {
  const named = [on, person?.recognisedOn, ...settlements.map(({ date }) => date)];
  const days = named.filter((text): text is Day => text !== undefined && isDay(text));
  return [...new Set(days.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]))];
}
