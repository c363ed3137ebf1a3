/** Ways in which a platform can be wrong while looking well. */
import { add, formatYuan, parseYuan } from '@yijiutong/rules/kernel';

import type { Person, Settlement, World } from '../world.ts';
import { institutions, presentInstitution } from './institutions.ts';
import { presentPerson } from './people.ts';
import { presentSettlement } from './settlements.ts';

/** Somebody else's record for the one that was asked for. */
export function tellOfAnother(world: World, output: Record<string, unknown>, today: string) {
  const about = JSON.stringify(output);
  const isOther = (row: Person | Settlement) => !about.includes(row.psnNo);
  if ('baseinfo' in output) {
    const other = world.people.find(isOther);
    return other ? presentPerson(other, today) : output;
  }
  if ('setlinfo' in output) {
    const other = world.settlements.find(isOther);
    return other ? presentSettlement(other) : output;
  }
  if ('medinsinfo' in output) {
    const other = institutions.find(({ code }) => !about.includes(code));
    return other ? { medinsinfo: [presentInstitution(other)] } : output;
  }
  return output;
}

/** A settlement whose total is a hundred yuan more than its parts. */
export function breakSums(output: Record<string, unknown>): Record<string, unknown> {
  const info = output.setlinfo as Record<string, number> | undefined;
  if (info === undefined) return output;
  const total = add(parseYuan(String(info.medfee_sumamt)), parseYuan('100'));
  return { ...output, setlinfo: { ...info, medfee_sumamt: Number(formatYuan(total)) } };
}
