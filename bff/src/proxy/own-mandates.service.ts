// What she has allowed, as she sees it.
import type { Mandate, MandatesReply } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import { presentInstant } from '../storage/instant.ts';
import { readOrganisation } from './give.service.ts';
import { standingOf } from './mandate.standing.ts';
import { listMandatesOf, scopeOf } from './mandate.store.ts';

export async function presentMandates(deps: Deps, personId: number): Promise<MandatesReply> {
  const { db, clock, mandates: rules } = deps;
  const at = { today: clock.today(), now: clock.now() };
  const mandates: Mandate[] = [];
  for (const row of await listMandatesOf(db, personId)) {
    const { name } = await readOrganisation(db, row.organisation_id);
    mandates.push({
      mandateId: row.public_id,
      organisation: name,
      ...standingOf(row, at),
      way: row.way,
      scope: scopeOf(row),
      askedAt: presentInstant(row.asked_at),
      givenAt: row.given_at === null ? null : presentInstant(row.given_at),
      endsOn: row.ends_on,
      wouldEndOn: rules.lastDay(at.today),
    });
  }
  return { text: presentText(rules.text), mandates };
}

export const presentText = ({ version, title, body }: Deps['mandates']['text']) => ({
  version,
  title,
  body: [...body],
});
