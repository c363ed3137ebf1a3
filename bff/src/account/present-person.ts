import type { BindingReply } from '@yijiutong/rules/contract';

import { maskCertno, maskName } from './mask.ts';
import type { Person } from './person.store.ts';

/** A person on the screen of her own phone, which others may see too. */
export function presentPerson(
  person: Pick<Person, 'name' | 'certno' | 'region'>,
  regionName: (code: string) => string,
): BindingReply['person'] {
  return {
    name: maskName(person.name),
    certno: maskCertno(person.certno),
    region: person.region,
    regionName: regionName(person.region),
  };
}
