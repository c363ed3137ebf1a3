import { z } from 'zod';

import { checkFile } from '../policy/check-file.ts';

const clause = z.string().min(1).describe('path name as clauses.ts reads it from the text');

/** Why a clause gives nothing to calculate. */
const CLAUSE_KINDS = [
  'workflow',
  'organisation',
  'principle',
  'administration',
  'deferred',
  'definition',
  'monitoring',
] as const;

const ruleName = z
  .string()
  .regex(/^[a-z]+([_-][a-z]+)*$/, '要写文件里的一段，或者 shared/src/rules 里的一个文件名（不带 .ts）');

const clauseTableSchema = z
  .strictObject({
    document: z.string().min(1).describe('id of the policy document whose text this table accounts for'),
    opening: clause
      .default('印发通知')
      .describe('the name under which what stands before the first clause is cited'),
    clauses: z
      .array(
        z.union([
          z.strictObject({
            clause,
            rule: z.union([ruleName, z.array(ruleName).min(1)]),
            rest: z.string().min(1).optional().describe('what of the clause is not calculated, and why'),
          }),
          z.strictObject({
            clause,
            not_calculable: z.string().min(1).describe('why, in words that anybody understands'),
            kind: z.enum(CLAUSE_KINDS),
          }),
        ]),
      )
      .min(1),
  })
  .describe(
    'Every clause of one official document: the rule that implements it, or why nothing can be calculated.',
  );

/** A checked `<document-id>.clauses.yaml`. */
export type ClauseTable = z.infer<typeof clauseTableSchema>;
export type ClauseEntry = ClauseTable['clauses'][number];

/** Checks the form of a table. @throws InvalidInput `invalid_policy` naming file, path and reason */
export function parseClauseTable(value: unknown, file: string): ClauseTable {
  return checkFile(clauseTableSchema, value, file);
}

/** The names of the rules that implement a clause; none where nothing can be calculated. */
export function rulesOf(entry: ClauseEntry): readonly string[] {
  if (!('rule' in entry)) return [];
  return typeof entry.rule === 'string' ? [entry.rule] : entry.rule;
}
