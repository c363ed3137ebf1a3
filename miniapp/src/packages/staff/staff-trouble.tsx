/** What did not work, with what the desk has to know beside it. */
import { View } from '@tarojs/components';

import { speak } from '../../components/speak';
import type { AppFailure } from '../../services/failure';
import { wordsFor } from '../../text/failures';

const MINUTE_S = 60;

/** Of the failures whose words alone do not say it all. */
function findDetail({ code, data }: AppFailure): string | null {
  if (code === 'staff_locked' && typeof data.retryAfterSeconds === 'number') {
    return `${Math.ceil(data.retryAfterSeconds / MINUTE_S)} 分钟后可以再试。`;
  }
  const by = data.by as { name?: string } | null | undefined;
  return code === 'claim_taken' && by?.name !== undefined ? `现在由 ${by.name} 办。` : null;
}

export function StaffTrouble({ failure }: { failure: AppFailure | null }) {
  if (failure === null) return null;
  const { title, next } = wordsFor(failure.code);
  const detail = findDetail(failure);
  return (
    <View id="trouble" className="notice notice_red" {...speak({ role: 'alert' })}>
      <View className="notice__title">{title}</View>
      {detail !== null && <View>{detail}</View>}
      <View>{next}</View>
    </View>
  );
}
