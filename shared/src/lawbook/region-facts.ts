/** What holds in a region on a day: the facts of every document in force, and the local figures under them. */
import type { Day } from '../kernel/index.ts';
import type { PolicyDocument } from '../policy/index.ts';
import { listInForce, readingOf } from '../policy/sections.ts';
import type { Law } from '../policy/sections.ts';
import { listFacts } from './facts.ts';
import type { Fact } from './facts.ts';
import { listStatisticFacts } from './statistic-facts.ts';

export type RegionFacts = {
  readonly documents: readonly { readonly file: PolicyDocument; readonly facts: readonly Fact[] }[];
  readonly statistics: readonly Fact[];
};

/** @param region 统筹地区 code: `findPoolingRegion` first */
export function listRegionFacts(law: Law, region: string, on: Day): RegionFacts {
  const documents = listInForce(law, region, on).map((file) => ({
    file,
    facts: listFacts(file, readingOf(law, { region, on }, file.document.id)),
  }));
  return { documents, statistics: listStatisticFacts(law, region, on) };
}
