/** The accounts that `npm start` prints: people of the families with something to see. */
import type { World } from '../world.ts';
import { panzhihua } from './panzhihua.ts';
import { yichang } from './yichang.ts';

export type DemoAccount = { phone: string; name: string; certno: string; who: string };

export function listAccounts(world: World): DemoAccount[] {
  const members = [...panzhihua, ...yichang].flatMap((household) => household.members);
  return members.flatMap(({ name, account: who }) => {
    const person = world.people.find((row) => row.name === name);
    return who !== undefined && person ? [{ phone: person.phone, name, certno: person.certno, who }] : [];
  });
}

/** `142****0001` */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
