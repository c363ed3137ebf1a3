// npm run staff -- …: who signs in before there is an administrator, and who lets one in again who locked herself out.
import { staffMain } from './staff-runner.ts';

process.exitCode = await staffMain(process.argv.slice(2), process.env, (line) => console.log(line));
