import type { ClaimReply } from '@yijiutong/rules/contract';

import { useArrivals, useUploads, type Upload } from '../../services/upload';
import { useClaim } from '../../services/use-claim';
import type { Replied } from '../../services/use-reply';

type ClaimWithUploads = { replied: Replied<ClaimReply>; uploads: readonly Upload[] };

/** A claim, and what of its papers is still on this phone. A page that has arrived changes the claim: it is asked again. */
export function useClaimWithUploads(claimId: string): ClaimWithUploads {
  const replied = useClaim(claimId);
  const uploads = useUploads(claimId);
  useArrivals(uploads, replied.again);
  return { replied, uploads };
}
