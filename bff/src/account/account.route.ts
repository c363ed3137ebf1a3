import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { checkLimit } from '../middleware/rate-limit.ts';
import type { Sessions } from '../session/session.service.ts';
import { closeAccount, exportAccount } from './account.service.ts';
import { bindPerson } from './binding.service.ts';

export const bindAttemptsPerHour = 5;

export function accountFeature(deps: Deps, sessions: Sessions): Feature {
  const bindLimit = deps.redis.limiter({ name: 'bind', points: bindAttemptsPerHour, seconds: 3600 });

  return {
    handlers: {
      bindPerson: async ({ body, caller }) => {
        await checkLimit(bindLimit, String(caller.session.accountId), 'attempts to bind');
        return bindPerson(deps, sessions, caller.session, body);
      },

      exportAccount: ({ caller }) => exportAccount(deps, caller.session),

      closeAccount: ({ caller }) => closeAccount(deps, sessions, caller.session),
    },
  };
}
