// The law as packs: compiled once for a region and a year, and the same for everybody.
import type { PolicyPackReply, PolicyRegionsReply } from '@yijiutong/rules/contract';
import type { Day } from '@yijiutong/rules/kernel';
import { compilePack, findPoolingRegion, listPackRegions, type Law } from '@yijiutong/rules/policy';

import { AppError } from '../error.ts';

export interface Packs {
  regions: (on: Day) => PolicyRegionsReply;
  /** @throws {AppError} 404 `region_unknown`: no document speaks of the region in that year */
  get: (admdvs: string, year: number) => PolicyPackReply;
}

export function createPacks(law: Law): Packs {
  let listed: { on: Day; reply: PolicyRegionsReply } | null = null;
  const packs = new Map<string, PolicyPackReply>();
  return {
    regions(on) {
      if (listed?.on !== on) listed = { on, reply: { regions: listPackRegions(law, on) } };
      return listed.reply;
    },
    get(admdvs, year) {
      // A county's pack is its city's: what is kept is bounded by the cities and the years that the contract lets in.
      const region = findPoolingRegion(law.regions, admdvs)?.code;
      const key = `${region ?? ''} ${year}`;
      const known = packs.get(key);
      if (known !== undefined) return known;
      const pack = region === undefined ? null : compilePack(law, { region, year });
      if (pack === null) {
        const message = `no policy document of ${admdvs} is in force in ${year}; GET /api/v1/policy-packs lists the regions`;
        throw new AppError(404, 'region_unknown', message);
      }
      // Plain JSON of the rules' own form: the contract promises its frame only.
      const made = pack as unknown as PolicyPackReply;
      packs.set(key, made);
      return made;
    },
  };
}
