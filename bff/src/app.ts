// Every request travels this list from top to bottom.
import assert from 'node:assert/strict';

import Router from '@koa/router';
import { routes, type RouteName } from '@yijiutong/rules/contract';
import Koa from 'koa';

import { accountFeature } from './account/account.route.ts';
import { auditFeature } from './audit/audit.route.ts';
import { benefitYearFeature } from './benefit-year/benefit-year.route.ts';
import { billFeature } from './bill/bill.route.ts';
import { claimFeature } from './claim/claim.route.ts';
import { consentFeature } from './consent/consent.route.ts';
import type { Deps } from './deps.ts';
import { deskFeature } from './desk/desk.route.ts';
import { health } from './health/health.route.ts';
import { institutionFeature } from './institution/institution.route.ts';
import { messageFeature } from './message/message.route.ts';
import { accessLog } from './middleware/access-log.ts';
import { jsonBody } from './middleware/body.ts';
import { identifyCaller } from './middleware/caller.ts';
import type { Feature, Handlers, OwnerLookups, State } from './middleware/context.ts';
import { mount } from './middleware/endpoint.ts';
import { errors } from './middleware/errors.ts';
import { neverCached, securityHeaders } from './middleware/headers.ts';
import { limitAccount, limitAddress } from './middleware/rate-limit.ts';
import { requestId } from './middleware/request-id.ts';
import { staticH5 } from './middleware/static-h5.ts';
import { openApi } from './openapi/openapi.route.ts';
import { organisationFeature } from './organisation/organisation.route.ts';
import { paperFeature } from './paper/paper.route.ts';
import { paymentFeature } from './payment/payment.route.ts';
import { policyFeature } from './policy/policy.route.ts';
import { proxyFeature } from './proxy/proxy.route.ts';
import { ruralFeature } from './rural/rural.route.ts';
import { sessionFeature } from './session/session.route.ts';
import { createSessions, type Sessions } from './session/session.service.ts';
import { settlementFeature } from './settlement/settlement.route.ts';
import { staffFeature } from './staff/staff.route.ts';
import { statusFeature } from './status/status.route.ts';
import { volunteerFeature } from './volunteer/volunteer.route.ts';

const version = '0.1.0';

/** Every feature of the shell. A new one adds a line here and its routes to the contract. */
const features: readonly ((deps: Deps, sessions: Sessions) => Feature)[] = [
  sessionFeature,
  consentFeature,
  accountFeature,
  statusFeature,
  benefitYearFeature,
  billFeature,
  claimFeature,
  deskFeature,
  institutionFeature,
  messageFeature,
  paperFeature,
  paymentFeature,
  policyFeature,
  settlementFeature,
  organisationFeature,
  ruralFeature,
  staffFeature,
  volunteerFeature,
  proxyFeature,
  auditFeature,
];

export function buildApp(deps: Deps): Koa<State> {
  const { config, redis, log, metrics } = deps;
  const { perAddressPerMinute, perAccountPerMinute } = config.limits;
  const sessions = createSessions(deps);
  const router = mountFeatures(
    features.map((feature) => feature(deps, sessions)),
    deps,
  );
  const app = new Koa<State>({ proxy: config.trustedProxies > 0, maxIpsCount: config.trustedProxies });

  app.use(requestId());
  app.use(accessLog(log, metrics));
  app.use(errors(log));
  app.use(securityHeaders(config));
  if (config.h5Dir !== undefined) app.use(staticH5(config.h5Dir));
  app.use(neverCached());
  app.use(health(deps));
  app.use(openApi(version));
  app.use(jsonBody());
  app.use(limitAddress(redis.limiter({ name: 'address', points: perAddressPerMinute, seconds: 60 })));
  app.use(identifyCaller(sessions, deps));
  app.use(limitAccount(redis.limiter({ name: 'account', points: perAccountPerMinute, seconds: 60 })));
  app.use(router.routes());
  app.use(router.allowedMethods());
  // A client that hangs up in the middle: nothing to answer, and nothing broken.
  app.on('error', (error: unknown) => log.debug({ err: error }, 'connection broke off'));
  return app;
}

/** Routes in the order of the contract: permission → idempotency → validate → handler. */
function mountFeatures(parts: Feature[], deps: Deps): Router<State> {
  const handlers = parts.reduce<Partial<Handlers>>((all, part) => ({ ...all, ...part.handlers }), {});
  const owners = parts.reduce<Partial<OwnerLookups>>((all, part) => ({ ...all, ...part.owners }), {});
  const router = new Router<State>();
  for (const name of Object.keys(routes) as RouteName[]) {
    const handle = handlers[name];
    assert(handle, `no feature answers ${name} of the contract`);
    mount(router, name, handle, deps, owners);
  }
  return router;
}
