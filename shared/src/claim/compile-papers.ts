import type { Day } from '../kernel/index.ts';
import { invalidFile } from '../policy/check-file.ts';
import type { MergedPapers, NationalFile, RegionFile } from './papers.schema.ts';
import { checkKind } from './papers.schema.ts';
import type { BillSource, PaperKind, PaperLine, PaperLists } from './papers.ts';

type Edition = { readonly from: string; readonly lists: PaperLists };

/** The lists of every region, by the day from which they hold. */
export type PaperBook = {
  /**
   * What is asked for in a 统筹地区 on a day: its own entries where it has any, else the national ones; never those of
   * another region.
   * @throws Error on a day before the first list
   */
  readonly papersOf: (region: string, on: Day) => PaperLists;
  /** The files that wait for the local guide: what they say is borrowed from elsewhere. */
  readonly provisional: readonly { readonly file: string; readonly source: string }[];
};

/**
 * Lays each region's entries over the national ones, for every day on which either changes.
 * @throws InvalidInput `invalid_policy` naming the file and the place: a paper that nobody describes, a paper twice in a
 * list, two files from the same day
 */
export function compilePapers(national: readonly NationalFile[], regions: readonly RegionFile[]): PaperBook {
  if (national.length === 0) throw invalidFile('config/papers', [], 'there is no national.yaml');
  // First: a fault of a national file is named as one.
  const everywhere = editionsOf(national, []);
  const codes = [...new Set(regions.map(({ content }) => content.region))];
  const local = new Map(
    codes.map((code) => [
      code,
      editionsOf(
        national,
        regions.filter(({ content }) => content.region === code),
      ),
    ]),
  );
  const provisional = [...national, ...regions]
    .filter(({ content }) => content.status === 'provisional')
    .map(({ file, content: { source } }) => ({ file, source }));
  return {
    provisional,
    papersOf: (region, on) => {
      const edition = (local.get(region) ?? everywhere).findLast(({ from }) => from <= on);
      if (edition === undefined) throw new Error(`config/papers has no list for ${region} on ${on}`);
      return edition.lists;
    },
  };
}

function editionsOf(national: readonly NationalFile[], regional: readonly RegionFile[]): Edition[] {
  checkDays(national);
  checkDays(regional);
  const days = [...new Set([...national, ...regional].map(({ content }) => content.from))].sort();
  return days.flatMap((from) => {
    const base = inForce(national, from);
    return base === undefined ? [] : [{ from, lists: compile(base, inForce(regional, from)) }];
  });
}

function inForce<T extends NationalFile | RegionFile>(files: readonly T[], on: string): T | undefined {
  return files
    .filter(({ content }) => content.from <= on)
    .sort((a, b) => (a.content.from < b.content.from ? -1 : 1))
    .at(-1);
}

function checkDays(files: readonly (NationalFile | RegionFile)[]): void {
  const seen = new Map<string, string>();
  for (const { file, content } of files) {
    const other = seen.get(content.from);
    if (other !== undefined) throw invalidFile(file, ['from'], `${other} holds from the same day`);
    seen.set(content.from, file);
  }
}

function compile({ file, content: base }: NationalFile, own: RegionFile | undefined): PaperLists {
  const merged = own === undefined ? base : merge(base, own.content);
  const where = own?.file ?? file;
  const kinds = new Map(
    Object.entries(merged.papers).map(([paper, entry]) => [paper, compileKind(entry, where, paper)]),
  );
  const lines = (list: MergedLines, ...path: string[]) => compileLines(kinds, list, where, path);
  const ofBill = (kind: keyof MergedPapers['bills']): Record<BillSource, PaperLine[]> => ({
    platform: lines(merged.bills[kind].platform, 'bills', kind, 'platform'),
    paper: lines(merged.bills[kind].paper, 'bills', kind, 'paper'),
  });
  return {
    kinds,
    person: lines(merged.person, 'person'),
    bills: {
      inpatient: ofBill('inpatient'),
      chronic_outpatient: ofBill('chronic_outpatient'),
      special_drug: ofBill('special_drug'),
      ordinary_outpatient: ofBill('ordinary_outpatient'),
      other: ofBill('other'),
    },
    injury: lines(merged.injury, 'injury'),
    workingDays: Number(merged.working_days.days),
    workingDaysProvisional: merged.working_days.status === 'provisional',
  };
}

function merge(base: NationalFile['content'], own: RegionFile['content']): MergedPapers {
  const papers: MergedPapers['papers'] = { ...base.papers };
  for (const [paper, entry] of Object.entries(own.papers ?? {})) {
    papers[paper] = { ...papers[paper], ...entry };
  }
  const ofBill = (kind: keyof MergedPapers['bills']) => ({
    platform: own.bills?.[kind]?.platform ?? base.bills[kind].platform,
    paper: own.bills?.[kind]?.paper ?? base.bills[kind].paper,
  });
  return {
    papers,
    working_days: own.working_days ?? base.working_days,
    person: own.person ?? base.person,
    bills: {
      inpatient: ofBill('inpatient'),
      chronic_outpatient: ofBill('chronic_outpatient'),
      special_drug: ofBill('special_drug'),
      ordinary_outpatient: ofBill('ordinary_outpatient'),
      other: ofBill('other'),
    },
    injury: own.injury ?? base.injury,
  };
}

function compileKind(entry: object, file: string, paper: string): PaperKind {
  const { title, words, where, max_pages, reuse_months, may_excuse } = checkKind(entry, file, paper);
  return {
    title,
    words,
    source: where,
    maxPages: Number(max_pages),
    reuseMonths: reuse_months === undefined ? null : Number(reuse_months),
    mayExcuse: may_excuse,
  };
}

type MergedLines = readonly { paper: string; held_when?: PaperLine['heldWhen'] | undefined }[];

function compileLines(
  kinds: ReadonlyMap<string, PaperKind>,
  list: MergedLines,
  file: string,
  path: readonly string[],
): PaperLine[] {
  const seen = new Set<string>();
  return list.map(({ paper, held_when: heldWhen = null }, at) => {
    if (!kinds.has(paper)) throw invalidFile(file, [...path, at], `there is no paper "${paper}"`);
    if (seen.has(paper)) throw invalidFile(file, [...path, at], `${paper} stands twice`);
    seen.add(paper);
    return { paper, heldWhen };
  });
}
