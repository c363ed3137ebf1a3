// What the tests of a case's page share: a server that answers for it, and what was sent held against the contract.
import { routes, type RouteName } from '@yijiutong/rules/contract';

import CasePage from '../../miniapp/src/packages/staff/case/index';
import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { tasks } from './claim-replies';
import { claimId, me, proposal } from './staff-case-replies';
import { ok, press, sentTo, serve, settled, show, type Answers } from './stage';
import { phone } from './taro-api';

export const at = `/staff/claims/${claimId}`;

/** Once, and as the contract takes it. */
export function expectSent(name: RouteName, path: string, body: unknown): void {
  const route = routes[name] as { method: string; body?: { parse: (body: unknown) => unknown } };
  expect(sentTo(`${route.method} ${at}${path}`)).toEqual([body]);
  route.body?.parse(body);
}

/** Every page of a paper can be looked at. */
export const links: Answers = Object.fromEntries(
  tasks.identity.pages.flatMap(({ pageId }) =>
    ['thumbnail', 'full'].map((size) => [
      `GET /pages/${pageId}/link?size=${size}`,
      ok({ path: `/files/${pageId}-${size}`, expiresAt: '' }),
    ]),
  ),
);

export async function openCase(reply: unknown, more: Answers = {}): Promise<void> {
  serve({ ...links, [`GET ${at}`]: ok(reply), [`GET ${at}/proposal`]: ok(proposal), ...more });
  await show(<CasePage />);
  await settled();
}

export const choose = (name: string | RegExp): Promise<void> => press(name, 'radio');

export function signInToCase(): void {
  phone.reset();
  phone.params = { id: claimId };
  staffSession.begin('t'.repeat(43));
  staffSession.know(me);
}
