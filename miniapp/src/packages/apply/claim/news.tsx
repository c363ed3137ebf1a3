import { View } from '@tarojs/components';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { SubscribeButton } from '../../../components/subscribe-button';
import { findClient } from '../../../services/behalf';
import { canSubscribe } from '../../../services/subscribe';

/** While there is something to be told: by WeChat where she allows it now, by SMS otherwise. */
export function News({ claim: { claimId } }: { claim: ClaimReply }) {
  if (findClient([claimId]) !== null) {
    return <View className="end">有进展，会告诉本人。您随时可以在这里看。</View>;
  }
  if (!canSubscribe) {
    return <View className="end">有进展，会给您发短信，首页的“消息”里也有。</View>;
  }
  return (
    <View className="actions">
      <SubscribeButton />
    </View>
  );
}
