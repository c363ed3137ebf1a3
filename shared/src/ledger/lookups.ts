/**
 * What every bill asks of its policy, worked out once a policy: policies are frozen, so that it stays true.
 */
import type { ClassTerms, CompiledPolicy, DocumentRef } from '../policy/compiled.ts';
import { findClasses } from '../rules/index.ts';
import type { HeldClasses } from '../rules/index.ts';

type Lookups = {
  /** documents and revisions, as a decision names them */
  readonly documents: readonly Pick<DocumentRef, 'id' | 'revision'>[];
  /** whether any class is given 倾斜救助 */
  readonly tilts: boolean;
  /** whether any class is given ordinary outpatient assistance */
  readonly paysOutpatient: boolean;
  /** by class id */
  readonly termsOf: ReadonlyMap<string, ClassTerms>;
  /** the classes of a person who holds one category: nearly everybody */
  readonly heldBy: Map<string, HeldClasses>;
};

const lookupsOf = new WeakMap<CompiledPolicy, Lookups>();

export function lookUp(policy: CompiledPolicy): Lookups {
  const known = lookupsOf.get(policy);
  if (known !== undefined) return known;
  const made: Lookups = {
    documents: policy.documents.map(({ id, revision }) => ({ id, revision })),
    tilts: policy.terms.some(({ tilt }) => tilt !== null),
    paysOutpatient: policy.terms.some(({ outpatient }) => outpatient !== null),
    termsOf: new Map(policy.classes.flatMap(({ id }, index) => pair(id, policy.terms[index]))),
    heldBy: new Map(),
  };
  lookupsOf.set(policy, made);
  return made;
}

function pair(id: string, terms: ClassTerms | undefined): [string, ClassTerms][] {
  return terms === undefined ? [] : [[id, terms]];
}

/** As `findClasses`, remembered for a single category. */
export function findHeld(policy: CompiledPolicy, categories: readonly string[]): HeldClasses {
  const [only] = categories;
  if (only === undefined || categories.length > 1) return findClasses(policy, categories);
  const { heldBy } = lookUp(policy);
  const known = heldBy.get(only);
  if (known !== undefined) return known;
  const found = findClasses(policy, categories);
  // A name that the policy does not know is a caller's to make up: remembered, any number of them would stay.
  if (!('unknown' in found)) heldBy.set(only, found);
  return found;
}
