import { View } from '@tarojs/components';
import type { ClaimEvent } from '@yijiutong/rules/contract';

import { Card } from '../../../components/card';
import { claimEvents } from '../../../text/claim-life';
import { formatMoment } from '../../../text/date';
import { actors, opinions, reasonWords } from '../course-words';

/** Her own acts, done for her, are not called hers. */
function eventWords({ kind, by }: ClaimEvent): string {
  return by === 'volunteer' ? claimEvents[kind].replace('您', '志愿者替您') : claimEvents[kind];
}

/** Who did it, where that is not in the words already. */
function actorWords({ by }: ClaimEvent): string {
  return by === 'resident' || by === 'volunteer' ? '' : `，${actors[by]}`;
}

function Notes({ event: { opinion, reason, words } }: { event: ClaimEvent }) {
  return (
    <>
      {opinion !== null && <View className="event__note">{opinions[opinion]}</View>}
      {reason !== null && <View className="event__note">{reasonWords(reason)}</View>}
      {words !== null && <View className="event__note">写的：{words}</View>}
    </>
  );
}

/** What happened, by whom, when and with what opinion: the newest first. */
export function Timeline({ events }: { events: readonly ClaimEvent[] }) {
  const now = new Date().toISOString();
  return (
    <Card title="办到哪一步">
      {[...events].reverse().map((event, index) => (
        <View key={`${event.kind}${event.at}`} className={index === 0 ? 'event event_newest' : 'event'}>
          <View className="event__words">{eventWords(event)}</View>
          <Notes event={event} />
          <View className="event__at">
            {formatMoment(event.at, now)}
            {actorWords(event)}
          </View>
        </View>
      ))}
    </Card>
  );
}
