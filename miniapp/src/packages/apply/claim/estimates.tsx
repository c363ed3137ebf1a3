import { View } from '@tarojs/components';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { Notice } from '../../../components/notice';
import { formatYuan } from '../../../text/money';
import { Estimate } from '../estimate';

/** What it can bring now; and, where that is another amount than on the day it was sent, both. */
export function Estimates({ claim: { estimate, submittedEstimate } }: { claim: ClaimReply }) {
  const then = submittedEstimate?.claimable ?? null;
  const isOther = then !== null && then !== estimate.claimable;
  return (
    <View>
      {isOther && (
        <Notice tone="warm">
          交上来时，算的是 {formatYuan(then)}。后来账单或身份有变化，下面是现在算的。
        </Notice>
      )}
      <Estimate estimate={estimate} title={isOther ? '现在算，大约能领' : '大约能领'} />
    </View>
  );
}
