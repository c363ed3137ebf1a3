// The code of the authenticator app: RFC 6238 as every such app speaks it (SHA-1, six digits, thirty seconds).
import { Secret, TOTP } from 'otpauth';

const secondsAStep = 30;
/** Steps by which the phone's clock may be wrong, either way. */
const skew = 1;
const issuer = '医救通';

/** What is typed for a login that nobody has is held against it. Its code opens nothing. */
const nobodys = 'A'.repeat(32);

/** 160 random bits, as base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the authenticator app reads from a picture, or a hand types. */
export function totpUri(secret: string, login: string): string {
  return totpOf(secret, login).toString();
}

/** The step that the code belongs to, or `undefined` where it is wrong now. A step that was taken once is never taken again. */
export function findTotpStep(secret: string | undefined, code: string, now: number): number | undefined {
  const totp = totpOf(secret ?? nobodys, 'nobody');
  const delta = totp.validate({ token: code, timestamp: now, window: skew });
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: secondsAStep,
  });
}
