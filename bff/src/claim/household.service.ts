// The household, as the person names it in her draft. Once it is sent, whoever of the staff is among them is kept from
// her cases.
import type { ClaimReply, householdRequest } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { certnoIndex } from '../account/person.store.ts';
import type { Deps } from '../deps.ts';
import { findPersonRow } from '../identity/identity.store.ts';
import type { Resident } from '../session/session.state.ts';
import { toColumn } from '../storage/instant.ts';
import { transact } from '../storage/mysql.ts';
import { newRecordId } from '../storage/record-id.ts';
import type { Database } from '../storage/tables.ts';
import { invalidField } from './claim-bills.service.ts';
import { actorOf, lockForChange, recordChange } from './claim-change.service.ts';
import { addFamily } from './claim-work.store.ts';
import { getClaimReply } from './claim.service.ts';
import type { ClaimRow } from './claim.store.ts';
import {
  deleteMembers,
  insertMembers,
  listMembers,
  sealMember,
  type HouseholdMemberRow,
  type NamedMember,
} from './household.store.ts';

type Asked = z.output<typeof householdRequest>;

/** @throws {AppError} 422 where somebody stands there twice, or the person herself does; 409 as `lockForChange` */
export async function setHousehold(
  deps: Deps,
  caller: Resident,
  publicId: string,
  { version, alone, members }: Asked,
): Promise<ClaimReply> {
  const { db, crypto, clock } = deps;
  await transact(db, async (trx) => {
    const claim = await lockForChange(trx, publicId, 'set_household', version);
    const { claim_id: claimId } = claim;
    const known = await listMembers(trx, [claimId]);
    await checkMembers(deps, trx, claim, known, members);
    await deleteMembers(
      trx,
      claimId,
      members.flatMap((member) => ('memberId' in member ? [member.memberId] : [])),
    );
    const toldAt = toColumn(clock.now());
    const added = members.flatMap((member) =>
      'memberId' in member ? [] : [sealMember(crypto, { publicId: newRecordId(), claimId, toldAt }, member)],
    );
    await insertMembers(trx, added);
    const change = { lives_alone: alone ? (1 as const) : (0 as const) };
    await recordChange(deps, trx, claim, { act: 'set_household', by: actorOf(caller) }, change);
  });
  return getClaimReply(deps, publicId);
}

/** Nobody twice, herself neither: she is the applicant. */
async function checkMembers(
  { crypto }: Deps,
  trx: Database,
  { person_id: personId }: ClaimRow,
  known: readonly HouseholdMemberRow[],
  members: Asked['members'],
): Promise<void> {
  const { certno_index: own } = await findPersonRow(trx, personId);
  const seen = new Map([[own.toString('hex'), 'is the person who applies: name the others']]);
  for (const [at, member] of members.entries()) {
    const index = 'memberId' in member ? findIndex(known, member.memberId) : indexOf(crypto, member);
    const field = `body.members.${at}.${'memberId' in member ? 'memberId' : 'certno'}`;
    if (index === undefined) throw invalidField(field, 'is nobody whom this claim names');
    const twice = seen.get(index);
    if (twice !== undefined) throw invalidField(field, twice);
    seen.set(index, 'stands there twice');
  }
}

const findIndex = (known: readonly HouseholdMemberRow[], memberId: string): string | undefined =>
  known.find(({ public_id: id }) => id === memberId)?.certno_index.toString('hex');

const indexOf = (crypto: Deps['crypto'], { certno }: NamedMember): string =>
  certnoIndex(crypto, certno).toString('hex');

/** She has sent it: from now on whoever of them is staff sees nothing of her. */
export async function keepApart(deps: Pick<Deps, 'clock'>, trx: Database, claim: ClaimRow): Promise<void> {
  // No other kind of case asks who lives with her.
  if (claim.kind !== 'recognition') return;
  const members = await listMembers(trx, [claim.claim_id]);
  const indexes = members.map(({ certno_index: index }) => index);
  await addFamily(trx, claim.person_id, indexes, deps.clock.now());
}
