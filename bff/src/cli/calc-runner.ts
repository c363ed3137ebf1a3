/** `npm run calc -- --region CODE [--on DAY] FILE|- [--json]`: one decision with its explanation. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

import type { Clause, Step } from '@yijiutong/rules/kernel';
import { BENEFIT_STEP_IDS, parseDay } from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';
import { tellBenefit, tellBenefitOfficer, tellOfficer, tellResident } from '@yijiutong/rules/words';

import { readLaw } from '../storage/documents.ts';
import { answer } from './answer.ts';
import { messageOf } from './outcome.ts';
import type { Answer } from './outcome.ts';
import { CaseError, parseCase } from './worked-case.ts';

const USAGE = 'usage: npm run calc -- --region 510400 [--on 2024-03-05] [--json] FILE|-';

/** The command: prints the decision and returns the exit code. `input` stands for `-`. */
export async function main(
  args: readonly string[],
  root: string,
  input: NodeJS.ReadableStream,
): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    const [file] = positionals;
    if (file === undefined) throw new CaseError(USAGE);
    const given = readJson(
      file === '-' ? await text(input) : await readFile(resolve(root, file), 'utf8'),
      file,
    );
    const law = await readLaw(join(root, 'config'));
    if (values.on !== undefined) parseDay(values.on, '--on');
    const asked = parseCase(complete(given, values));
    const came = answer(law, asked, true);
    const shown = values.json === true ? `${JSON.stringify(came, null, 2)}\n` : present(law, came);
    process.stdout.write(shown);
    return 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A folder is no file either; reading one names no path.
    const absent = code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
    process.stderr.write(`${absent ? `There is no file ${args.join(' ')}` : messageOf(error)}\n`);
    return 1;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { region: { type: 'string' }, on: { type: 'string' }, json: { type: 'boolean' } },
    });
  } catch (cause) {
    throw new CaseError(`${cause instanceof Error ? cause.message : String(cause)}\n${USAGE}`);
  }
}

/** What the command line says takes the place of what the file says; the question is `assistance` unless it says more. */
function complete(
  given: unknown,
  { region, on }: { region?: string | undefined; on?: string | undefined },
): unknown {
  if (typeof given !== 'object' || given === null) return given;
  if (Array.isArray(given))
    throw new CaseError('a list of cases: calc takes one (for a folder of them: npm run cases)');
  return {
    question: 'assistance',
    withTilt: true,
    ...given,
    ...(region === undefined ? {} : { region }),
    ...(on === undefined ? {} : { on }),
  };
}

function readJson(content: string, file: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    throw new CaseError(`${file}: not JSON`);
  }
}

/** The answer as text: its figures, then each explanation as a tree, to an officer and to the family. */
export function present(law: Law, { answer: figures, explanations }: Answer): string {
  const lines = Object.entries(figures).map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  for (const step of explanations) lines.push('', ...presentStep(law, step, ''), ...inBothVoices(step));
  return `${lines.join('\n')}\n`;
}

function presentStep(law: Law, step: Step, indent: string): string[] {
  const how = step.operation === '' ? '' : ` = ${step.operation}`;
  const from =
    step.operation === '' && step.inputs.length > 0 ? `（${step.inputs.map(inWords).join('，')}）` : '';
  const line = `${indent}${step.label}：${step.result}${how}${from}  〔${cite(law, step.clause)}〕`;
  return [line, ...step.steps.flatMap((under) => presentStep(law, under, `${indent}  `))];
}

/** What an officer is told of the tree, and what the family is told. */
function inBothVoices(step: Step): string[] {
  const apart = (BENEFIT_STEP_IDS as readonly string[]).includes(step.step);
  const officer = apart ? tellBenefitOfficer(step) : tellOfficer(step);
  const family = apart ? tellBenefit(step) : tellResident(step);
  return [
    '',
    '对工作人员说：',
    ...officer.map((line) => `  ${line}`),
    '',
    '对家里人说：',
    ...family.map(({ title, sentence }) => `  ${title}：${sentence}`),
  ];
}

function inWords({ label, value }: Step['inputs'][number]): string {
  return `${label} ${value}`;
}

function cite(law: Law, { document, article }: Clause): string {
  const title = law.documents.find((file) => file.document.id === document)?.document.title;
  return title === undefined ? article : `${title} ${article}`;
}
