import { View } from '@tarojs/components';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { mayNameLate } from '../late-payee';
import { openOwn } from '../own-road';

/** The law has opened it without her: nobody knows yet where the money is to go. */
export function LateAccount({ claim }: { claim: ClaimReply }) {
  if (!mayNameLate(claim) || claim.payee !== null) return null;
  return (
    <Card tone="warm" title="还没有填收钱的银行卡">
      <View className="card__text card__text_first">填好了，批下来才能打钱。</View>
      <View className="actions">
        <Button id="name-payee" words="去填银行卡" onTap={() => openOwn('payee', claim.claimId)} />
      </View>
    </Card>
  );
}
