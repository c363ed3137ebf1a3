import { createHash } from 'node:crypto';

import { credentials } from './credentials.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

const { appid, secret } = credentials.wechat;
let now = Date.parse('2026-11-21T02:00:00Z');
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => new Date(now) });
});
afterEach(() => sandbox.control.reset());
afterAll(() => sandbox.stop());

async function get(path: string, query: Record<string, string>): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandbox.url}/wechat${path}?${new URLSearchParams(query).toString()}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

async function post(path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandbox.url}/wechat${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}

const session = (code: string, changes: Record<string, string> = {}) =>
  get('/sns/jscode2session', { appid, secret, js_code: code, grant_type: 'authorization_code', ...changes });
const token = (changes: object = {}) =>
  post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret, ...changes });

describe('jscode2session', () => {
  test('a code gives its openid once', async () => {
    const code = sandbox.wechat.jsCode('openid-a');
    expect(await session(code)).toMatchObject({
      openid: 'openid-a',
      session_key: expect.any(String) as string,
    });
    expect(await session(code)).toMatchObject({ errcode: 40029 });
  });

  test('a code ends after five minutes', async () => {
    const code = sandbox.wechat.jsCode('openid-b');
    now += 5 * 60_000 + 1;
    expect(await session(code)).toMatchObject({ errcode: 40029 });
  });

  test('a wrong appid, a wrong secret and a busy system each have their code', async () => {
    const code = sandbox.wechat.jsCode('openid-c');
    expect(await session(code, { appid: 'wx1' })).toMatchObject({ errcode: 40013 });
    expect(await session(code, { secret: 'guess' })).toMatchObject({ errcode: 40125 });
    sandbox.control.set('wechat', { mode: 'error', times: 1 });
    expect(await session(code)).toMatchObject({ errcode: -1 });
    expect(await session(code)).toMatchObject({ openid: 'openid-c' });
  });

  test('one user may ask a hundred times a minute', async () => {
    const askOnce = () => session(sandbox.wechat.jsCode('openid-d'));
    for (let call = 0; call < 100; call += 1) expect(await askOnce()).toHaveProperty('openid');
    expect(await askOnce()).toMatchObject({ errcode: 45011 });
    now += 60_000;
    expect(await askOnce()).toHaveProperty('openid');
  });
});

describe('stable_token', () => {
  test('stays the same until forced, and forcing twice within 30 seconds is refused', async () => {
    const first = await token();
    expect(await token()).toEqual(first);
    const forced = await token({ force_refresh: true });
    expect(forced.access_token).not.toBe(first.access_token);
    expect(await token({ force_refresh: true })).toMatchObject({ errcode: 45011 });
  });

  test('a call with no token, or with one that has ended, is refused', async () => {
    const { access_token: good } = (await token()) as { access_token: string };
    const ask = (bearer: string) =>
      post(`/wxa/business/getuserphonenumber?access_token=${bearer}`, { code: 'x' });
    expect(await ask('')).toMatchObject({ errcode: 40001 });
    expect(await ask(good)).toMatchObject({ errcode: 40029 });
    now += 7_200_001;
    expect(await ask(good)).toMatchObject({ errcode: 42001 });
  });
});

test('getuserphonenumber gives the number of its code once, to its openid only', async () => {
  const { access_token: bearer } = (await token()) as { access_token: string };
  const path = `/wxa/business/getuserphonenumber?access_token=${bearer}`;
  const code = sandbox.wechat.phoneCode('openid-e', '14200000001');
  expect(await post(path, { code })).toMatchObject({
    errcode: 0,
    phone_info: { purePhoneNumber: '14200000001', countryCode: '86', watermark: { appid } },
  });
  expect(await post(path, { code })).toMatchObject({ errcode: 40029 });
  const stolen = sandbox.wechat.phoneCode('openid-e', '14200000001');
  expect(await post(path, { code: stolen, openid: 'openid-f' })).toMatchObject({ errcode: 40029 });
});

test('the face check tells the digest of name and number, and whether it was she', async () => {
  const { access_token: bearer } = (await token()) as { access_token: string };
  const path = `/cityservice/face/identify/getinfo?access_token=${bearer}`;
  const person = { name: '安秀英', certno: '990421195003141028' };
  const md5 = createHash('md5').update(person.certno).digest('hex');
  const passed = sandbox.wechat.faceResult('openid-g', person);
  expect(await post(path, { verify_result: passed })).toMatchObject({
    identify_ret: 0,
    id_card_number_md5: md5,
  });
  const failed = sandbox.wechat.faceResult('openid-g', person, false);
  expect(await post(path, { verify_result: failed })).toMatchObject({ errcode: 0, identify_ret: 1 });
  expect(await post(path, { verify_result: 'made-up' })).toMatchObject({ errcode: 84001 });
});
