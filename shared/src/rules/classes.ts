/**
 * 攀枝花 第四条、第十四条 · 宜昌 第四条、第十五条: who is in which class; a person with several identities is treated by the
 * most favourable one, never by two at once.
 * Readings GEN-CLASS (an unknown category refuses), PZH-A7 / YC-A8 (by what each class comes to; ties by class order), of
 * the documents that say 就高: of another, classes that differ leave the answer open.
 * Not modelled: county mappings of 其他特殊困难人员 in 攀枝花: a county adds the category to a class in its file.
 */
import type { Clause, Missing } from '../kernel/index.ts';
import type { ClausesByClass, CompiledPolicy, PersonClass } from '../policy/compiled.ts';

/** Indexes into `policy.classes`, most favourable first, or the category that the document does not know. */
export type HeldClasses = { readonly held: readonly number[] } | { readonly unknown: string };

/** The classes that these categories put a person in on the policy's day. Population groups are in none. */
export function findClasses(policy: CompiledPolicy, categories: readonly string[]): HeldClasses {
  const held: number[] = [];
  for (const category of categories) {
    const index = policy.classOf[category];
    if (index === undefined) return { unknown: category };
    if (index >= 0 && !held.includes(index)) held.push(index);
  }
  return { held: held.sort((a, b) => a - b) };
}

/** The clause that speaks of the class, or else of everybody; null where there is none. */
export function clauseFor(clauses: ClausesByClass | null, classId: string | null): Clause | null {
  return clauses?.[classId ?? 'all'] ?? clauses?.all ?? null;
}

/**
 * What is missing where somebody holds several classes that are not given the same, and the document does not say which of them
 * counts: 就高 is the law of the documents that write it, and nobody else's. Classes differ by figures, not by the clauses that
 * give them.
 * @param givenTo what a class is given of the benefit that is asked for, as data
 */
export function missingPrecedence(
  { severalClasses, classesClause, region, on }: CompiledPolicy,
  held: readonly number[],
  givenTo: (index: number) => unknown,
): Missing | null {
  if (severalClasses !== null || held.length < 2) return null;
  const given = new Set(held.map((index) => figuresOf(givenTo(index))));
  if (given.size < 2) return null;
  return { what: 'figure', name: 'severalClasses', region, day: on, clause: classesClause };
}

/** Where a figure stands, and what it was taken from: not what it comes to. */
const CITED = new Set(['clause', 'clauses', 'relies']);

function figuresOf(given: unknown): string {
  return JSON.stringify(given ?? null, (key, value: unknown) => (CITED.has(key) ? undefined : value));
}

/** The held class with the highest total; a tie goes to the class that stands first. */
export function chooseClass(held: readonly number[], totalOf: (index: number) => number): number | null {
  let best: number | null = null;
  let bestTotal = -1;
  for (const index of held) {
    const total = totalOf(index);
    if (total > bestTotal) {
      best = index;
      bestTotal = total;
    }
  }
  return best;
}

/** The category among those held that belongs to the class. */
export function categoryOf(personClass: PersonClass, categories: readonly string[]): string {
  return categories.find((category) => personClass.categories.includes(category)) ?? personClass.title;
}
