import type { Day } from '../kernel/index.ts';
import { invalidFile } from '../policy/check-file.ts';
import { layEditions } from './editions.ts';
import type { MergedPapers, NationalFile, RegionFile } from './papers.schema.ts';
import { checkKind } from './papers.schema.ts';
import type { BillSource, PaperKind, PaperLine, PaperLists } from './papers.ts';

/** The lists of every region, by the day from which they hold. */
export type PaperBook = {
  /**
   * What is asked for in a 统筹地区 on a day: its own entries where it has any, else the national ones; never those of
   * another region.
   * @throws Error on a day before the first list
   */
  readonly papersOf: (region: string, on: Day) => PaperLists;
  /** Every kind of paper that any file describes. */
  readonly codes: ReadonlySet<string>;
  /** The files that wait for the local guide: what they say is borrowed from elsewhere. */
  readonly provisional: readonly { readonly file: string; readonly source: string }[];
};

/**
 * Lays each region's entries over the national ones, for every day on which either changes.
 * @throws InvalidInput `invalid_policy` naming the file and the place: a paper that nobody describes, a paper twice in a
 * list, two files from the same day
 */
export function compilePapers(national: readonly NationalFile[], regions: readonly RegionFile[]): PaperBook {
  const { at, provisional } = layEditions('config/papers', national, regions, compile);
  const files = [...national, ...regions];
  const codes = new Set(files.flatMap(({ content }) => Object.keys(content.papers ?? {})));
  return { provisional, codes, papersOf: at };
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
