/** `npm run policy`: the tools of whoever keeps the law. */
import { InvalidInput } from '@yijiutong/rules/kernel';

import { USAGE, UsageError } from './policy-arguments.ts';
import type { Desk } from './policy-arguments.ts';
import { check } from './policy-check.ts';
import { diff } from './policy-diff.ts';
import { begin } from './policy-new.ts';
import { show } from './policy-show.ts';

/** What a command has to say, and whether all was well. */
export type Said = { readonly text: string; readonly code: 0 | 1 };
export type Command = (args: readonly string[], desk: Desk) => Promise<Said>;

const commands: Readonly<Record<string, Command>> = { check, show, diff, new: begin };

/** Prints what the command says and returns the exit code: 1 what was checked does not hold, 2 nothing could be done. */
export async function main(args: readonly string[], desk: Desk): Promise<number> {
  try {
    const { text, code } = await run(args, desk);
    process.stdout.write(`${text}\n`);
    return code;
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof InvalidInput)) throw error;
    const advice = error instanceof InvalidInput ? '\n所有的问题都在这里：npm run policy -- check' : '';
    process.stderr.write(`${error.message}${advice}\n`);
    return 2;
  }
}

async function run([name, ...args]: readonly string[], desk: Desk): Promise<Said> {
  if (name === undefined || name === '--help' || args.includes('--help')) return { text: USAGE, code: 0 };
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(`没有“${name}”这个命令\n\n${USAGE}`);
  return command(args, desk);
}
