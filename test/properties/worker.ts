/** One process of `npm run properties`: chunk after chunk of years, each with a seed of its own. */
import { Policies, readDocuments } from './engine-year.ts';
import { runYears } from './run-years.ts';

const policies = new Policies(await readDocuments(process.cwd()));

export interface Chunk {
  readonly seed: number;
  readonly years: number;
  readonly every: number;
}

process.on('message', ({ seed, years, every }: Chunk) => {
  process.send!(runYears(policies, seed, years, every));
});
process.send!('ready');
