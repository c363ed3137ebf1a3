import type { z } from 'zod';

import { InvalidInput } from '../kernel/index.ts';
import { tellIssue } from './issue-words.ts';

/**
 * Holds one parsed YAML file against its schema.
 * @param file named by the error
 * @throws InvalidInput `invalid_policy` naming file, path and reason
 */
export function checkFile<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = listIssues(schema, value)[0] ?? { path: [], message: '写法不对' };
  throw invalidFile(file, path, message);
}

/** Everything that is wrong with the form of a parsed YAML file, and where; nothing when it holds. */
export function listIssues(
  schema: z.ZodType,
  value: unknown,
): readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  return (schema.safeParse(value, { error: tellIssue }).error?.issues ?? []).map(deepest);
}

type Issue = z.core.$ZodIssue;

/** Where a value that fits none of several forms comes nearest to one: that is what its writer meant. */
function deepest(issue: Issue): { readonly path: readonly PropertyKey[]; readonly message: string } {
  if (issue.code !== 'invalid_union') return issue;
  let found: { readonly path: readonly PropertyKey[]; readonly message: string } = issue;
  for (const inner of issue.errors.flat().map(deepest)) {
    const path = [...issue.path, ...inner.path];
    if (path.length > found.path.length) found = { path, message: inner.message };
  }
  return found;
}

/** What is wrong with a file of `config/`, and where in it. */
export function invalidFile(file: string, path: readonly PropertyKey[], reason: string): InvalidInput {
  const where = path.map(String).join('.');
  return new InvalidInput('invalid_policy', `${file}: ${where === '' ? '' : `${where}: `}${reason}`, where);
}
