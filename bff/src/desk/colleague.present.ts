// One of the staff, as her colleagues see her.
import type { Colleague } from '@yijiutong/rules/contract';

import { rowOfStaff } from '../staff/staff.store.ts';
import type { FieldCrypto } from '../storage/crypto.ts';

interface Named {
  public_id: string;
  name: Buffer;
}

export function presentColleague(crypto: FieldCrypto, { public_id: staffId, name }: Named): Colleague {
  return { staffId, name: crypto.open(name, rowOfStaff(staffId, 'name')) };
}
