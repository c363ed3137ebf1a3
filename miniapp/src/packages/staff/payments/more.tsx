import { View } from '@tarojs/components';
import type { PaymentsReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { StaffTrouble } from '../staff-trouble';
import type { Paged } from './use-payments';

export function More({ shown, paged }: { shown: PaymentsReply; paged: Paged }) {
  const { loading, more } = paged;
  if (shown.next === null) return <View className="end">就这 {shown.payments.length} 笔</View>;
  return (
    <View className="actions">
      <StaffTrouble failure={loading.failure} />
      <Button id="more" kind="plain" words="再看一些" busy={loading.busy} onTap={() => more(shown)} />
    </View>
  );
}
