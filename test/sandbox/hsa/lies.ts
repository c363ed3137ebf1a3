/** Ways in which a platform can be wrong while looking well. */
import type { Person, Settlement, World } from '../world.ts';
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
  return output;
}

/** A settlement whose total is a hundred yuan more than its parts. */
export function breakSums(output: Record<string, unknown>): Record<string, unknown> {
  const info = output.setlinfo as Record<string, string> | undefined;
  if (info === undefined) return output;
  const [yuan = '0', cents = '00'] = (info.medfee_sumamt ?? '0.00').split('.');
  return { ...output, setlinfo: { ...info, medfee_sumamt: `${BigInt(yuan) + 100n}.${cents}` } };
}
