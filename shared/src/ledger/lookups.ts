/**
 * What every bill asks of its policy, worked out once a policy: policies are frozen, so that it stays true.
 */
import type { ClassTerms, CompiledPolicy, DocumentRef, PersonClass } from '../policy/compiled.ts';
import { findClasses } from '../rules/index.ts';
import type { HeldClasses } from '../rules/index.ts';

/** A class with what is given to it. */
export type ClassLaw = { readonly personClass: PersonClass; readonly terms: ClassTerms };

type Lookups = {
  /** documents and revisions, as a decision names them */
  readonly documents: readonly Pick<DocumentRef, 'id' | 'revision'>[];
  /** whether any class is given 倾斜救助 */
  readonly tilts: boolean;
  /** whether any class is given ordinary outpatient assistance */
  readonly paysOutpatient: boolean;
  /** in the order of the policy's classes */
  readonly classes: readonly ClassLaw[];
  /** by class id */
  readonly termsOf: ReadonlyMap<string, ClassTerms>;
  /** the classes of a person who holds one category: nearly everybody */
  readonly heldBy: Map<string, HeldClasses>;
};

const lookupsOf = new WeakMap<CompiledPolicy, Lookups>();

export function lookUp(policy: CompiledPolicy): Lookups {
  const known = lookupsOf.get(policy);
  if (known !== undefined) return known;
  const classes = policy.classes.flatMap((personClass, index) => join(personClass, policy.terms[index]));
  const made: Lookups = {
    documents: policy.documents.map(({ id, revision }) => ({ id, revision })),
    tilts: policy.terms.some(({ tilt }) => tilt !== null),
    paysOutpatient: policy.terms.some(({ outpatient }) => outpatient !== null),
    classes,
    termsOf: new Map(classes.map(({ personClass, terms }) => [personClass.id, terms])),
    heldBy: new Map(),
  };
  lookupsOf.set(policy, made);
  return made;
}

function join(personClass: PersonClass, terms: ClassTerms | undefined): ClassLaw[] {
  return terms === undefined ? [] : [{ personClass, terms }];
}

/** @throws Error when the policy has no class in this place: a person's classes are places in the same policy */
export function getClass(policy: CompiledPolicy, index: number): ClassLaw {
  const found = lookUp(policy).classes[index];
  if (found === undefined) throw new Error(`the policy has no class ${index}`);
  return found;
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
