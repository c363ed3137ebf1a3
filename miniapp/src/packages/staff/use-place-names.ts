/** What villages are called. Without the names the codes stand there: nothing else depends on them. */
import type { PlacesReply } from '@yijiutong/rules/contract';

import { useScreenReply } from '../../services/use-reply';
import { caseApi } from './case-api';
import { regionOf } from './queue/places';

/** @param scope the division that she works for @returns the name of a place by its code of 6, 9 or 12 digits */
export function usePlaceNames(scope: string): (code: string) => string {
  const { reply } = useScreenReply(regionOf(scope), caseApi.listPlaces);
  const names = reply.state === 'ready' ? namesOf(reply.value) : new Map<string, string>();
  return (code) => names.get(code) ?? code;
}

function namesOf({ counties }: PlacesReply): Map<string, string> {
  const names = new Map<string, string>();
  for (const county of counties) {
    names.set(county.code, county.name);
    for (const township of county.townships) {
      names.set(township.code, township.name);
      for (const { code, name } of township.villages) names.set(code, `${township.name} ${name}`);
    }
  }
  return names;
}
