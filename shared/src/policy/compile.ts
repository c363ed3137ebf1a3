import type { Day } from '../kernel/index.ts';
import { addDays, firstDayOf, lastDayOf, yearOf } from '../kernel/index.ts';
import type {
  CompiledPolicy,
  DocumentRef,
  IdentityRules,
  PersonClass,
  TransitionRules,
  YearPolicy,
} from './compiled.ts';
import type { PolicyDocument } from './documents.ts';
import { missing, readOpen } from './figures.ts';
import { cite, findSection, listInForce, readingOf } from './sections.ts';
import type { CompileOptions, Law, Section } from './sections.ts';
import { compileBills, compileStandardCriticalIllness, compileTerms } from './terms.ts';

/**
 * The law of a region on one day, every figure an integer; null when no document of it is in force.
 * @throws InvalidInput `invalid_policy` on overlapping documents or figures
 */
export function compilePolicy(
  law: Law,
  options: CompileOptions & { readonly on: Day },
): CompiledPolicy | null {
  const { region, on } = options;
  const inForce = listInForce(law, region, on);
  if (inForce.length === 0) return null;
  const classes = findSection(inForce, 'classes', on);
  const compiledClasses = classes === null ? [] : compileClasses(classes);
  const populations = findSection(inForce, 'populations', on);
  const classOf: Record<string, number> = {};
  for (const category of populations?.value.categories ?? []) classOf[category] = -1;
  const unclassified = compileUnclassified(law, options, inForce);
  for (const category of Object.keys(unclassified)) classOf[category] = -1;
  compiledClasses.forEach(({ categories }, index) => {
    for (const category of categories) classOf[category] = index;
  });
  const owner = classes?.file.document.id ?? '';
  const several = classes?.file.classes_clause;
  const main = {
    region,
    on,
    year: yearOf(on),
    documents: inForce.map(refer),
    classes: compiledClasses,
    classOf,
    classesClause: { document: owner, article: several ?? classes?.value[0]?.clause ?? '' },
    severalClasses: several === undefined ? null : { document: owner, article: several },
    unclassified,
    terms: compileTerms(law, options, inForce, compiledClasses),
    standardCriticalIllness: compileStandardCriticalIllness(law, options, inForce),
    bills: compileBills(inForce, on),
    identities: compileIdentities(inForce, on),
    fund: compileFundName(inForce, on),
    transition: compileTransition(law, options, inForce),
    deferred: compileDeferred(law, options, inForce),
  };
  return deepFreeze(main);
}

/** The law of a region over a calendar year, cut where anything changes. Compile once and keep: it is frozen JSON. */
export function compileYear(law: Law, options: CompileOptions & { readonly year: number }): YearPolicy {
  const { region, year } = options;
  const starts = listChanges(law, region, year);
  const spans = starts.map((from, index) => {
    const next = starts[index + 1];
    const to = next === undefined ? lastDayOf(year) : addDays(next, -1);
    return { from, to, policy: compilePolicy(law, { ...options, on: from }) };
  });
  return deepFreeze({ region, year, spans });
}

/** The days of a year on which some document or dated figure of the region begins, or has just ended. */
function listChanges(law: Law, region: string, year: number): Day[] {
  const first = firstDayOf(year);
  const last = lastDayOf(year);
  const days = new Set<Day>([first]);
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { from, to } = node as { from?: unknown; to?: unknown };
    if (typeof from === 'string') days.add(from as Day);
    if (typeof from === 'string' && typeof to === 'string') days.add(addDays(to as Day, 1));
    for (const child of Object.values(node)) visit(child);
  };
  for (const file of law.documents) {
    if (file.region === region) visit({ ...file, articles: {} });
  }
  return [...days].filter((day) => day >= first && day <= last).sort();
}

function compileClasses({ file, value }: Section<'classes'>): PersonClass[] {
  return value.map(({ id, title, categories, clause }) => ({
    id,
    title,
    categories,
    clause: { document: file.document.id, article: clause },
  }));
}

/** Whoever holds one of these may be in a class that decides, and only the other document knows. */
function compileUnclassified(
  law: Law,
  options: CompileOptions & { readonly on: Day },
  inForce: readonly PolicyDocument[],
): CompiledPolicy['unclassified'] {
  const section = findSection(inForce, 'unclassified', options.on);
  if (section === null) return {};
  const { categories, deferred } = section.value;
  const reading = readingOf(law, options, section.file.document.id);
  const open = readOpen(reading, { deferred }, 'class');
  return Object.fromEntries(categories.map((category) => [category, open]));
}

function compileIdentities(inForce: readonly PolicyDocument[], on: Day): IdentityRules | null {
  const section = findSection(inForce, 'identities', on);
  if (section === null) return null;
  const validity = findSection(inForce, 'validity', on);
  const months = (validity?.value ?? []).map(
    ({ category, months: count }) => [category, Number(count)] as const,
  );
  return {
    onBetterClass: section.value.on_better_class,
    clause: { document: section.file.document.id, article: section.value.clause },
    validityMonths: Object.fromEntries(months),
  };
}

function compileFundName(inForce: readonly PolicyDocument[], on: Day): CompiledPolicy['fund'] {
  const section = findSection(inForce, 'fund', on);
  return section === null ? null : { name: section.value.name, clause: cite(section, section.value.clause) };
}

function compileTransition(
  law: Law,
  options: CompileOptions & { readonly on: Day },
  inForce: readonly PolicyDocument[],
): TransitionRules | null {
  const section = findSection(inForce, 'transition_benefits', options.on);
  if (section === null) return null;
  const { categories, to, clause } = section.value;
  const reading = readingOf(law, options, section.file.document.id);
  const cited = cite(section, clause);
  const end = reading.statistics.findTransitionEnd();
  return { categories, until: end?.day ?? missing(reading, 'transition.end', cited), to, clause: cited };
}

function compileDeferred(
  law: Law,
  options: CompileOptions & { readonly on: Day },
  inForce: readonly PolicyDocument[],
): CompiledPolicy['deferred'] {
  const entries = (
    [
      ['assistance', findSection(inForce, 'assistance', options.on)],
      ['tilt', findSection(inForce, 'tilt_assistance', options.on)],
      ['retroactive', findSection(inForce, 'retroactive', options.on)],
    ] as const
  ).flatMap(([name, section]) => {
    if (section === null || !('deferred' in section.value)) return [];
    const { to, clause } = section.value.deferred;
    const document = section.file.document.id;
    return [
      [name, missing(readingOf(law, options, document), name, { document, article: clause }, to)] as const,
    ];
  });
  return Object.fromEntries(entries);
}

function refer({ document }: PolicyDocument): DocumentRef {
  const { id, title, revision, effective } = document;
  if ('undated' in effective) return { id, title, revision, from: null, to: null };
  return { id, title, revision, from: effective.from as Day, to: (effective.to ?? null) as Day | null };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}
