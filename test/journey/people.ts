/** The invented people that the journeys are about, as the sandbox holds them. */
import path from 'node:path';

import { root } from '../../config/local/main.mjs';
import { loadFamilies } from '../sandbox/families/load.ts';

export type Resident = { name: string; certno: string; phone: string };

/** Finds a member of the demo families by her name. */
export async function openPeople(): Promise<(name: string) => Resident> {
  const { people } = await loadFamilies(path.join(root, 'config'));
  return (name) => {
    const found = people.find((person) => person.name === name);
    if (!found) throw new Error(`nobody in the demo families is called ${name}`);
    return { name: found.name, certno: found.certno, phone: found.phone };
  };
}
