/** Who sits at the desks, and newcomers whose records a request is about: put straight into the database of the BFF. */
import { assemble } from '../../../bff/src/assemble.ts';
import { readConfig } from '../../../bff/src/config.ts';
import { createLog } from '../../../bff/src/log.ts';
import { staffRole, type StaffRole } from '../../../shared/src/contract/index.ts';
import type { Person } from '../../sandbox/world.ts';
import type { Backstage } from '../../support/app.ts';
import { inviteSomebody, openAccount, openVolunteer } from '../../support/callers.ts';
import { signInStaff, type SignedInStaff } from '../../support/staff.ts';
import { asker, must } from '../signed-in.ts';
import type { Stage } from '../stage.ts';

/** 桐湾社区 in 杏林街道, 东区: where the newcomers live. */
export const village = '510402901001';

const workplaces: Partial<Record<StaffRole, string>> = {
  village_clerk: village,
  township_officer: village.slice(0, 9),
};

export type Newcomer = { person: Person; personId: number; token: string };

export type Office = {
  app: Backstage;
  posts: Record<StaffRole, SignedInStaff>;
  /** The token of a volunteer of the village: each may look for a few people only. */
  enlist: () => Promise<string>;
  /** Somebody else with this post: for a request that changes or ends what is hers. */
  hire: (role: StaffRole) => Promise<SignedInStaff>;
  /** Bound, with every consent. */
  invite: () => Promise<Newcomer>;
  /** What has to be done first, by somebody. @throws unless it is answered with this status */
  ask: <T = unknown>(token: string, request: string, status: number, body?: unknown) => Promise<T>;
  close: () => Promise<void>;
};

export async function openOffice(stage: Stage): Promise<Office> {
  const { deps, close } = await assemble(readConfig(stage.environment), createLog('warn'));
  const app = { deps, sandbox: stage.sandbox };
  const hire = (role: StaffRole) => signInStaff(app, role, workplaces[role] ?? village.slice(0, 6));
  const posts: Partial<Record<StaffRole, SignedInStaff>> = {};
  for (const role of staffRole.options) posts[role] = await hire(role);
  return {
    app,
    posts: posts as Record<StaffRole, SignedInStaff>,
    enlist: async () => (await openVolunteer(app, village)).token,
    hire,
    invite: () => inviteNewcomer(app),
    ask: (token, request, status, body) => {
      const [method = '', path = ''] = request.split(' ');
      return must(asker(stage, token)(method, path, body), status);
    },
    close,
  };
}

async function inviteNewcomer(app: Backstage): Promise<Newcomer> {
  const person = inviteSomebody(app);
  const { accountId, token } = await openAccount(app, person);
  const { person_id: personId } = await app.deps.db
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (personId === null) throw new Error('an account that was just bound is bound to nobody');
  return { person, personId, token };
}
