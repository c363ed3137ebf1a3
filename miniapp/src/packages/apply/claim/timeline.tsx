import { View } from '@tarojs/components';
import type { ClaimEvent } from '@yijiutong/rules/contract';

import { Card } from '../../../components/card';
import { claimEvents } from '../../../text/claim-life';
import { formatMoment } from '../../../text/date';

/** What happened, the newest first. */
export function Timeline({ events }: { events: readonly ClaimEvent[] }) {
  const now = new Date().toISOString();
  return (
    <Card title="办到哪一步">
      {[...events].reverse().map(({ kind, at }, index) => (
        <View key={`${kind}${at}`} className={index === 0 ? 'event event_newest' : 'event'}>
          <View className="event__words">{claimEvents[kind]}</View>
          <View className="event__at">{formatMoment(at, now)}</View>
        </View>
      ))}
    </Card>
  );
}
