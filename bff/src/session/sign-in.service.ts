import type { Channel, SignInReply } from '@yijiutong/rules/contract';

import { findOrCreateAccount, type SignInName } from '../account/account.store.ts';
import { checkTextVersion, recordAgreement } from '../consent/consent.service.ts';
import type { Deps } from '../deps.ts';
import { AppError } from '../error.ts';
import { transact } from '../storage/mysql.ts';
import type { Database } from '../storage/tables.ts';
import type { Sessions } from './session.service.ts';
import { decideSmsCode, type CodeVerdict } from './sms-code.service.ts';

interface SignedIn extends SignInReply {
  accountId: number;
}

export async function signInByWechat(
  deps: Deps,
  sessions: Sessions,
  given: { code: string; privacyPolicyVersion: string },
): Promise<SignInReply> {
  checkTextVersion(deps, 'privacy_policy', given.privacyPolicyVersion);
  const { openid } = await deps.upstreams.wechat.exchangeCode(given.code);
  const signedIn = await transact(deps.db, (trx) =>
    openAccount(deps, sessions, trx, { by: 'openid', value: openid }, 'weapp', given.privacyPolicyVersion),
  );
  return finish(sessions, signedIn);
}

export async function signInByPhone(
  deps: Deps,
  sessions: Sessions,
  given: { phone: string; code: string; privacyPolicyVersion: string },
): Promise<SignInReply> {
  checkTextVersion(deps, 'privacy_policy', given.privacyPolicyVersion);
  // A wrong attempt is counted and committed: the refusal is a value until then.
  const outcome = await transact(deps.db, async (trx) => {
    const verdict = await decideSmsCode(deps, trx, given);
    if (!verdict.right) return verdict;
    const name: SignInName = { by: 'phone', value: given.phone };
    return openAccount(deps, sessions, trx, name, 'h5', given.privacyPolicyVersion);
  });
  if ('right' in outcome) throw refusalOf(outcome);
  return finish(sessions, outcome);
}

async function openAccount(
  deps: Deps,
  sessions: Sessions,
  trx: Database,
  name: SignInName,
  channel: Channel,
  version: string,
): Promise<SignedIn> {
  const { accountId, personId } = await findOrCreateAccount(trx, deps.crypto, name, deps.clock.now());
  await recordAgreement(deps, trx, { accountId, channel, kind: 'privacy_policy', version });
  const { token, expiresAt } = await sessions.open(trx, accountId, channel);
  return { accountId, token, expiresAt: new Date(expiresAt).toISOString(), bound: personId !== null };
}

/** Other devices of the account may hold an older agreement in the cache. */
async function finish(sessions: Sessions, { accountId, ...reply }: SignedIn): Promise<SignInReply> {
  await sessions.refresh(accountId);
  return reply;
}

function refusalOf(verdict: Exclude<CodeVerdict, { right: true }>): AppError {
  return verdict.code === 'sms_code_invalid'
    ? new AppError(422, 'sms_code_invalid', 'the code is not the one that was sent', {
        data: { attemptsLeft: verdict.attemptsLeft },
      })
    : new AppError(
        422,
        'sms_code_expired',
        'the code is used, too old or was tried too often: ask for a new one',
      );
}
