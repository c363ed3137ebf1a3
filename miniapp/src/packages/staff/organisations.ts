/** Organisations as a tree of divisions: whatever begins with a code lies below it. Pure. */
import type { OrganisationsReply } from '@yijiutong/rules/contract';

export type Place = OrganisationsReply['organisations'][number];

/** From the top down, each followed by what lies below it. */
export function inOrder(organisations: readonly Place[]): Place[] {
  return [...organisations].sort(
    (one, other) => one.code.localeCompare(other.code) || one.name.localeCompare(other.name),
  );
}

/** How many divisions of the list it lies below: 0 = the topmost. */
export function depthOf({ code }: Place, organisations: readonly Place[]): number {
  const above = organisations.filter((one) => one.code !== code && code.startsWith(one.code));
  return new Set(above.map((one) => one.code)).size;
}

export const levelNames: Record<Place['level'], string> = {
  province: '省级',
  city: '市级',
  county: '县级',
  township: '乡镇（街道）',
  village: '村（社区）',
};
