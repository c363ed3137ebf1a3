import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { checkLimit } from '../middleware/rate-limit.ts';
import { presentSession } from './session.present.ts';
import type { Sessions } from './session.service.ts';
import { signInByPhone, signInByWechat } from './sign-in.service.ts';
import { sendSmsCode } from './sms-code.service.ts';

export function sessionFeature(deps: Deps, sessions: Sessions): Feature {
  const { redis, config } = deps;
  const perAddress = config.limits.smsPerAddressPerHour;
  const smsLimit = redis.limiter({ name: 'sms', points: perAddress, seconds: 3600 });
  const signInLimit = redis.limiter({ name: 'sign-in', points: perAddress, seconds: 600 });

  return {
    handlers: {
      sendSmsCode: async ({ body, address }) => {
        await checkLimit(smsLimit, address, 'codes asked for from this address');
        return sendSmsCode(deps, body.phone);
      },

      signInByWechat: async ({ body, address }) => {
        await checkLimit(signInLimit, address, 'sign-ins from this address');
        return signInByWechat(deps, sessions, body);
      },

      signInByPhone: async ({ body, address }) => {
        await checkLimit(signInLimit, address, 'sign-ins from this address');
        return signInByPhone(deps, sessions, body);
      },

      getSession: ({ caller }) => presentSession(deps, caller.session),

      signOut: async ({ caller }) => {
        await sessions.revoke(caller.session.tokenHash);
        return undefined;
      },
    },
  };
}
