// Who is asking: a token of a resident or of staff, a signed request of the platform, or nobody.
import { isSignedBy, readCredential, type Credential } from '../access/credential.ts';
import type { Deps } from '../deps.ts';
import type { Sessions } from '../session/session.service.ts';
import { callerOf, type Caller } from '../session/session.state.ts';
import { findStaffSession } from '../staff/staff-session.service.ts';
import type { Context, Step } from './context.ts';

const anonymous: Caller = { role: 'anonymous', problem: null };
const expired: Caller = { role: 'anonymous', problem: 'session_expired' };

export function identifyCaller(sessions: Sessions, deps: Pick<Deps, 'config' | 'clock' | 'db'>): Step {
  return async (ctx, next) => {
    const shown = readCredential({
      accessKey: ctx.get('X-Api-Access-Key'),
      authorization: ctx.get('Authorization'),
    });
    ctx.state.caller =
      shown.kind === 'signature'
        ? identifySigner(ctx, shown.accessKey, deps)
        : await identifyHolder(shown, sessions, deps);
    await next();
  };
}

async function identifyHolder(
  shown: Exclude<Credential, { kind: 'signature' }>,
  sessions: Sessions,
  ports: Pick<Deps, 'db' | 'clock'>,
): Promise<Caller> {
  switch (shown.kind) {
    case 'none':
      return anonymous;
    case 'unknown':
      return expired;
    case 'staff': {
      const session = await findStaffSession(ports, shown.token);
      return session === undefined ? expired : { role: 'staff', session };
    }
    case 'resident': {
      const session = await sessions.find(shown.token);
      return session === undefined ? expired : callerOf(session);
    }
  }
}

function identifySigner(
  ctx: Context,
  accessKey: string,
  { config, clock }: Pick<Deps, 'config' | 'clock'>,
): Caller {
  const secret = config.senders.get(accessKey);
  const signed = {
    method: ctx.method,
    path: ctx.path,
    querystring: ctx.querystring,
    timestamp: ctx.get('X-Api-Timestamp'),
    body: ctx.request.rawBody ?? '',
    signature: ctx.get('X-Api-Signature'),
  };
  const valid = secret !== undefined && isSignedBy(secret, signed, clock.now());
  return valid ? { role: 'sender', accessKey } : { role: 'anonymous', problem: 'signature_invalid' };
}
