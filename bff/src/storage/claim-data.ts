/** What a claim is made of besides the law: the papers that are asked for, its road, and the working calendar. */
import { basename } from 'node:path';

import {
  compileCalendar,
  compilePapers,
  compileProcedures,
  parseCalendarYear,
  parseNationalPapers,
  parseNationalProcedures,
  parseRegionPapers,
  parseRegionProcedures,
  type PaperBook,
  type ProcedureBook,
} from '@yijiutong/rules/claim';
import { InvalidInput, type WorkCalendar } from '@yijiutong/rules/kernel';

import { readFolder } from './yaml-files.ts';

export type ClaimData = PaperBook & ProcedureBook & { calendar: WorkCalendar };

/**
 * Reads and checks everything under `config/papers`, `config/procedures` and `config/calendar`.
 * @throws InvalidInput `invalid_policy` naming the file and what is wrong with it
 */
export async function readClaimData(configDir: string): Promise<ClaimData> {
  const [papers, procedures, years] = await Promise.all([
    readFolder(configDir, 'papers', parsePapers),
    readFolder(configDir, 'procedures', parseProcedures),
    readFolder(configDir, 'calendar', (value, file) => ({ file, content: parseCalendarYear(value, file) })),
  ]);
  const book = compilePapers(
    papers.flatMap(({ national }) => national ?? []),
    papers.flatMap(({ regional }) => regional ?? []),
  );
  const roads = compileProcedures(
    procedures.flatMap(({ national }) => national ?? []),
    procedures.flatMap(({ regional }) => regional ?? []),
    book.codes,
  );
  return {
    ...book,
    ...roads,
    provisional: [...book.provisional, ...roads.provisional],
    calendar: compileCalendar(years),
  };
}

const parsePapers = readLayer(parseNationalPapers, parseRegionPapers);
const parseProcedures = readLayer(parseNationalProcedures, parseRegionProcedures);

type Layer<N, R> = { national?: N; regional?: R };

/** National files, and a region's own under its code. */
function readLayer<N, R extends { content: { region: string } }>(
  parseNational: (value: unknown, file: string) => N,
  parseRegion: (value: unknown, file: string) => R,
): (value: unknown, file: string) => Layer<N, R> {
  return (value, file) => {
    const region = regionOf(file);
    if (region === null) return { national: parseNational(value, file) };
    const regional = parseRegion(value, file);
    if (regional.content.region === region) return { regional };
    throw new InvalidInput('invalid_policy', `${file}: region: it is ${regional.content.region}`, 'region');
  };
}

/** Null: a national file. */
function regionOf(file: string): string | null {
  const name = basename(file);
  if (/^national(-\d{4})?\.yaml$/.test(name)) return null;
  const [region] = /^\d{6}(?=(-\d{4})?\.yaml$)/.exec(name) ?? [];
  if (region === undefined) {
    throw new InvalidInput(
      'invalid_policy',
      `${file}: named neither national.yaml nor after a region such as 510400.yaml, with a year if there are several`,
      file,
    );
  }
  return region;
}
