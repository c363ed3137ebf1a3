// The places of config/organisations, to be asked by code.
import type { PlacesReply } from '@yijiutong/rules/contract';
import { findPoolingRegion, type Law } from '@yijiutong/rules/policy';

import type { CountyOfFile, NamedOrganisation, RegionPlaces } from './organisation.files.ts';

/** A village with what it lies in. */
export interface VillagePlace {
  code: string;
  name: string;
  township: { code: string; name: string };
  county: { code: string; name: string };
}

export interface Directory {
  /** Every organisation that a file names. */
  organisations: readonly NamedOrganisation[];
  /** The files whose names are made up. */
  illustrative: readonly string[];
  findVillage: (code: string) => VillagePlace | undefined;
  /** Where somebody of this 医保区划 can live; `undefined`: no table of regions knows it. The same object every time. */
  findPlaces: (region: string) => PlacesReply | undefined;
}

export function createDirectory(files: readonly RegionPlaces[], regions: Law['regions']): Directory {
  const villages = new Map(
    files.flatMap(({ counties }) => counties.flatMap(listVillages)).map((village) => [village.code, village]),
  );
  const lists = new Map<string, PlacesReply>();
  return {
    organisations: files.flatMap(({ organisations }) => organisations),
    illustrative: files.filter(({ illustrative }) => illustrative).map(({ file }) => file),
    findVillage: (code) => villages.get(code),
    findPlaces(region) {
      const city = findPoolingRegion(regions, region)?.code;
      if (city === undefined) return undefined;
      const list = lists.get(region) ?? listPlaces(files, region, city);
      lists.set(region, list);
      return list;
    },
  };
}

function listVillages({ code, name, townships }: CountyOfFile): VillagePlace[] {
  const county = { code, name };
  return townships.flatMap((township) =>
    township.villages.map((village) => ({
      code: village.code,
      name: village.name,
      township: { code: township.code, name: township.name },
      county,
    })),
  );
}

/** Of a county its own; of a city, or of who is insured with the city itself (xx99), all of the city's. */
function listPlaces(files: readonly RegionPlaces[], region: string, city: string): PlacesReply {
  const file = files.find((one) => one.region === city);
  const counties = file?.counties ?? [];
  const own = counties.filter(({ code }) => code === region);
  return {
    region,
    counties: (own.length > 0 ? own : counties).map(({ code, name, townships }) => ({
      code,
      name,
      townships: townships.map((township) => ({
        code: township.code,
        name: township.name,
        villages: township.villages.map((village) => ({ code: village.code, name: village.name })),
      })),
    })),
    illustrative: file?.illustrative ?? false,
  };
}
