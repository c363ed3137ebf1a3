/** `npm run calc -- --region CODE [--on DAY] [--json] FILE|-` */
import { main } from './calc-runner.ts';

process.exitCode = await main(process.argv.slice(2), process.cwd(), process.stdin);
