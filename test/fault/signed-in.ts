/** A resident with the app in her hand: signs in by SMS, agrees, binds herself, and asks. */
import { randomBytes } from 'node:crypto';
import type { Agent } from 'node:http';

import type { consentTextsReply } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import type { Resident } from './invented.ts';
import { codeOf, exchange, noAnswer, type Answer } from './sender.ts';
import type { Stage } from './stage.ts';
import { passCodeMinute } from './time.ts';

export type SignedIn = {
  resident: Resident;
  token: string;
  /** One request with her token; no reply at all is an answer of status 0. */
  ask: (method: string, path: string, body?: unknown) => Promise<Answer>;
};

export async function signIn(stage: Stage, resident: Resident): Promise<SignedIn> {
  const { name, certno } = resident.person;
  const { token, versions } = await openSession(stage, resident.person.phone);
  const ask = asker(stage, token);
  for (const kind of ['identity_verification', 'medical_records', 'claim_papers']) {
    await must(ask('PUT', `/api/v1/consents/${kind}`, { version: versions.get(kind) }), 200);
  }
  await must(ask('POST', '/api/v1/binding', { name, certno }), 201);
  return { resident, token, ask };
}

/** Her second phone: another session of the same account. Returns its token. */
export async function signInAgain(stage: Stage, resident: Resident): Promise<string> {
  await passCodeMinute(stage.database);
  const { token } = await openSession(stage, resident.person.phone);
  return token;
}

async function openSession(
  stage: Stage,
  phone: string,
): Promise<{ token: string; versions: Map<string, string> }> {
  const before = stage.sandbox.inbox(phone).length;
  const stranger = asker(stage, undefined);
  await must(stranger('POST', '/api/v1/sms-codes', { phone }), 202);
  const code = stage.sandbox.inbox(phone)[before]?.params[0];
  const { texts } = await must<z.infer<typeof consentTextsReply>>(
    stranger('GET', '/api/v1/consent-texts'),
    200,
  );
  const versions = new Map<string, string>(texts.map(({ kind, version }) => [kind, version]));
  const privacyPolicyVersion = versions.get('privacy_policy');
  const signedIn = stranger('POST', '/api/v1/sessions/phone', { phone, code, privacyPolicyVersion });
  return { token: (await must<{ token: string }>(signedIn, 201)).token, versions };
}

/** Signs in several, one after another: each waits for her SMS. */
export async function signInAll(stage: Stage, residents: readonly Resident[]): Promise<SignedIn[]> {
  const all: SignedIn[] = [];
  for (const resident of residents) all.push(await signIn(stage, resident));
  return all;
}

/** Requests with one token. A write carries a new Idempotency-Key. */
export function asker(stage: Stage, token: string | undefined, agent?: Agent): SignedIn['ask'] {
  return async (method, path, body) => {
    const headers: Record<string, string> = {};
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (method !== 'GET') headers['idempotency-key'] = randomBytes(12).toString('hex');
    if (body !== undefined) headers['content-type'] = 'application/json';
    try {
      return await exchange(`${stage.bff.url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(agent === undefined ? {} : { agent }),
      });
    } catch (error) {
      return noAnswer(error);
    }
  };
}

/** The reply's body, where the status is the expected one. */
export async function must<T>(answer: Promise<Answer>, status: number): Promise<T> {
  const { status: got, text } = await answer;
  if (got !== status) throw new Error(`${got} ${codeOf(text)} instead of ${status}: ${text.slice(0, 300)}`);
  return JSON.parse(text === '' ? 'null' : text) as T;
}
