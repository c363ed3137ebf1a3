/** What a claim is made of besides the law: the papers that are asked for, and the working calendar. */
import { basename } from 'node:path';

import {
  compileCalendar,
  compilePapers,
  parseCalendarYear,
  parseNationalPapers,
  parseRegionPapers,
  type PaperBook,
} from '@yijiutong/rules/claim';
import { InvalidInput, type WorkCalendar } from '@yijiutong/rules/kernel';

import { readFolder } from './yaml-files.ts';

export type ClaimData = PaperBook & { calendar: WorkCalendar };

/**
 * Reads and checks everything under `config/papers` and `config/calendar`.
 * @throws InvalidInput `invalid_policy` naming the file and what is wrong with it
 */
export async function readClaimData(configDir: string): Promise<ClaimData> {
  const [papers, years] = await Promise.all([
    readFolder(configDir, 'papers', parsePapers),
    readFolder(configDir, 'calendar', (value, file) => ({ file, content: parseCalendarYear(value, file) })),
  ]);
  const book = compilePapers(
    papers.flatMap(({ national }) => national ?? []),
    papers.flatMap(({ regional }) => regional ?? []),
  );
  return { ...book, calendar: compileCalendar(years) };
}

function parsePapers(value: unknown, file: string) {
  const name = basename(file);
  if (/^national(-\d{4})?\.yaml$/.test(name)) return { national: parseNationalPapers(value, file) };
  const [region] = /^\d{6}(?=(-\d{4})?\.yaml$)/.exec(name) ?? [];
  if (region === undefined) {
    throw new InvalidInput(
      'invalid_policy',
      `${file}: named neither national.yaml nor after a region such as 510400.yaml, with a year if there are several`,
      file,
    );
  }
  const regional = parseRegionPapers(value, file);
  if (regional.content.region === region) return { regional };
  throw new InvalidInput('invalid_policy', `${file}: region: it is ${regional.content.region}`, 'region');
}
