/** Of an appeal: the refused case that it is about, and why she does not agree. */
import { View } from '@tarojs/components';
import type { DeskClaimReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClauseLink } from '../../../components/clause-sheet';
import { spaceNumber } from '../../../text/claim';
import { formatMoment } from '../../../text/date';
import { kindNames, reasonName, stateNames } from '../case-words';
import { openStaff } from '../road';
import { ResidentReads } from './choose';

const moment = (at: string): string => formatMoment(at, new Date().toISOString());

export function Appealed({ desk }: { desk: DeskClaimReply }) {
  const { appealOf, claim } = desk;
  if (appealOf === null) return null;
  const { claimId, number, reason, clause, quoted, words, by, refusedAt, resident } = appealOf;
  const said = claim.course.appealWords;
  return (
    <Card title="被申请复核的决定" tone="warm">
      <View>
        {kindNames[appealOf.kind]}
        {number === null ? '' : `，${spaceNumber(number)}`}
      </View>
      <View className="line__note">
        {stateNames[appealOf.state].words}
        {refusedAt === null ? '' : `，${moment(refusedAt)}`}
        {by === null ? '' : `，${by.name} 提出`}
      </View>
      {reason !== null && <View>原因：{reasonName(reason)}</View>}
      {quoted !== null ? (
        <ClauseLink clause={quoted} texts={[quoted]} />
      ) : (
        clause !== null && <View className="line__note">依据 {clause}</View>
      )}
      {words !== null && <View className="said__words">{words}</View>}
      <ResidentReads words={resident} />
      {said !== null && (
        <>
          <View className="card__label">本人为什么不服</View>
          <View>{said}</View>
        </>
      )}
      <Button
        id="open-appealed"
        kind="plain"
        words="打开那一件"
        onTap={() => openStaff('case', { id: claimId })}
      />
    </Card>
  );
}
