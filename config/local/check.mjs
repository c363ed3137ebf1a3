// Types, lint and format of every package, and the law against itself, two at a time.
import { CommandFailed, run } from './children.mjs';
import { root } from './main.mjs';
import { programArguments, programs } from './programs.mjs';
import { say, step } from './progress.mjs';

const bin = (name) => `node_modules/.bin/${name}`;
const packages = ['test', 'bff', 'miniapp', 'shared'];

/** One thread each: the compiler's own threads would check much of what they share once more. */
const types = (folder) => ({
  name: `types of ${folder}`,
  command: process.execPath,
  args: ['node_modules/typescript-7/bin/tsc', '--singleThreaded', '-p', folder],
});
const typedLint = (folder) => ({
  name: `lint with types of ${folder}`,
  command: bin('oxlint'),
  args: ['--type-aware', '--report-unused-disable-directives-severity=error', folder],
});

/** The longest first. */
const checks = [
  {
    name: 'lint',
    command: bin('eslint'),
    args: ['-c', 'config/eslint.config.mjs', '--max-warnings', '0', '.'],
  },
  ...packages.map(typedLint),
  { name: 'lint of the launcher', command: bin('oxlint'), args: ['config'] },
  // The phone's compiler reads what it takes from the rules under the phone's own, older `lib`.
  ...[...packages, 'test/miniapp'].map(types),
  { name: 'policy', command: process.execPath, args: programArguments(programs.policy, ['check']) },
  { name: 'format', command: bin('prettier'), args: ['-c', '--config', 'config/prettier.config.mjs', '.'] },
];

/** One task a check; each resolves with whether it held, after having said what did not. */
export const checkTasks = checks.map(({ name, command, args }) => async () => {
  const lines = [];
  try {
    await step(`Checking: ${name}`, () =>
      run(name, command, args, { cwd: root, onLine: (line) => lines.push(line) }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    say([`✗ ${name}`, ...lines].join('\n'));
    return false;
  }
});

/** Runs the tasks, `width` at a time, in order; their results in order. */
export async function inParallel(width, tasks) {
  const results = [];
  let next = 0;
  const lane = async () => {
    while (next < tasks.length) {
      const mine = next++;
      results[mine] = await tasks[mine]();
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}
