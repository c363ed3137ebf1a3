import type { Incomplete, Outcome, Refused, Step } from '@yijiutong/rules/kernel';
import { InvalidInput } from '@yijiutong/rules/kernel';
import type { CompiledPolicy, Law } from '@yijiutong/rules/policy';
import { compilePolicy } from '@yijiutong/rules/policy';

import { CaseError, getDay, getRegion, overridesOf } from './worked-case.ts';
import type { WorkedCase } from './worked-case.ts';

/** Keys as `expect` has them; beside them `refused` or `incomplete` where the rules gave no figure. */
export type Answer = {
  readonly answer: Readonly<Record<string, unknown>>;
  readonly explanations: readonly Step[];
};
export type Question = (law: Law, asked: WorkedCase, explain: boolean) => Answer;

export function plain(answer: Readonly<Record<string, unknown>>): Answer {
  return { answer, explanations: [] };
}

/** An answer with the tree of what the rules granted, where somebody asked for it. */
export function explained(
  answer: Readonly<Record<string, unknown>>,
  outcome: Outcome<unknown>,
  explain: boolean,
): Answer {
  const tree = explain && outcome.status === 'granted' ? outcome.explanation : null;
  return { answer, explanations: tree === null ? [] : [tree] };
}

/** Why there is no figure, in the keys of an answer. */
export function reasonOf(outcome: Refused | Incomplete): Record<string, unknown> {
  if (outcome.status === 'refused') return { refused: outcome.code };
  const { missing } = outcome;
  const deferredTo = missing.find((lack) => lack.deferredTo !== undefined)?.deferredTo;
  return {
    incomplete: true,
    missing: missing.map(({ name }) => name),
    ...(deferredTo === undefined ? {} : { deferredTo }),
  };
}

/** The policy of the case's day, or null when no document is in force. */
export function policyOf(law: Law, asked: WorkedCase): CompiledPolicy | null {
  const region = getRegion(law, asked.region);
  return compilePolicy(law, { region, on: getDay(asked), overrides: overridesOf(asked) });
}

/** What to say of an error that a case itself caused; anything else is a fault of the program and is thrown on. */
export function messageOf(error: unknown): string {
  if (error instanceof CaseError || error instanceof InvalidInput) return error.message;
  throw error;
}
