import type { Clause, Day } from '../kernel/index.ts';
import { InvalidInput, yearOf } from '../kernel/index.ts';
import type { ClausesByClass } from './compiled.ts';
import type { PolicyDocument, Regions, Statistics } from './documents.ts';
import type { Reading } from './figures.ts';
import { StatisticSource } from './statistics.ts';

/** The law of all regions, as read from `config/`. */
export type Law = {
  readonly documents: readonly PolicyDocument[];
  readonly statistics: readonly Statistics[];
  readonly regions: Regions;
};

export type CompileOptions = {
  /** 统筹地区 code, e.g. 510400: `findPoolingRegion` first */
  readonly region: string;
  /** figures given with the case, by name (any year) or `name@year`; null = "there is none" (a cap) */
  readonly overrides?: Readonly<Record<string, string | null>>;
};

export type SectionName = Exclude<keyof PolicyDocument, 'document' | 'region' | 'articles'>;
/** A section of the law and the document that it stands in. */
export type Section<N extends SectionName> = {
  readonly file: PolicyDocument;
  readonly value: NonNullable<PolicyDocument[N]>;
};

/** The documents of a region in force on a day; an undated one is in force on any day (reading GEN-EFFECTIVE). */
export function listInForce(law: Law, region: string, on: Day): PolicyDocument[] {
  return law.documents.filter((file) => {
    if (file.region !== region) return false;
    const effective = file.document.effective;
    if ('undated' in effective) return true;
    return effective.from <= on && (effective.to === undefined || on <= effective.to);
  });
}

/**
 * The one section of that name in force, or null.
 * @throws InvalidInput `invalid_policy` when two documents give it for the same day: nobody could say which holds
 */
export function findSection<N extends SectionName>(
  inForce: readonly PolicyDocument[],
  name: N,
  on: Day,
): Section<N> | null {
  const files = inForce.filter((file) => file[name] !== undefined);
  const file = files[0];
  if (file === undefined) return null;
  if (files.length > 1) {
    const ids = files.map(({ document }) => document.id).join(', ');
    throw new InvalidInput('invalid_policy', `${name} is given by ${ids} for the same day ${on}`, name);
  }
  return { file, value: file[name] as NonNullable<PolicyDocument[N]> };
}

/** What a section's figures are read with on a day. */
export function readingOf(
  law: Law,
  options: CompileOptions & { readonly on: Day },
  document: string,
): Reading {
  const { region, on } = options;
  const file = law.statistics.find((statistics) => statistics.region === region) ?? null;
  const statistics = new StatisticSource(file, options.overrides);
  return { region, on, year: yearOf(on), document, statistics };
}

/** A clause of the document that a section stands in. */
export function cite(section: Section<SectionName>, article: string): Clause {
  return { document: section.file.document.id, article };
}

/** The same for each class. */
export function citeByClass(
  section: Section<SectionName>,
  clauses: Readonly<Record<string, { readonly clause: string }>>,
): ClausesByClass {
  return Object.fromEntries(Object.entries(clauses).map(([id, { clause }]) => [id, cite(section, clause)]));
}
