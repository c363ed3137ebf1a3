import { createRequire } from 'node:module';
import { join } from 'node:path';

import { credentials } from './credentials.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

type SendStatus = { Code: string; Message: string; SerialNo: string };
type SendReply = { SendStatusSet: SendStatus[]; RequestId: string };
type SmsClient = { SendSms(request: object): Promise<SendReply> };
type SmsSdk = { sms: { v20210111: { Client: new (options: object) => SmsClient } } };

/** The SDK that the BFF sends with: the double has to satisfy that one, not a client of our own. */
const sdk = createRequire(join(__dirname, '../../bff/package.json'))('tencentcloud-sdk-nodejs-sms') as SmsSdk;

const { sms } = credentials;
let skewMs = 0;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => new Date(Date.now() + skewMs) });
});
afterEach(() => sandbox.control.reset());
afterAll(() => sandbox.stop());

function client(changes: { secretKey?: string } = {}): SmsClient {
  const credential = { secretId: sms.secretId, secretKey: sms.secretKey, ...changes };
  const httpProfile = { endpoint: new URL(sandbox.url).host, protocol: 'http://' };
  return new sdk.sms.v20210111.Client({ credential, region: 'ap-guangzhou', profile: { httpProfile } });
}

const order = (phone: string, params = ['123456', '5']) => ({
  PhoneNumberSet: [`+86${phone}`],
  SmsSdkAppId: sms.appId,
  TemplateId: sms.templateCode,
  SignName: sms.sign,
  TemplateParamSet: params,
});

const send = async (phone: string, params?: string[]) => {
  const reply = await client().SendSms(order(phone, params));
  return reply.SendStatusSet[0]?.Code;
};

test('the SDK sends, and the message is in the inbox with its template filled', async () => {
  expect(await send('14200000001')).toBe('Ok');
  const response = await fetch(`${sandbox.url}/inbox?phone=14200000001`);
  expect(await response.json()).toMatchObject({
    messages: [
      { phone: '14200000001', text: '验证码123456，5分钟内有效。请勿告诉他人。', params: ['123456', '5'] },
    ],
  });
});

test('a signature made with another key is refused', async () => {
  const sending = client({ secretKey: 'guess' }).SendSms(order('14200000002'));
  await expect(sending).rejects.toMatchObject({ code: 'AuthFailure.SignatureFailure' });
  expect(sandbox.inbox('14200000002')).toEqual([]);
});

test('a clock that is off by more than five minutes is refused', async () => {
  skewMs = 301_000;
  const sending = client().SendSms(order('14200000003'));
  await expect(sending).rejects.toMatchObject({ code: 'AuthFailure.SignatureExpire' });
  skewMs = 0;
});

test('one number: not the same text within 30 seconds, five an hour, ten a day', async () => {
  const phone = '14200000004';
  expect(await send(phone)).toBe('Ok');
  expect(await send(phone)).toBe('LimitExceeded.PhoneNumberThirtySecondLimit');
  for (const code of ['1', '2', '3', '4']) expect(await send(phone, [code, '5'])).toBe('Ok');
  expect(await send(phone, ['5', '5'])).toBe('LimitExceeded.PhoneNumberOneHourLimit');
  expect(sandbox.inbox(phone)).toHaveLength(5);
});

test('the template decides how many parameters there are', async () => {
  const sending = client().SendSms(order('14200000005', ['123456']));
  const code = 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate';
  await expect(sending).rejects.toMatchObject({ code });
});

test('an unapproved template, an unapproved sign and a wrong number each have their code', async () => {
  const withTemplate = client().SendSms({ ...order('14200000006'), TemplateId: '1' });
  await expect(withTemplate).rejects.toMatchObject({ code: 'FailedOperation.TemplateIncorrectOrUnapproved' });
  const withSign = client().SendSms({ ...order('14200000006'), SignName: '别人' });
  await expect(withSign).rejects.toMatchObject({ code: 'FailedOperation.SignatureIncorrectOrUnapproved' });
  expect(await send('02000000')).toBe('InvalidParameterValue.IncorrectPhoneNumber');
});
