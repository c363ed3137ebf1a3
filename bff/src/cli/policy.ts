/** `npm run policy -- check|show|diff|new` */
import { systemClock } from '../clock.ts';
import { main } from './policy-runner.ts';

process.exitCode = await main(process.argv.slice(2), {
  root: process.cwd(),
  today: systemClock().today(),
  width: process.stdout.columns ?? 100,
});
