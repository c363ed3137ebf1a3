/**
 * `npm run bench -- [rules|http|upload|cases|phone …]`: figures side by side in one run, one a line: `name value unit (ratio to what)`.
 * Nothing here passes or fails: a machine's speed is not a fact about the program, a ratio nearly is.
 */
import os from 'node:os';

import { main } from '../../config/local/main.mjs';
import { benchCases } from './cases/cases.bench.ts';
import { benchHttp } from './http/http.bench.ts';
import { benchPhone } from './phone/phone.bench.ts';
import { benchRules } from './rules/rules.bench.ts';
import { benchUpload } from './upload/upload.bench.ts';

const benches: Record<string, () => Promise<void>> = {
  rules: benchRules,
  http: benchHttp,
  upload: benchUpload,
  cases: benchCases,
  phone: benchPhone,
};

await main(async () => {
  const given = process.argv.slice(2);
  const unknown = given.filter((name) => benches[name] === undefined);
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}.`);
    return 1;
  }
  const cpu = os.cpus()[0]?.model ?? 'unknown processor';
  console.log(`Node ${process.version}, ${os.availableParallelism()} cores of ${cpu}`);
  for (const name of given.length === 0 ? Object.keys(benches) : given) await benches[name]!();
  return 0;
});
