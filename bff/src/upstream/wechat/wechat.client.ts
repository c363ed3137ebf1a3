// WeChat's server interface: HTTP is 200 whatever happened, errcode tells.
import { z } from 'zod';

import type { Config } from '../../config.ts';
import { AppError } from '../../error.ts';
import type { Metrics } from '../../health/metrics.ts';
import { SealBroken, type FieldCrypto } from '../../storage/crypto.ts';
import type { RedisStore } from '../../storage/redis.ts';
import { createBreaker } from '../breaker.ts';
import { exchangeJson } from '../json.ts';
import type { FaceCheck, WechatClient } from './wechat.ts';

const system = 'wechat';
const invalidCode = new Set([40029, 40163, 41008]);
const busy = new Set([-1, 45009, 45011]);
const staleToken = new Set([40001, 40014, 42001]);
const unknownFaceCheck = 84001;
/** Seconds by which a token is given up before WeChat does. */
const tokenMargin = 300;
const tokenKey = 'wechat:token:v1';
const tokenRow = 'wechat:token';

const failure = z.object({ errcode: z.int().refine((code) => code !== 0) });
const sessionReply = z.union([failure, z.object({ openid: z.string().min(1) })]);
const tokenReply = z.union([failure, z.object({ access_token: z.string().min(1), expires_in: z.int() })]);
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
  const address = (path: string, query: Record<string, string>) => {
    const url = new URL(config.url.replace(/\/$/, '') + path);
    url.search = new URLSearchParams(query).toString();
    return url;
  };

  async function fetchToken(): Promise<string> {
    const reply = await exchangeJson(system, address('/cgi-bin/stable_token', {}), tokenReply, {
      method: 'POST',
      body: { grant_type: 'client_credential', appid: config.appId, secret: config.secret },
    });
    if ('errcode' in reply) throw refusalOf(reply.errcode);
    const lifetime = Math.max(reply.expires_in - tokenMargin, 0) * 1000;
    if (lifetime > 0) {
      const sealed = crypto.seal(reply.access_token, tokenRow).toString('base64');
      await redis.set(tokenKey, sealed, lifetime);
    }
    return reply.access_token;
  }

  async function accessToken(): Promise<string> {
    const sealed = await redis.get(tokenKey);
    return (sealed === undefined ? undefined : openToken(crypto, sealed)) ?? fetchToken();
  }

  const askFace = (token: string, verifyResult: string) =>
    exchangeJson(system, address('/cityservice/face/identify/getinfo', { access_token: token }), faceReply, {
      method: 'POST',
      body: { verify_result: verifyResult },
    });

  return {
    exchangeCode: (code) =>
      breaker.run('code2Session', async () => {
        const query = {
          appid: config.appId,
          secret: config.secret,
          js_code: code,
          grant_type: 'authorization_code',
        };
        const reply = await exchangeJson(system, address('/sns/jscode2session', query), sessionReply, {
          method: 'GET',
        });
        if ('errcode' in reply) throw refusalOf(reply.errcode);
        return { openid: reply.openid };
      }),

    findFaceCheck: (verifyResult) =>
      breaker.run('faceIdentifyInfo', async (): Promise<FaceCheck | undefined> => {
        let reply = await askFace(await accessToken(), verifyResult);
        if ('errcode' in reply && staleToken.has(reply.errcode)) {
          reply = await askFace(await fetchToken(), verifyResult);
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

    close: () => breaker.close(),
  };
}

/** A key may be dropped while a token sealed under it is still cached: then there is no token. */
function openToken(crypto: FieldCrypto, sealed: string): string | undefined {
  try {
    return crypto.open(Buffer.from(sealed, 'base64'), tokenRow);
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

function refusalOf(errcode: number): Error {
  if (invalidCode.has(errcode)) {
    return new AppError(
      422,
      'wechat_code_invalid',
      'the code of wx.login is wrong, used or older than 5 minutes',
    );
  }
  if (busy.has(errcode)) return new Error(`WeChat is busy: errcode ${errcode}`);
  // Wrong appid or secret, address not allowed …: ours to mend, and nothing the person can do.
  return new Error(
    `WeChat refused the call: errcode ${errcode}; check WECHAT_APPID, WECHAT_SECRET and its whitelist`,
  );
}
