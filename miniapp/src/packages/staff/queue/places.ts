/** Which places somebody can tell apart: those below her own. Pure. */
import type { PlacesReply } from '@yijiutong/rules/contract';

type County = PlacesReply['counties'][number];
type Township = County['townships'][number];

const within = (scope: string) => (one: { code: string }) =>
  one.code.startsWith(scope) || scope.startsWith(one.code);

/** The region whose places are asked for: of a township and a village, their county; none for a whole province. */
export function regionOf(code: string): string | null {
  return code.length < 4 ? null : code.slice(0, 6).padEnd(6, '0');
}

export const listCounties = ({ counties }: PlacesReply, scope: string): County[] =>
  counties.filter(within(scope));

export function listTownships(places: PlacesReply, scope: string, county: string | null): Township[] {
  const counties = listCounties(places, scope);
  const chosen = counties.length > 1 ? counties.filter(({ code }) => code === county) : counties;
  return chosen.flatMap(({ townships }) => townships).filter(within(scope));
}

export const listVillages = (
  { counties }: PlacesReply,
  township: string,
  scope: string,
): Township['villages'] =>
  counties
    .flatMap(({ townships }) => townships)
    .filter(({ code }) => code === township)
    .flatMap(({ villages }) => villages)
    .filter(within(scope));
