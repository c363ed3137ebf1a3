// WeChat's server interface: HTTP is 200 whatever happened, errcode tells.
import { z } from 'zod';

import type { Config } from '../../config.ts';
import type { Metrics } from '../../health/metrics.ts';
import type { FieldCrypto } from '../../storage/crypto.ts';
import type { RedisStore } from '../../storage/redis.ts';
import { createBreaker } from '../breaker.ts';
import { exchangeJson } from '../json.ts';
import { outcomeOfFailure } from '../notice.ts';
import { openAccessTokens } from './access-token.ts';
import { sendSubscribeMessage } from './subscribe-message.ts';
import { address, failure, refusalOf, staleToken, system } from './wechat.replies.ts';
import type { FaceCheck, WechatClient } from './wechat.ts';

const unknownFaceCheck = 84001;

const sessionReply = z.union([failure, z.object({ openid: z.string().min(1) })]);
const faceReply = z.union([
  failure,
  z.object({
    identify_ret: z.int(),
    openid: z.string(),
    id_card_number_md5: z.string(),
    name_utf8_md5: z.string(),
  }),
]);

export interface WechatParts {
  config: Config['wechat'];
  redis: RedisStore;
  crypto: FieldCrypto;
  metrics: Metrics;
}

export function createWechatClient({
  config,
  redis,
  crypto,
  metrics,
}: WechatParts): WechatClient & { close(): void } {
  const breaker = createBreaker(system, metrics);
  const tokens = openAccessTokens(config, { redis, crypto });

  const askFace = (token: string, verifyResult: string) =>
    exchangeJson(
      system,
      address(config, '/cityservice/face/identify/getinfo', { access_token: token }),
      faceReply,
      {
        method: 'POST',
        body: { verify_result: verifyResult },
      },
    );

  return {
    exchangeCode: (code) =>
      breaker.run('code2Session', async () => {
        const query = {
          appid: config.appId,
          secret: config.secret,
          js_code: code,
          grant_type: 'authorization_code',
        };
        const reply = await exchangeJson(
          system,
          address(config, '/sns/jscode2session', query),
          sessionReply,
          {
            method: 'GET',
          },
        );
        if ('errcode' in reply) throw refusalOf(reply.errcode);
        return { openid: reply.openid };
      }),

    findFaceCheck: (verifyResult) =>
      breaker.run('faceIdentifyInfo', async (): Promise<FaceCheck | undefined> => {
        let reply = await askFace(await tokens.get(), verifyResult);
        if ('errcode' in reply && staleToken.has(reply.errcode)) {
          reply = await askFace(await tokens.renew(), verifyResult);
        }
        if (!('errcode' in reply)) {
          return {
            passed: reply.identify_ret === 0,
            openid: reply.openid,
            certnoMd5: reply.id_card_number_md5,
            nameMd5: reply.name_utf8_md5,
          };
        }
        if (reply.errcode === unknownFaceCheck) return undefined;
        throw refusalOf(reply.errcode);
      }),

    sendNotice: (notice) =>
      breaker
        .run('subscribeMessage.send', () => sendSubscribeMessage(config, tokens, notice))
        .catch(outcomeOfFailure),

    close: () => breaker.close(),
  };
}
