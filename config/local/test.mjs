// `npm test`: checks, builds, and every suite in turn on one throw-away ground. Ends with `N passed, N failed`.
// With arguments (`npm test -- test/shared`) only jest runs, on what they name.
import { mkdtemp, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { bootstrap } from './bootstrap.mjs';
import { ensureBuilt } from './build.mjs';
import { checkTasks, inParallel } from './check.mjs';
import { ownFolder, startChild } from './children.mjs';
import { startGround } from './ground.mjs';
import { ensurePrograms } from './machine.mjs';
import { main, root } from './main.mjs';
import { programs, programArguments } from './programs.mjs';
import { elapsed, say } from './progress.mjs';

const suites = ['cases', 'weapp', 'journeys', 'fault'];

await main(async () => {
  const wanted = process.argv.slice(2);
  await bootstrap();
  const results = wanted.length > 0 ? [] : await checkAndBuild();
  const ground = await startGround();
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    DATABASE_URL: ground.databaseUrl,
    MIGRATION_DATABASE_URL: ground.migrationUrl,
    REDIS_URL: ground.redisUrl,
  };
  results.push(await suite('jest', () => runJest(env, wanted)));
  for (const name of wanted.length > 0 ? [] : suites)
    results.push(await suite(name, () => runSuite(name, env)));
  await ground.stop();

  const passed = sum(results, 'passed');
  const failed = sum(results, 'failed');
  for (const result of results.filter((one) => one.failed > 0))
    print(`✗ ${result.name}: ${result.failed} failed`);
  print(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

/** The builds that journeys drive go beside the checks: both keep one core busy. */
async function checkAndBuild() {
  await ensurePrograms(['browser', 'font']);
  const builds = ['weapp', 'h5'].map((target) => async () => {
    try {
      await ensureBuilt(target);
      return true;
    } catch (error) {
      say(`✗ ${error.message}`);
      return false;
    }
  });
  return [
    await suite('check', async () => {
      const held = await inParallel(2, [...checkTasks, ...builds]);
      const passed = held.filter(Boolean).length;
      return { passed, failed: held.length - passed };
    }),
  ];
}

/** Runs one suite, says how it went; one that breaks off counts as one failed. */
async function suite(name, work) {
  const began = Date.now();
  print(`\n── ${name}`);
  const counts = await work();
  const { passed, failed } = counts ?? { passed: 0, failed: 1 };
  print(`── ${name}: ${passed} passed, ${failed} failed (${elapsed(began)})`);
  return { name, passed, failed };
}

async function runJest(env, wanted) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yijiutong-jest-'));
  const remove = ownFolder(folder);
  const file = path.join(folder, 'report.json');
  const workers = Math.max(2, os.availableParallelism() - 1);
  const options = [
    '-c',
    'config/jest.config.mjs',
    '--json',
    `--outputFile=${file}`,
    `--maxWorkers=${workers}`,
  ];
  const child = startChild('jest', 'node_modules/.bin/jest', [...options, ...wanted], {
    cwd: root,
    env,
    onLine: print,
  });
  const { code } = await child.exited;
  const report = JSON.parse(await readFile(file, 'utf8').catch(() => 'null'));
  await remove();
  return report && countJest(report, code);
}

/** A file that did not load and a test that was skipped have proved nothing: they failed. */
function countJest(report, code) {
  const passed = report.numPassedTests;
  const failed =
    report.numFailedTests + report.numRuntimeErrorTestSuites + report.numPendingTests + report.numTodoTests;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** A suite of its own says its counts in its last line and agrees with them by its exit code. */
async function runSuite(name, env) {
  let last;
  const child = startChild(name, process.execPath, programArguments(programs[name]), {
    cwd: root,
    env,
    onLine: (line) => {
      print(line);
      last = /^(\d+) passed, (\d+) failed$/.exec(line.trim()) ?? last;
    },
  });
  const { code, how } = await child.exited;
  if (!last) {
    say(`✗ ${name} ended with ${how} before it gave its counts.`);
    return undefined;
  }
  const [passed, failed] = [Number(last[1]), Number(last[2])];
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function sum(results, key) {
  return results.reduce((total, result) => total + result[key], 0);
}

/** The report goes to stdout, whole: what is only for the one who waits goes to stderr. */
function print(line) {
  process.stdout.write(`${line}\n`);
}
