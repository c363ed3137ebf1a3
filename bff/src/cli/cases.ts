/** `npm run cases -- [DIR]` */
import { main } from './case-runner.ts';

process.exitCode = await main(process.argv.slice(2), process.cwd());
