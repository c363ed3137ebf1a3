import type { Day } from '../kernel/index.ts';
import { invalidFile } from '../policy/check-file.ts';

/** A checked file of `config/`, which holds from a day on. */
export type DatedFile<Content extends { readonly from: string }> = {
  readonly file: string;
  readonly content: Content;
};

type Edition<T> = { readonly from: string; readonly made: T };
type Status = {
  readonly from: string;
  readonly status: 'published' | 'provisional';
  readonly source: string;
};

/** What holds in a region on a day, and the files that are borrowed from elsewhere. */
export type Editions<T> = {
  /** @throws Error on a day before the first national file */
  readonly at: (region: string, on: Day) => T;
  readonly provisional: readonly { readonly file: string; readonly source: string }[];
};

/**
 * Lays each region's files over the national ones, for every day on which either changes: its own entries where it has
 * any, else the national ones; never those of another region.
 * @param folder named by the errors, `config/papers`
 * @throws InvalidInput `invalid_policy` naming the file: no national one, two from the same day, or what `make` refuses
 */
export function layEditions<N extends Status, R extends Status & { readonly region: string }, T>(
  folder: string,
  national: readonly DatedFile<N>[],
  regions: readonly DatedFile<R>[],
  make: (national: DatedFile<N>, own: DatedFile<R> | undefined) => T,
): Editions<T> {
  if (national.length === 0) throw invalidFile(folder, [], 'there is no national.yaml');
  // First: a fault of a national file is named as one.
  const everywhere = editionsOf(national, [], make);
  const codes = [...new Set(regions.map(({ content }) => content.region))];
  const local = new Map(
    codes.map((code) => {
      const own = regions.filter(({ content }) => content.region === code);
      return [code, editionsOf(national, own, make)];
    }),
  );
  return {
    provisional: [...national, ...regions]
      .filter(({ content }) => content.status === 'provisional')
      .map(({ file, content: { source } }) => ({ file, source })),
    at: (region, on) => {
      const edition = (local.get(region) ?? everywhere).findLast(({ from }) => from <= on);
      if (edition === undefined) throw new Error(`${folder} has no list for ${region} on ${on}`);
      return edition.made;
    },
  };
}

function editionsOf<N extends Status, R extends Status, T>(
  national: readonly DatedFile<N>[],
  regional: readonly DatedFile<R>[],
  make: (national: DatedFile<N>, own: DatedFile<R> | undefined) => T,
): Edition<T>[] {
  checkDays(national);
  checkDays(regional);
  const days = [...new Set([...national, ...regional].map(({ content }) => content.from))].sort();
  return days.flatMap((from) => {
    const base = inForce(national, from);
    return base === undefined ? [] : [{ from, made: make(base, inForce(regional, from)) }];
  });
}

function inForce<F extends { readonly content: { readonly from: string } }>(
  files: readonly F[],
  on: string,
): F | undefined {
  return files
    .filter(({ content }) => content.from <= on)
    .sort((a, b) => (a.content.from < b.content.from ? -1 : 1))
    .at(-1);
}

function checkDays(files: readonly DatedFile<{ readonly from: string }>[]): void {
  const seen = new Map<string, string>();
  for (const { file, content } of files) {
    const other = seen.get(content.from);
    if (other !== undefined) throw invalidFile(file, ['from'], `${other} holds from the same day`);
    seen.set(content.from, file);
  }
}
