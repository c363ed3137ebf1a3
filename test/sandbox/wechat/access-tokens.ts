/** getStableAccessToken: asking again gives the same token until it is about to end, unless it is forced. */
import { randomBytes } from 'node:crypto';

import type { Clock } from '../clock.ts';
import { errorOf, findCredentialError } from './errors.ts';

const LIFE_MS = 7_200_000;
const RENEWED_BEFORE_END_MS = 300_000;
const FORCED_APART_MS = 30_000;
const FORCED_PER_DAY = 20;
const DAY_MS = 86_400_000;

export type AccessTokens = {
  issue(request: Record<string, unknown>): object;
  /** The errcode of a call with this token; null when it is good. */
  findError(token: string | null): number | null;
};

export function openAccessTokens(clock: Clock): AccessTokens {
  const endOf = new Map<string, number>();
  let current = '';
  let forced: number[] = [];

  const renew = (now: number): void => {
    // An old token stays good for five minutes beside the new one.
    if (current !== '') endOf.set(current, Math.min(endOf.get(current) ?? 0, now + RENEWED_BEFORE_END_MS));
    current = randomBytes(96).toString('base64url');
    endOf.set(current, now + LIFE_MS);
  };

  return {
    issue: (request) => {
      const wrong = findCredentialError(request.appid, request.secret);
      if (wrong !== null) return errorOf(wrong);
      if (request.grant_type !== 'client_credential') return errorOf(40002);
      const now = clock().getTime();
      if (request.force_refresh === true) {
        forced = forced.filter((at) => now - at < DAY_MS);
        if (forced.length >= FORCED_PER_DAY) return errorOf(45009);
        if (now - (forced.at(-1) ?? -Infinity) < FORCED_APART_MS) return errorOf(45011);
        forced.push(now);
        renew(now);
      } else if ((endOf.get(current) ?? 0) - now <= RENEWED_BEFORE_END_MS) {
        renew(now);
      }
      return { access_token: current, expires_in: Math.floor(((endOf.get(current) ?? now) - now) / 1000) };
    },
    findError: (token) => {
      const end = endOf.get(token ?? '');
      if (end === undefined) return 40001;
      return end > clock().getTime() ? null : 42001;
    },
  };
}
