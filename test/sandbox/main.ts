/** The doubles as one process, with the invented families in it: `npm start` runs it beside the BFF. */
import { join, resolve } from 'node:path';

import { maskPhone } from './families/accounts.ts';
import { loadFamilies } from './families/load.ts';
import { startSandbox } from './sandbox.ts';

const configDir = resolve(process.env.CONFIG_DIR ?? join(import.meta.dirname, '../../config'));
const families = await loadFamilies(configDir);
const sandbox = await startSandbox({
  port: Number(process.env.SANDBOX_PORT ?? 0),
  host: process.env.HOST ?? '127.0.0.1',
  families,
  onSms: ({ phone, text }) => console.log(`短信 → ${maskPhone(phone)}: ${text}`),
});
console.log(`sandbox ready at ${sandbox.url}: ${families.people.length} people`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));
}
