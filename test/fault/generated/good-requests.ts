/** For every route of the contract a request that it would take. A new route does not compile until it has one here. */
import { randomBytes } from 'node:crypto';

import { routes, type RouteName } from '@yijiutong/rules/contract';

import { inventedPhone } from '../../support/people.ts';
import type { Chance } from '../../support/seeded.ts';
import type { Resident } from '../invented.ts';
import type { SignedIn } from '../signed-in.ts';
import type { Stage } from '../stage.ts';
import { caseMakers } from './case-requests.ts';
import { claimMakers, paperMakers, type Applicants } from './claim-requests.ts';
import { deskMakers } from './desk-requests.ts';
import type { Office } from './office.ts';
import { proxyMakers } from './proxy-requests.ts';
import { staffMakers } from './staff-requests.ts';

/** Who there is to ask as, and about. */
export type Cast = {
  stage: Stage;
  bound: readonly SignedIn[];
  /** Signed in, bound to nobody; she may become this person. */
  unbound: { token: string; resident: Resident };
  /** An account that agrees and takes back. */
  wavering: string;
  /**
   * Tokens that a request may bring to their end, the last first: `retire` takes a dead one away.
   * Every path that DELETE ends something at is asked with one of these: a good request spoilt in its
   * method would otherwise sign a bound person out, or take her consent back.
   */
  doomed: string[];
  /** Their bills may be sent, and sent again. */
  senders: readonly Resident[];
  versions: Record<string, string>;
  applicants: Applicants;
  office: Office;
};

export type GoodRequest = { path: string; body?: unknown; bytes?: Buffer; token: string | undefined };

type Maker = (cast: Cast, chance: Chance, lane: number) => GoodRequest | Promise<GoodRequest>;

const kinds = ['privacy_policy', 'identity_verification', 'medical_records', 'claim_papers'] as const;
/** Cities with documents, a county, a city that only its province speaks for, and one that nobody does. */
const lawRegions = ['510400', '420500', '450200', '510402', '440100', '110000'] as const;
const anyone = (path: string, body?: unknown): GoodRequest => ({ path, body, token: undefined });
const bound = (cast: Cast, chance: Chance) => chance.pick(cast.bound);
const doomed = ({ doomed: tokens }: Cast) => tokens.at(-1) ?? 'A'.repeat(43);

const makers: Record<RouteName, Maker> = {
  sendSmsCode: (_cast, chance) =>
    anyone(routes.sendSmsCode.path, { phone: inventedPhone(chance.between(50_000_000, 59_999_999)) }),
  signInByWechat: ({ stage, versions }) =>
    anyone(routes.signInByWechat.path, {
      code: stage.sandbox.wechat.jsCode(`o${randomBytes(13).toString('hex')}`),
      privacyPolicyVersion: versions.privacy_policy,
    }),
  signInByPhone: ({ stage, versions }) => {
    const message = stage.sandbox.inbox().at(-1);
    return anyone(routes.signInByPhone.path, {
      phone: message?.phone,
      code: message?.params[0],
      privacyPolicyVersion: versions.privacy_policy,
    });
  },
  getSession: (cast) => ({ path: routes.getSession.path, token: doomed(cast) }),
  signOut: (cast) => ({ path: routes.signOut.path, token: doomed(cast) }),
  listConsentTexts: () => anyone(routes.listConsentTexts.path),
  grantConsent: (cast, chance) => {
    const kind = chance.pick(kinds);
    return {
      path: routes.grantConsent.path.replace(':kind', kind),
      body: { version: cast.versions[kind] },
      token: doomed(cast),
    };
  },
  withdrawConsent: (cast, chance) => ({
    // Without the privacy policy there would be no account left to ask with.
    path: routes.withdrawConsent.path.replace(':kind', chance.pick(kinds.slice(1))),
    token: cast.wavering,
  }),
  bindPerson: ({ unbound: { token, resident } }) => ({
    path: routes.bindPerson.path,
    body: { name: resident.person.name, certno: resident.person.certno },
    token,
  }),
  exportAccount: (cast, chance) => ({ path: routes.exportAccount.path, token: bound(cast, chance).token }),
  closeAccount: (cast) => ({
    path: routes.closeAccount.path,
    body: { confirm: 'close my account' },
    token: doomed(cast),
  }),
  getStatus: (cast, chance) => ({ path: routes.getStatus.path, token: bound(cast, chance).token }),
  getBenefitYear: (cast, chance) => ({
    path: routes.getBenefitYear.path.replace(':year', String(chance.between(2022, 2027))),
    token: bound(cast, chance).token,
  }),
  listBills: (cast, chance) => ({
    path: `${routes.listBills.path}?year=${chance.between(2024, 2026)}&limit=${chance.between(1, 50)}`,
    token: bound(cast, chance).token,
  }),
  getBill: (cast, chance) => aboutBill(cast, chance, routes.getBill.path),
  refreshBill: (cast, chance) => aboutBill(cast, chance, routes.refreshBill.path),
  receiveSettlement: (cast, chance) => {
    const { settlement } = chance.pick(chance.pick(cast.senders).bills);
    return anyone(routes.receiveSettlement.path, settlement.reversal?.push ?? settlement.push);
  },
  listPolicyRegions: () => anyone(routes.listPolicyRegions.path),
  getPolicyPack: (_cast, chance) =>
    anyone(
      `${routes.getPolicyPack.path.replace(':region', chance.pick(lawRegions))}?year=${chance.between(2023, 2027)}`,
    ),
  ...caseMakers,
  ...claimMakers,
  ...deskMakers,
  ...paperMakers,
  ...proxyMakers,
  ...staffMakers,
};

/** Mostly her own bill, now and then another's. */
function aboutBill(cast: Cast, chance: Chance, path: string): GoodRequest {
  const asking = bound(cast, chance);
  const owner = chance.happens(0.8) ? asking : bound(cast, chance);
  const { setlId } = chance.pick(owner.resident.bills).settlement;
  return { path: path.replace(':setlId', setlId), token: asking.token };
}

/** What a taken DELETE ended, a session, a consent or an account, has ended for good. */
export function retire(cast: Cast, method: string, headers: Record<string, string>): void {
  if (method !== 'DELETE') return;
  const at = cast.doomed.findIndex((token) => headers.authorization === `Bearer ${token}`);
  if (at >= 0) cast.doomed.splice(at, 1);
}

export const routeNames = Object.keys(makers) as RouteName[];

export async function makeGoodRequest(
  name: RouteName,
  cast: Cast,
  chance: Chance,
  lane: number,
): Promise<GoodRequest> {
  return makers[name](cast, chance, lane);
}
