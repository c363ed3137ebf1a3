import type { PlacesReply } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';

/** @throws {AppError} 404 `region_unknown` */
export function getPlaces({ directory }: Pick<Deps, 'directory'>, region: string): PlacesReply {
  const places = directory.findPlaces(region);
  if (places !== undefined) return places;
  throw new AppError(404, 'region_unknown', `${region} is in no table of regions: config/codes/regions.yaml`);
}
