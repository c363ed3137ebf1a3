// `npm run <name> -- <arguments>`: brings what the program needs, then gets out of its way.
import { bootstrap } from './bootstrap.mjs';
import { ensureBuilt, sizes } from './build.mjs';
import { checkTasks, inParallel } from './check.mjs';
import { runInherited } from './children.mjs';
import { demoEnvironment } from './demo-environment.mjs';
import { startGround } from './ground.mjs';
import { ensurePrograms } from './machine.mjs';
import { main } from './main.mjs';
import { programArguments, programs } from './programs.mjs';
import { Stop } from './progress.mjs';

const [name, ...given] = process.argv.slice(2);

await main(async () => {
  await bootstrap();
  if (name === 'check') return check();
  if (name === 'build') return build();
  const program = programs[name];
  if (!program)
    throw new Stop(`There is no ${name}; there are: check, build, ${Object.keys(programs).join(', ')}.`);

  await ensurePrograms(program.machine ?? []);
  for (const target of program.builds ?? []) await ensureBuilt(target);
  const ground = program.ground ? await startGround() : undefined;
  const env = ground
    ? {
        ...process.env,
        DATABASE_URL: ground.databaseUrl,
        MIGRATION_DATABASE_URL: ground.migrationUrl,
        REDIS_URL: ground.redisUrl,
      }
    : { ...(program.demo ? await demoEnvironment() : {}), ...process.env };
  const code = await runInherited(name, process.execPath, programArguments(program, given), { env });
  await ground?.stop();
  return code;
});

async function check() {
  const tidy = async () =>
    (await runInherited('tidy', 'node_modules/.bin/jest', [
      '-c',
      'config/jest.config.mjs',
      '--selectProjects',
      'tidy',
    ])) === 0;
  const held = await inParallel(2, [...checkTasks, tidy]);
  return held.every(Boolean) ? 0 : 1;
}

async function build() {
  for (const target of ['weapp', 'h5']) await ensureBuilt(target);
  process.stdout.write(`${(await sizes()).join('\n')}\n`);
  return 0;
}
