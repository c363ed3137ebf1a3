import { writeFile, mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { readNotices } from '../../../bff/src/consent/notices.ts';
import { consentKind } from '../../../shared/src/contract/index.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { inventedPhone } from '../../support/people.ts';
import { agree, signInByPhone, textVersions } from '../../support/residents.ts';

let app: TestApp;
let serial = 1000;
const signIn = () => signInByPhone(app, inventedPhone((serial += 1)));
const standing = async (token: string) => {
  const { body } = await app.ask<{ consents: { kind: string; version: string; outdated: boolean }[] }>(
    'GET',
    '/api/v1/session',
    { token },
  );
  return body.consents.map(({ kind }) => kind).sort();
};

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

test('there is one text of each kind, in words: who, what, why, how long, how to withdraw', async () => {
  const { body } = await app.ask<{ texts: { kind: string; title: string; body: string[] }[] }>(
    'GET',
    '/api/v1/consent-texts',
  );
  expect(body.texts.map(({ kind }) => kind).sort()).toEqual([...consentKind.options].sort());
  for (const text of body.texts) {
    const words = text.body.join('');
    for (const needed of ['医疗保障局', '哪些信息', '留多久', '怎样撤回', '窗口'])
      expect(words).toContain(needed);
  }
});

test('an agreement is recorded with version, day and channel, and a withdrawal beside it', async () => {
  const token = await signIn();
  const versions = await textVersions(app);
  await agree(app, token, 'medical_records');
  expect(await standing(token)).toEqual(['medical_records', 'privacy_policy']);
  const withdrawn = await app.ask('DELETE', '/api/v1/consents/medical_records', { token });
  expect(withdrawn.body).toEqual({ kind: 'medical_records', version: null, granted: false });
  expect(await standing(token)).toEqual(['privacy_policy']);

  const { body } = await app.ask<{ consents: Record<string, unknown>[] }>('GET', '/api/v1/account/export', {
    token,
  });
  const day = app.clock.today();
  expect(body.consents.filter(({ kind }) => kind === 'medical_records')).toEqual([
    expect.objectContaining({
      action: 'granted',
      version: versions.medical_records,
      channel: 'h5',
      onDay: day,
    }),
    expect.objectContaining({
      action: 'withdrawn',
      version: versions.medical_records,
      channel: 'h5',
      onDay: day,
    }),
  ]);
});

test('agreeing twice is one record, agreeing after a withdrawal another', async () => {
  const token = await signIn();
  await agree(app, token, 'medical_records', 'medical_records');
  await app.ask('DELETE', '/api/v1/consents/medical_records', { token });
  await app.ask('DELETE', '/api/v1/consents/medical_records', { token });
  await agree(app, token, 'medical_records');
  const { body } = await app.ask<{ consents: { kind: string; action: string }[] }>(
    'GET',
    '/api/v1/account/export',
    { token },
  );
  const acts = body.consents.filter(({ kind }) => kind === 'medical_records').map(({ action }) => action);
  expect(acts).toEqual(['granted', 'withdrawn', 'granted']);
});

test('an older version of a text cannot be agreed to', async () => {
  const token = await signIn();
  const body = { version: '2020-01-01.1' };
  const reply = await app.ask('PUT', '/api/v1/consents/medical_records', { token, body });
  expect(reply.status).toBe(409);
  expect(reply.body.error).toMatchObject({
    code: 'consent_text_outdated',
    data: { kind: 'medical_records' },
  });
});

test('an unknown kind is refused', async () => {
  const reply = await app.ask('PUT', '/api/v1/consents/everything', {
    token: await signIn(),
    body: { version: 'x' },
  });
  expect(reply.status).toBe(422);
  expect(reply.body.error).toMatchObject({ data: { fields: [{ path: 'path.kind' }] } });
});

test('what needs a consent asks for exactly the missing one, at once after a withdrawal', async () => {
  const token = await signIn();
  const bind = () =>
    app.ask('POST', '/api/v1/binding', { token, body: { name: '王安', certno: '990101196503150026' } });
  const refused = await bind();
  expect(refused.status).toBe(403);
  expect(refused.body.error).toMatchObject({
    code: 'consent_required',
    data: { kinds: ['identity_verification'] },
  });
  await agree(app, token, 'identity_verification');
  expect((await bind()).status).not.toBe(403);
  await app.ask('DELETE', '/api/v1/consents/identity_verification', { token });
  expect((await bind()).status).toBe(403);
});

test('without the privacy policy nobody stays signed in', async () => {
  const token = await signIn();
  expect((await app.ask('DELETE', '/api/v1/consents/privacy_policy', { token })).status).toBe(200);
  const after = await app.ask('GET', '/api/v1/session', { token });
  expect(after.body.error).toMatchObject({ code: 'session_expired' });
});

test('a consent to an older text stands as outdated and opens nothing', async () => {
  const token = await signIn();
  await agree(app, token, 'identity_verification');
  await app.deps.db
    .updateTable('consent')
    .set({ version: 'older' })
    .where('kind', '=', 'identity_verification')
    .execute();
  await app.deps.redis.del(...(await sessionKeys()));
  const { body } = await app.ask<{ consents: { kind: string; outdated: boolean }[] }>(
    'GET',
    '/api/v1/session',
    { token },
  );
  expect(body.consents.find(({ kind }) => kind === 'identity_verification')).toMatchObject({
    outdated: true,
  });
  const bound = await app.ask('POST', '/api/v1/binding', {
    token,
    body: { name: '王安', certno: '990101196503150026' },
  });
  expect(bound.body.error).toMatchObject({ code: 'consent_required' });
});

async function sessionKeys(): Promise<string[]> {
  const rows = await app.deps.db.selectFrom('session').select('token_hash').execute();
  return rows.map(({ token_hash: hash }) => `session:v1:${hash.toString('hex')}`);
}

describe('a file of texts that cannot be used', () => {
  const text = (kind: string) => `- { kind: ${kind}, version: "1", title: t, body: [words] }`;
  const write = (texts: string[]) =>
    `texts:\n${texts.map((line) => `  ${line}\n`).join('')}kept_after_closing: []\n`;

  test.each([
    ['lacks a kind', write([text('privacy_policy'), text('medical_records')]), 'texts'],
    [
      'doubles a kind',
      write(['privacy_policy', 'privacy_policy', 'medical_records', 'claim_papers'].map(text)),
      'identity_verification',
    ],
    [
      'has an unknown field',
      write(consentKind.options.map((kind) => text(kind).replace('title', 'headline'))),
      'title',
    ],
  ])('%s: named', async (_what, yaml, named) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'notices-'));
    await mkdir(path.join(folder, 'notice'));
    await writeFile(path.join(folder, 'notice', 'consent.yaml'), yaml);
    await expect(readNotices(folder)).rejects.toThrow(named);
    await rm(folder, { recursive: true });
  });
});
