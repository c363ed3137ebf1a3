/**
 * Who the person is on a day. Readings YC-A12 and PZH-A8 (classes that begin, change and end within the year);
 * 宜昌 第五条: recognition as 因病致贫重病患者 ends by itself after twelve months.
 */
import type { Day } from '../kernel/index.ts';
import { lastDayOfMonths } from '../kernel/index.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import type { HeldClasses } from '../rules/index.ts';
import type { Identity } from './facts.ts';
import { findHeld } from './lookups.ts';

/** The last day of an identity under the policy: its own, or the end of its validity; null while open. */
export function lastDayOfIdentity(policy: CompiledPolicy, identity: Identity): Day | null {
  const months = policy.identities?.validityMonths[identity.category];
  if (months === undefined || identity.from === null) return identity.to;
  const validUntil = lastDayOfMonths(identity.from, months);
  return identity.to !== null && identity.to < validUntil ? identity.to : validUntil;
}

/** The categories held on a day. */
export function categoriesOn(policy: CompiledPolicy, identities: readonly Identity[], on: Day): string[] {
  const held: string[] = [];
  for (const identity of identities) {
    if (identity.from !== null && on < identity.from) continue;
    const last = lastDayOfIdentity(policy, identity);
    if (last === null || on <= last) held.push(identity.category);
  }
  return held;
}

/** The classes held on a day, most favourable first, or the category that the document does not know. */
export function classesOn(policy: CompiledPolicy, identities: readonly Identity[], on: Day): HeldClasses {
  return findHeld(policy, categoriesOn(policy, identities, on));
}

/** The days after `after`, up to and including `through`, on which some identity begins: in order, each once. */
export function listBeginnings(identities: readonly Identity[], after: Day, through: Day): Day[] {
  const days = new Set<Day>();
  for (const { from } of identities) if (from !== null && from > after && from <= through) days.add(from);
  return [...days].sort();
}
