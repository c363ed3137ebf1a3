// The access token that every server call of WeChat takes: one for all processes, sealed in Redis.
import { z } from 'zod';

import type { Config } from '../../config.ts';
import { SealBroken, type FieldCrypto } from '../../storage/crypto.ts';
import type { RedisStore } from '../../storage/redis.ts';
import { exchangeJson } from '../json.ts';
import { address, failure, refusalOf, system } from './wechat.replies.ts';

/** Seconds by which a token is given up before WeChat does. */
const tokenMargin = 300;
const tokenKey = 'wechat:token:v1';
const tokenRow = 'wechat:token';

const tokenReply = z.union([failure, z.object({ access_token: z.string().min(1), expires_in: z.int() })]);

export interface AccessTokens {
  /** The one that is kept, or a new one. */
  get(): Promise<string>;
  /** A new one: WeChat gave up the kept one. */
  renew(): Promise<string>;
}

export function openAccessTokens(
  config: Config['wechat'],
  { redis, crypto }: { redis: RedisStore; crypto: FieldCrypto },
): AccessTokens {
  async function renew(): Promise<string> {
    const reply = await exchangeJson(system, address(config, '/cgi-bin/stable_token', {}), tokenReply, {
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

  return {
    get: async () => {
      const sealed = await redis.get(tokenKey);
      return (sealed === undefined ? undefined : openToken(crypto, sealed)) ?? renew();
    },
    renew,
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
