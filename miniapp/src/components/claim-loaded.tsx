import type { ReactNode } from 'react';

import type { AppFailure } from '../services/failure';
import type { Replied } from '../services/use-reply';
import { ClaimConsent } from './claim-consent';
import { Loaded } from './loaded';

/** Only this one is asked for here; the others stand in 我的, with all that they are for. */
function isForClaimsOnly({ code, data: { kinds } }: AppFailure): boolean {
  return (
    code === 'consent_required' && Array.isArray(kinds) && kinds.every((kind) => kind === 'claim_papers')
  );
}

type Props<T> = { from: Replied<T>; children: (value: T, isHeld: boolean) => ReactNode };

/** As `Loaded`; where only the consent for claims is missing, it is asked for on the spot. */
export function ClaimLoaded<T>({ from, children }: Props<T>) {
  const { reply, again } = from;
  if (reply.state === 'failed' && isForClaimsOnly(reply.failure)) return <ClaimConsent onGiven={again} />;
  return <Loaded from={from}>{children}</Loaded>;
}
