// Types, lint and format of every package, and the law against itself, two at a time.
import { CommandFailed, run } from './children.mjs';
import { root } from './main.mjs';
import { programArguments, programs } from './programs.mjs';
import { say, step } from './progress.mjs';

const bin = (name) => `node_modules/.bin/${name}`;
const lint = (name, ...files) => ({
  name: `lint and types of ${name}`,
  command: bin('eslint'),
  args: ['-c', 'config/eslint.config.mjs', '--max-warnings', '0', ...files],
});
/** A process a program of the compiler's, the longest first; the linter reports what the compiler finds. */
const checks = [
  lint('test', 'test', '--ignore-pattern', 'test/miniapp'),
  lint('bff', 'bff'),
  lint('miniapp', 'miniapp'),
  lint('test/miniapp', 'test/miniapp'),
  lint('shared', 'shared'),
  lint(
    'the rest',
    '.',
    ...['test', 'bff', 'miniapp', 'shared'].flatMap((folder) => ['--ignore-pattern', folder]),
  ),
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
