import { assemble } from '../../bff/src/assemble.ts';
import { ConfigError } from '../../bff/src/config.ts';
import { createLog } from '../../bff/src/log.ts';
import { sandboxEnvironment } from '../sandbox/credentials.ts';
import { testConfig } from '../support/app.ts';

test('production does not start on made-up figures, and names the files', async () => {
  const config = await testConfig({
    ...sandboxEnvironment('https://platform.example.gov.cn'),
    DATABASE_URL: 'mysql://nobody:nothing@127.0.0.1:1/none',
    NODE_ENV: 'production',
    METRICS_TOKEN: 'metrics-token-of-a-test',
    AUDIT_HEAD_FILE: '/srv/evidence/audit-head.json',
  });
  const lines: string[] = [];
  const starting = assemble(config, createLog('warn', { write: (line) => lines.push(line) }));
  await expect(starting).rejects.toThrow(
    /made-up figures.*config\/statistics of 510400.*config\/codes\/platform\.yaml.*config\/codes\/510400\.yaml.*config\/organisations\/510400\.yaml.*config\/notice\/messages\.yaml.*config\/notice\/sending\.yaml.*config\/notice\/mandate\.yaml/s,
  );
  // A list of papers that is only borrowed keeps nobody from aid: it is told.
  const told = lines.map((line) => JSON.parse(line) as Record<string, string>);
  expect(told.map(({ level, file }) => `${level} ${file}`)).toEqual([
    'warn config/papers/national.yaml',
    'warn config/papers/510400.yaml',
    'warn config/procedures/national.yaml',
    'warn config/procedures/420500.yaml',
  ]);
  expect(told[0]?.source).toContain('江苏省');
});

test('a folder of papers that cannot be one is refused by its name', async () => {
  const config = await testConfig({
    ...sandboxEnvironment('http://127.0.0.1:1'),
    DATABASE_URL: 'mysql://nobody:nothing@127.0.0.1:1/none',
    OBJECT_DIR: __filename,
  });
  const starting = assemble(config, createLog('silent'));
  await expect(starting).rejects.toThrow(ConfigError);
  await expect(starting).rejects.toThrow(/OBJECT_DIR .*assemble\.test\.ts cannot be used/);
});
