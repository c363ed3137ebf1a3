/** What was found, said and done before: opinions, findings, the history, and who has had the case. */
import { View } from '@tarojs/components';
import type { DeskClaimReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Card } from '../../../components/card';
import { ClauseLink } from '../../../components/clause-sheet';
import { Tap } from '../../../components/tap';
import { formatFullDay, formatMoment } from '../../../text/date';
import { formatYuan } from '../../../text/money';
import { eventNames, reasonName, roleNames, stageNames, stateNames, verdictNames } from '../case-words';

type Props = { desk: DeskClaimReply };
type Event = DeskClaimReply['history'][number];
type Assignment = DeskClaimReply['assignments'][number];

const moment = (at: string): string => formatMoment(at, new Date().toISOString());

export function Reviews({ desk: { reviews } }: Props) {
  if (reviews.length === 0) return null;
  return (
    <Card title="以前的意见">
      {[...reviews].reverse().map((review) => {
        const { words, tone } = verdictNames[review.verdict];
        return (
          <View key={`${review.stage}${review.at}`} className="said">
            <View className="said__head">
              <View className="said__who">
                {stageNames[review.stage]}，{review.by.name}
              </View>
              <View className={`tag tag_${tone}`}>{words}</View>
            </View>
            <View className="line__note">{moment(review.at)}</View>
            {review.amount !== null && <View>金额 {formatYuan(review.amount)}</View>}
            {review.reason !== null && <View>原因：{reasonName(review.reason)}</View>}
            {review.quoted !== null ? (
              <ClauseLink clause={review.quoted} texts={[review.quoted]} />
            ) : (
              review.clause !== null && <View className="line__note">依据 {review.clause}</View>
            )}
            {review.words !== null && <View className="said__words">{review.words}</View>}
          </View>
        );
      })}
    </Card>
  );
}

/** Who did it, from where: `县级审核 郑谷雨，东区医保局`. */
function whoWords({ role, by, organisation }: Event): string {
  return [roleNames[role], by?.name ?? '', organisation ?? ''].filter((part) => part !== '').join(' ');
}

function EventRow({ event, isNewest }: { event: Event; isNewest: boolean }) {
  const { kind, at, reason, words, policyOn } = event;
  return (
    <View className={isNewest ? 'event event_newest' : 'event'}>
      <View className="event__words">{eventNames[kind]}</View>
      <View className="event__at">
        {moment(at)}，{whoWords(event)}
      </View>
      {reason !== null && <View className="event__at">原因：{reasonName(reason)}</View>}
      {words !== null && <View>{words}</View>}
      {policyOn !== null && <View className="event__at">按 {formatFullDay(policyOn)} 的政策</View>}
    </View>
  );
}

const whys: Record<Assignment['why'], string> = {
  taken: '自己接办',
  assigned: '交办',
  released: '交回待办',
  away: '不在岗，转出',
  came_back: '回到原经办人',
};

function AssignmentRow({ at, state, to, by, why }: Assignment) {
  const giver = by === null || by.staffId === to?.staffId ? '' : `，${by.name} 经手`;
  return (
    <View className="event">
      <View className="event__words">
        {whys[why]}
        {to === null ? '' : `：${to.name}`}
      </View>
      <View className="event__at">
        {moment(at)}，{stateNames[state].words}
        {giver}
      </View>
    </View>
  );
}

export function History({ desk: { history, assignments } }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Card title="办理经过">
      {[...history].reverse().map((event, at) => (
        <EventRow key={`${event.kind}${event.at}`} event={event} isNewest={at === 0} />
      ))}
      {assignments.length > 0 && (
        <>
          <Tap id="assignments" className="fold" expanded={open} onTap={() => setOpen(!open)}>
            {open ? '收起经手人' : '看经手人怎么换的'}
          </Tap>
          {open &&
            [...assignments].reverse().map((one) => <AssignmentRow key={`${one.at}${one.why}`} {...one} />)}
        </>
      )}
    </Card>
  );
}
