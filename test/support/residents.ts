// People who sign in to the app under test, step by step as a phone does it.
import type { ConsentKind, SignInReply } from '../../shared/src/contract/index.ts';
import type { Person } from '../sandbox/world.ts';
import type { TestApp } from './app.ts';

/** The newest text of every kind, as the phone reads it. */
export async function textVersions(app: TestApp): Promise<Record<ConsentKind, string>> {
  const { body } = await app.ask<{ texts: { kind: ConsentKind; version: string }[] }>(
    'GET',
    '/api/v1/consent-texts',
  );
  return Object.fromEntries(body.texts.map(({ kind, version }) => [kind, version])) as Record<
    ConsentKind,
    string
  >;
}

/** Asks for a code and reads it from the SMS that went out. */
export async function receiveCode(app: TestApp, phone: string): Promise<string> {
  const { status, body } = await app.ask('POST', '/api/v1/sms-codes', { body: { phone } });
  if (status !== 202) throw new Error(`no code was sent: ${JSON.stringify(body)}`);
  return app.sandbox.inbox(phone).at(-1)?.params[0] ?? '';
}

export async function signInByPhone(app: TestApp, phone: string): Promise<string> {
  const { privacy_policy: privacyPolicyVersion } = await textVersions(app);
  const code = await receiveCode(app, phone);
  const body = { phone, code, privacyPolicyVersion };
  const reply = await app.ask<SignInReply>('POST', '/api/v1/sessions/phone', { body });
  if (reply.status !== 201) throw new Error(`no session: ${JSON.stringify(reply.body)}`);
  return reply.body.token;
}

export async function signInByWechat(app: TestApp, openid: string): Promise<string> {
  const { privacy_policy: privacyPolicyVersion } = await textVersions(app);
  const body = { code: app.sandbox.wechat.jsCode(openid), privacyPolicyVersion };
  const reply = await app.ask<SignInReply>('POST', '/api/v1/sessions/wechat', { body });
  if (reply.status !== 201) throw new Error(`no session: ${JSON.stringify(reply.body)}`);
  return reply.body.token;
}

export async function agree(app: TestApp, token: string, ...kinds: ConsentKind[]): Promise<void> {
  const versions = await textVersions(app);
  for (const kind of kinds) {
    const body = { version: versions[kind] };
    const { status } = await app.ask('PUT', `/api/v1/consents/${kind}`, { token, body });
    if (status !== 200) throw new Error(`no consent ${kind}: ${status}`);
  }
}

/** Signed in by her phone, all consents given, bound: the token. */
export async function moveIn(app: TestApp, person: Person): Promise<string> {
  const token = await signInByPhone(app, person.phone);
  await agree(app, token, 'identity_verification', 'medical_records');
  const body = { name: person.name, certno: person.certno };
  const reply = await app.ask('POST', '/api/v1/binding', { token, body });
  if (reply.status !== 201) throw new Error(`not bound: ${JSON.stringify(reply.body)}`);
  return token;
}
