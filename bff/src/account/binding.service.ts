import type { BindingReply } from '@yijiutong/rules/contract';

import type { Deps } from '../deps.ts';
import { AppError, sessionExpired } from '../error.ts';
import type { Sessions } from '../session/session.service.ts';
import type { Session } from '../session/session.state.ts';
import { transact } from '../storage/mysql.ts';
import type { RealNameClaim } from '../upstream/realname/realname.ts';
import { bindAccount, getAccount, type Account, type BindingResult } from './account.store.ts';
import type { InsuredPerson } from './identity-source.ts';
import { getPerson, upsertPerson } from './person.store.ts';
import { presentPerson } from './present-person.ts';

interface Asked {
  name: string;
  certno: string;
  faceVerifyResult?: string | undefined;
}

/** Ties the account to a person: she is who she says (real-name check), and the platform insures her (1101). */
export async function bindPerson(
  deps: Deps,
  sessions: Sessions,
  session: Session,
  asked: Asked,
): Promise<BindingReply> {
  const { db, crypto, clock } = deps;
  checkBirth(asked.certno, clock.today());
  const account = await getAccount(db, crypto, session.accountId);
  if (account.personId !== null) return confirmBinding(deps, account.personId, asked);

  const matches = await deps.upstreams.realName.verify({
    name: asked.name,
    certno: asked.certno,
    proof: proofOf(account, asked),
  });
  if (!matches) throw mismatch();
  const person = await getInsured(deps, asked);

  const now = clock.now();
  const result = await transact(db, async (trx) => {
    const personId = await upsertPerson(trx, crypto, person, now);
    const binding = await bindAccount(trx, account.accountId, personId, now);
    checkBinding(binding);
    return personId;
  });
  await sessions.refresh(account.accountId);
  deps.log.info({ person: result }, 'account bound');
  return { person: presentPerson(person, deps.regionName) };
}

/** The same person again is the same binding: a retry after a lost reply. */
async function confirmBinding(deps: Deps, personId: number, asked: Asked): Promise<BindingReply> {
  const person = await getPerson(deps.db, deps.crypto, personId);
  if (person.certno === asked.certno && person.name === asked.name) {
    return { person: presentPerson(person, deps.regionName) };
  }
  throw alreadyBound();
}

/** The contract has checked form and check digit; only the clock knows the future. */
function checkBirth(certno: string, today: string): void {
  const birth = certno.slice(6, 14);
  const latest = today.replaceAll('-', '');
  const earliest = String(Number(latest) - 1_500_000);
  if (birth >= earliest && birth <= latest) return;
  throw invalidField('body.certno', 'the date of birth lies in the future or more than 150 years ago');
}

function proofOf(account: Account, asked: Asked): RealNameClaim['proof'] {
  if (asked.faceVerifyResult !== undefined && account.openid !== null) {
    return { kind: 'face', verifyResult: asked.faceVerifyResult, openid: account.openid };
  }
  if (account.phone !== null) return { kind: 'phone', phone: account.phone };
  throw invalidField('body.faceVerifyResult', 'is needed where the account has no phone number');
}

async function getInsured({ upstreams }: Deps, asked: Asked): Promise<InsuredPerson> {
  const person = await upstreams.hsa.findInsuredPerson({ certno: asked.certno, name: asked.name });
  if (person === undefined) {
    throw new AppError(
      422,
      'person_not_insured',
      'the national platform knows no insured person of this name and number: ask at the medical insurance office',
    );
  }
  if (person.certno !== asked.certno || person.name !== asked.name) throw mismatch();
  return person;
}

function checkBinding(result: BindingResult): void {
  switch (result) {
    case 'bound':
      return;
    case 'account_closed':
      throw sessionExpired();
    case 'account_taken':
      throw alreadyBound();
    case 'person_taken':
      throw new AppError(
        409,
        'person_already_bound',
        'this person has another account: sign in there, or close it there first and bind again',
      );
  }
}

function alreadyBound(): AppError {
  return new AppError(409, 'already_bound', 'the account is bound to another person: close it to start anew');
}

/** Never says which part was wrong: that would let anybody test a number. */
function mismatch(): AppError {
  return new AppError(422, 'real_name_mismatch', 'name, number and proof do not belong together');
}

function invalidField(path: string, problem: string): AppError {
  return new AppError(422, 'invalid_request', 'the body is not as /docs describes it: see data.fields', {
    data: { fields: [{ path, problem }] },
  });
}
