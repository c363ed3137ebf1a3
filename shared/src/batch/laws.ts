/** The year's law as the batch asks for it: by day, by the categories held, by class. Worked out once a run. */
import { listAsked, listLacking } from '../ledger/index.ts';
import type { BillRules, ClassTerms, CompiledPolicy, Insurance, YearPolicy } from '../policy/compiled.ts';
import { findPolicy } from '../policy/compiled.ts';
import { findClasses, missingPrecedence } from '../rules/index.ts';
import { listCategories, listClasses, listDays } from './columns.ts';

/** What a bill counts for: assistance, assistance and 倾斜救助, or ordinary outpatient care. */
export type Sort = 'plain' | 'tilted' | 'outpatient';

/** A class under one law. */
export type ClassLaw = {
  /** index into `listClasses(policy)` */
  readonly index: number;
  readonly terms: ClassTerms;
  /** whether a bill can be reckoned */
  readonly complete: Readonly<Record<Insurance, Readonly<Record<Sort, boolean>>>>;
};

/** The classes held with a set of categories, most favourable first. */
export type Held = {
  readonly unknown: boolean;
  /** whether the classes differ in what such a bill asks for, and the document does not say which of them counts */
  readonly unsaid: Readonly<Record<Insurance, Readonly<Record<Sort, boolean>>>>;
  readonly classes: readonly ClassLaw[];
};

/** One document's span, or the time without any. */
export type Law = {
  readonly rules: BillRules | null;
  /** what a bill comes to where there are no rules for it */
  readonly without: 'incomplete' | 'not_in_force';
  readonly tilts: boolean;
  readonly paysOutpatient: boolean;
  /** whether bills of days without a class are counted (readings PZH-A8, YC-A12) */
  readonly countsWithoutClass: boolean;
  /** by index into `listClasses(policy)`; null for a class that the document does not know */
  readonly classes: readonly (ClassLaw | null)[];
  /** the classes that the categories of `held` stand for, by its bits */
  readonly heldBy: (bits: number) => Held;
};

/** The law of every day of the year, by place in `listDays`. */
export function listLaws(year: YearPolicy, withTilt: boolean): readonly Law[] {
  const classIds = listClasses(year);
  const categories = listCategories(year);
  const known = new Map<CompiledPolicy | null, Law>();
  const lawOf = (policy: CompiledPolicy | null): Law => {
    const made = known.get(policy) ?? makeLaw(policy, classIds, categories, withTilt);
    known.set(policy, made);
    return made;
  };
  return listDays(year.year).map((day) => lawOf(findPolicy(year, day)));
}

function makeLaw(
  policy: CompiledPolicy | null,
  classIds: readonly string[],
  categories: readonly string[],
  withTilt: boolean,
): Law {
  const classes = classIds.map((id, index) => {
    const terms = policy?.terms[policy.classes.findIndex((one) => one.id === id)];
    return policy === null || terms === undefined ? null : makeClass(policy, index, terms, withTilt);
  });
  const terms = policy?.terms ?? [];
  return {
    rules: policy?.bills ?? null,
    without: policy?.deferred.assistance === undefined ? 'not_in_force' : 'incomplete',
    tilts: withTilt && terms.some(({ tilt }) => tilt !== null),
    paysOutpatient: terms.some(({ outpatient }) => outpatient !== null),
    countsWithoutClass: policy?.identities?.onBetterClass === 'recompute',
    classes,
    heldBy: remember((bits) => findHeld(policy, categories, classes, classIds, bits)),
  };
}

function makeClass(policy: CompiledPolicy, index: number, terms: ClassTerms, withTilt: boolean): ClassLaw {
  const deferredTilt = withTilt ? (policy.deferred.tilt ?? null) : null;
  const whole = (insurance: Insurance, sort: Sort) => {
    const into = sort === 'outpatient' ? sort : 'assistance';
    return listLacking(terms, insurance, { into, tilted: sort === 'tilted' }, deferredTilt).length === 0;
  };
  const complete = (insurance: Insurance) => ({
    plain: whole(insurance, 'plain'),
    tilted: whole(insurance, 'tilted'),
    outpatient: whole(insurance, 'outpatient'),
  });
  return { index, terms, complete: { resident: complete('resident'), employee: complete('employee') } };
}

function findHeld(
  policy: CompiledPolicy | null,
  categories: readonly string[],
  classes: readonly (ClassLaw | null)[],
  classIds: readonly string[],
  bits: number,
): Held {
  const held = categories.filter((_, bit) => (bits & (2 ** bit)) !== 0);
  // The highest bit stands for any category that no document knows.
  if (policy === null || bits >= 2 ** 31) return { unknown: true, unsaid: SAID, classes: [] };
  const found = findClasses(policy, held);
  if ('unknown' in found) return { unknown: true, unsaid: SAID, classes: [] };
  return {
    unknown: false,
    unsaid: findUnsaid(policy, found.held),
    classes: found.held.flatMap((index) => classes[classIds.indexOf(policy.classes[index]?.id ?? '')] ?? []),
  };
}

const ALL_SAID = { plain: false, tilted: false, outpatient: false };
const SAID = { resident: ALL_SAID, employee: ALL_SAID };

function findUnsaid(policy: CompiledPolicy, held: readonly number[]): Held['unsaid'] {
  if (policy.severalClasses !== null || held.length < 2) return SAID;
  const unsaid = (insurance: Insurance, sort: Sort) => {
    const asked = { into: sort === 'outpatient' ? sort : ('assistance' as const), tilted: sort === 'tilted' };
    const givenTo = (index: number) => {
      const terms = policy.terms[index];
      return terms && listAsked(terms, insurance, asked);
    };
    return missingPrecedence(policy, held, givenTo) !== null;
  };
  const bySort = (insurance: Insurance) => ({
    plain: unsaid(insurance, 'plain'),
    tilted: unsaid(insurance, 'tilted'),
    outpatient: unsaid(insurance, 'outpatient'),
  });
  return { resident: bySort('resident'), employee: bySort('employee') };
}

function remember<T>(find: (bits: number) => T): (bits: number) => T {
  const known = new Map<number, T>();
  return (bits) => {
    const before = known.get(bits);
    if (before !== undefined) return before;
    const found = find(bits);
    known.set(bits, found);
    return found;
  };
}
