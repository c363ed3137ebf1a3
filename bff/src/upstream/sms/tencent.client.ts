// Tencent Cloud SendSms (2021-01-11). HTTP is 200 whatever happened: the call has an error, or each number its Code.
import { sms } from 'tencentcloud-sdk-nodejs-sms';

import type { Config } from '../../config.ts';
import { AppError } from '../../error.ts';
import type { Metrics } from '../../health/metrics.ts';
import { createBreaker } from '../breaker.ts';
import { outcomeOfFailure, type NoticeOutcome } from '../notice.ts';
import type { SmsNotice, SmsReport, SmsSender } from './sms.ts';
import { noticeRefusal, refusalOf } from './tencent.codes.ts';

type Client = InstanceType<typeof sms.v20210111.Client>;
type Reports = Awaited<ReturnType<Client['PullSmsSendStatusByPhoneNumber']>>;
type Status = NonNullable<Reports['PullSmsSendStatusSet']>[number];

const patienceSeconds = 5;
/** PullSmsSendStatusByPhoneNumber gives no more. */
const mostReports = 100;

type Account = Omit<Config['sms'], 'receiptSecret'>;

export function createTencentSms(config: Account, metrics: Metrics): SmsSender & { close(): void } {
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
    sendNotice: (notice) =>
      breaker
        .run('SendSms', () =>
          sendNotice(client, config, notice).catch((error: unknown): NoticeOutcome => {
            // The call as a whole was refused: an answer, and the carrier is well.
            const code = refusalOf(error);
            if (code === undefined) throw error;
            return noticeRefusal(code);
          }),
        )
        .catch(outcomeOfFailure),
    listReports: (phone, since) =>
      breaker.run('PullSmsSendStatusByPhoneNumber', async () => {
        const reply = await client.PullSmsSendStatusByPhoneNumber({
          SmsSdkAppId: config.appId,
          PhoneNumber: `+86${phone}`,
          BeginTime: Math.floor(since / 1000),
          Offset: 0,
          Limit: mostReports,
        });
        return (reply.PullSmsSendStatusSet ?? []).flatMap(reportOf);
      }),
    close: () => breaker.close(),
  };
}

async function sendNotice(
  client: Client,
  config: Account,
  { phone, templateId, params, mark }: SmsNotice,
): Promise<NoticeOutcome> {
  const reply = await client.SendSms({
    PhoneNumberSet: [`+86${phone}`],
    SmsSdkAppId: config.appId,
    SignName: config.sign,
    TemplateId: templateId,
    TemplateParamSet: [...params],
    SessionContext: mark,
  });
  const status = reply.SendStatusSet?.[0];
  if (status?.Code === undefined) return { kind: 'unknown', code: 'no_status' };
  if (status.Code !== 'Ok') return noticeRefusal(status.Code);
  return { kind: 'accepted', serial: status.SerialNo ?? null };
}

/** None, where the network has said nothing yet. */
function reportOf({ SerialNo, SessionContext, ReportStatus, Description }: Status): SmsReport[] {
  if (SerialNo === undefined || ReportStatus === undefined) return [];
  const mark = SessionContext === undefined || SessionContext === '' ? null : SessionContext;
  const delivered = ReportStatus === 'SUCCESS';
  return [{ serial: SerialNo, mark, delivered, code: Description ?? ReportStatus }];
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
