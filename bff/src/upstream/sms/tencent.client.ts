// Tencent Cloud SendSms (2021-01-11). HTTP is 200 whatever happened: the call has an error, or each number its Code.
import { sms } from 'tencentcloud-sdk-nodejs-sms';

import type { Config } from '../../config.ts';
import { AppError } from '../../error.ts';
import type { Metrics } from '../../health/metrics.ts';
import { createBreaker } from '../breaker.ts';
import type { SmsSender } from './sms.ts';

const patienceSeconds = 5;

export function createTencentSms(config: Config['sms'], metrics: Metrics): SmsSender & { close(): void } {
  const breaker = createBreaker('sms', metrics);
  const endpoint = new URL(config.endpoint);
  const client = new sms.v20210111.Client({
    credential: { secretId: config.secretId, secretKey: config.secretKey },
    region: 'ap-guangzhou',
    profile: {
      httpProfile: {
        endpoint: endpoint.host,
        protocol: `${endpoint.protocol}//`,
        reqTimeout: patienceSeconds,
      },
    },
  });

  return {
    sendCode: (phone, code, minutes) =>
      breaker.run('SendSms', async () => {
        const reply = await client.SendSms({
          PhoneNumberSet: [`+86${phone}`],
          SmsSdkAppId: config.appId,
          SignName: config.sign,
          TemplateId: config.template,
          TemplateParamSet: [code, String(minutes)],
        });
        checkDelivery(reply.SendStatusSet?.[0]?.Code);
      }),
    close: () => breaker.close(),
  };
}

function checkDelivery(code: string | undefined): void {
  if (code === 'Ok') return;
  if (code?.startsWith('LimitExceeded.')) {
    throw new AppError(429, 'rate_limited', 'the carrier sends no more messages to this number for now', {
      retryAfter: 60,
      data: { retryAfterSeconds: 60 },
    });
  }
  if (
    code === 'InvalidParameterValue.IncorrectPhoneNumber' ||
    code === 'FailedOperation.PhoneNumberInBlacklist'
  ) {
    throw new AppError(422, 'sms_not_sent', 'the carrier cannot reach this number; use another one');
  }
  // Sign, template, balance …: ours to mend.
  throw new Error(`the SMS carrier refused the message: ${code ?? 'no status'}`);
}
