/** What did not work, with what the desk has to know beside it. */
import { View } from '@tarojs/components';

import { speak } from '../../components/speak';
import type { AppFailure } from '../../services/failure';
import { wordsFor, type FailureWords } from '../../text/failures';

const MINUTE_S = 60;

/** Said to staff otherwise than to a resident. */
const own: Readonly<Record<string, FailureWords | undefined>> = {
  forbidden: { title: '这一步不归您的岗位办', next: '请交给有这个岗位的同事。' },
  claim_changed: { title: '这件刚刚有了变化', next: '最新的已经拿来了。请看一眼，再点一次。' },
};

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
  const { title, next } = own[failure.code] ?? wordsFor(failure.code);
  const detail = findDetail(failure);
  return (
    <View id="trouble" className="notice notice_red" {...speak({ role: 'alert' })}>
      <View className="notice__title">{title}</View>
      {detail !== null && <View>{detail}</View>}
      <View>{next}</View>
    </View>
  );
}
