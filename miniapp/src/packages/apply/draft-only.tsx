import { View } from '@tarojs/components';
import type { ClaimReply } from '@yijiutong/rules/contract';
import type { PropsWithChildren } from 'react';

import { Button } from '../../components/button';
import { Empty } from '../../components/loaded';
import { findClient } from '../../services/behalf';
import { replaceStep } from '../../services/road';
import { afterDraft } from '../../text/claim-life';

/** To the person herself: that it was a volunteer who began it. */
function BegunBy({ claim: { claimId, timeline } }: { claim: ClaimReply }) {
  if (timeline[0]?.by !== 'volunteer' || findClient([claimId]) !== null) return null;
  return <View className="lead">这份是志愿者替您开始填的，您可以自己接着填。</View>;
}

/** What fills in a claim; once it was sent, perhaps from another phone, the way to it instead. */
export function DraftOnly({ claim, children }: PropsWithChildren<{ claim: ClaimReply }>) {
  if (claim.state === 'draft') {
    return (
      <>
        <BegunBy claim={claim} />
        {children}
      </>
    );
  }
  return (
    <Empty {...afterDraft[claim.state]}>
      <Button id="to-claim" words="看看这份申请" onTap={() => replaceStep('claim', claim.claimId)} />
    </Empty>
  );
}
