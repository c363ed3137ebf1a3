/** The invented families of both cities as a world for the doubles. */
import { type Codes, loadCodes } from '../../../bff/src/storage/codes.ts';
import { readLaw } from '../../../bff/src/storage/documents.ts';
import type { World } from '../world.ts';
import { settleBills } from './bills.ts';
import { openPayer, type Payer } from './law.ts';
import { panzhihua } from './panzhihua.ts';
import { buildPerson } from './people.ts';
import type { Household } from './table.ts';
import { yichang } from './yichang.ts';

/** The families of each city, by its 统筹地区. */
export const familiesByRegion: Readonly<Record<string, readonly Household[]>> = {
  '510400': panzhihua,
  '420500': yichang,
};

/** @param configDir the repository's `config`: the platform of the demo pays by the law and the codes in it */
export async function loadFamilies(configDir: string): Promise<World> {
  const [law, codes] = await Promise.all([readLaw(configDir), loadCodes(configDir)]);
  return buildWorld(familiesByRegion, codes, openPayer(law));
}

function buildWorld(
  families: Readonly<Record<string, readonly Household[]>>,
  allCodes: Codes,
  payer: Payer,
): World {
  const world: World = { people: [], settlements: [] };
  for (const [region, households] of Object.entries(families)) {
    const codes = allCodes.get(region);
    if (codes === undefined) throw new Error(`config/codes has no ${region}.yaml`);
    const members = households.flatMap((household) =>
      household.members.map((member) => ({ household, member })),
    );
    for (const [index, { household, member }] of members.entries()) {
      const serial = index + 1;
      const person = buildPerson(member, household, serial);
      world.people.push(person);
      world.settlements.push(...settleBills(member, person, serial, { codes, payer }));
    }
  }
  return world;
}
