/** `npm run audit -- verify|export` */
import { auditMain } from './audit-runner.ts';

process.exitCode = await auditMain(process.argv.slice(2), process.env, (line) => {
  console.log(line);
});
