import type { ClaimReply } from '@yijiutong/rules/contract';
import type { PropsWithChildren } from 'react';

import { Button } from '../../components/button';
import { Empty } from '../../components/loaded';
import { replaceStep } from '../../services/road';
import { afterDraft } from '../../text/claim-life';

/** What fills in a claim; once it was sent, perhaps from another phone, the way to it instead. */
export function DraftOnly({ claim, children }: PropsWithChildren<{ claim: ClaimReply }>) {
  if (claim.state === 'draft') return <>{children}</>;
  return (
    <Empty {...afterDraft[claim.state]}>
      <Button id="to-claim" words="看看这份申请" onTap={() => replaceStep('claim', claim.claimId)} />
    </Empty>
  );
}
