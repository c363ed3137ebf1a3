import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import type { Message, MessagesReply } from '@yijiutong/rules/contract';
import { useEffect, useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Empty, Loaded } from '../../../components/loaded';
import { Trouble } from '../../../components/notice';
import { Page } from '../../../components/page';
import { SubscribeButton } from '../../../components/subscribe-button';
import { api } from '../../../services/api';
import { openStep } from '../../../services/road';
import { useAttempt } from '../../../services/use-attempt';
import { useReply } from '../../../services/use-reply';
import { formatMoment } from '../../../text/date';

function MessageCard({ message }: { message: Message }) {
  const { messageId, title, body, at, read, claimId } = message;
  return (
    <Card
      title={title}
      tone={read ? 'plain' : 'green'}
      aside={read ? null : <View className="tag tag_green">新</View>}
    >
      <View className="lead">{body}</View>
      <View className="bill-row__note">{formatMoment(at, new Date().toISOString())}</View>
      {claimId !== null && (
        <Button
          id={`claim-of-${messageId}`}
          kind="small"
          words="看这份申请"
          onTap={() => openStep('claim', claimId)}
        />
      )}
    </Card>
  );
}

/** What stands on the screen has been read: the newest and all before it. */
function useMarkRead({ messages, unread }: MessagesReply, isHeld: boolean): void {
  const newest = messages[0]?.messageId;
  useEffect(() => {
    if (isHeld || unread === 0 || newest === undefined) return;
    // One that does not arrive leaves them marked as new: the next look says it again.
    api.readMessages(newest).catch(() => undefined);
  }, [isHeld, newest, unread]);
}

/** The first page and those asked for after it. */
function MessageList({ first, isHeld }: { first: MessagesReply; isHeld: boolean }) {
  const [older, setOlder] = useState<{ messages: readonly Message[]; more: boolean } | null>(null);
  const { busy, trouble, attempt } = useAttempt();
  useMarkRead(first, isHeld);
  const all = [...first.messages, ...(older?.messages ?? [])];
  const last = all.at(-1)?.messageId;
  const more = older?.more ?? first.more;
  const loadMore = () => {
    if (!more || last === undefined || busy) return;
    void attempt(async () => {
      const next = await api.listMessages(last);
      setOlder({ messages: [...(older?.messages ?? []), ...next.messages], more: next.more });
    });
  };
  useReachBottom(loadMore);
  if (all.length === 0) {
    return <Empty title="还没有消息" next="申请有了进展，这里会告诉您。" />;
  }
  return (
    <>
      {all.map((message) => (
        <MessageCard key={message.messageId} message={message} />
      ))}
      <Trouble code={trouble} />
      {more && <Button id="more" kind="plain" words="看更早的" busy={busy} onTap={loadMore} />}
    </>
  );
}

export default function Messages() {
  const replied = useReply('messages', 'first', firstMessages);
  return (
    <Page title="消息" below>
      <SubscribeButton />
      <Loaded from={replied}>{(first, isHeld) => <MessageList first={first} isHeld={isHeld} />}</Loaded>
    </Page>
  );
}

const firstMessages = () => api.listMessages();
