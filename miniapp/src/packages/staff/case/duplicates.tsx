/** Others that share something with this case, side by side with it. */
import { View } from '@tarojs/components';
import type { DeskClaimReply, Duplicate } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { formatMoment } from '../../../text/date';
import { isSuspicious, kindNames, sharedNames, stateNames } from '../case-words';
import { openStaff } from '../road';
import { paperName } from './names';

type Props = { desk: DeskClaimReply };

const sentOn = (at: string | null): string =>
  at === null ? '未提交' : formatMoment(at, new Date().toISOString());

function pageName({ claim }: DeskClaimReply, pageId: string): string {
  const task = claim.tasks.find(({ pages }) => pages.some((page) => page.pageId === pageId));
  if (task === undefined) return '一页材料';
  return `${task.title}第 ${task.pages.findIndex((page) => page.pageId === pageId) + 1} 页`;
}

/** 同一张账单（…）、同一张照片（…） */
function sharedWords(desk: DeskClaimReply, { kinds, bills, pages }: Duplicate): string[] {
  return kinds.map((kind) => {
    const what =
      kind === 'bill'
        ? bills.map((ref) => paperName(desk, ref))
        : kind === 'page'
          ? pages.map((pageId) => pageName(desk, pageId))
          : [];
    return what.length === 0 ? sharedNames[kind] : `${sharedNames[kind]}：${what.join('；')}`;
  });
}

type Row = readonly [name: string, own: string, other: string];

function rowsOf({ claim, person }: DeskClaimReply, other: Duplicate): Row[] {
  return [
    ['编号', claim.number ?? '没有', other.number ?? '没有'],
    ['人', person.name, other.samePerson ? '同一个人' : '另一个人'],
    ['事项', kindNames[claim.kind], kindNames[other.kind]],
    ['办到', stateNames[claim.state].words, stateNames[other.state].words],
    ['地方', claim.regionName, other.regionName],
    ['提交', sentOn(claim.submittedAt), sentOn(other.submittedAt)],
  ];
}

function Pair({ desk, other }: Props & { other: Duplicate }) {
  const { claimId } = other;
  return (
    <View className="pairing">
      {sharedWords(desk, other).map((words) => (
        <View key={words} className="pairing__shared">
          {words}
        </View>
      ))}
      <View className="pairing__row pairing__row_head">
        <View className="pairing__name" />
        <View className="pairing__one">这一件</View>
        <View className="pairing__one">另一件</View>
      </View>
      {rowsOf(desk, other).map(([name, own, its]) => (
        <View key={name} className="pairing__row">
          <View className="pairing__name">{name}</View>
          <View className="pairing__one">{own}</View>
          <View className="pairing__one">{its}</View>
        </View>
      ))}
      {claimId === null ? (
        <View className="line__note">另一件不在您的辖区，或者是您家里人的，不能打开。</View>
      ) : (
        <Button
          id={`open-${claimId}`}
          kind="plain"
          words="打开另一件"
          onTap={() => openStaff('case', { id: claimId })}
        />
      )}
    </View>
  );
}

export function Duplicates({ desk }: Props) {
  const { duplicates } = desk;
  if (duplicates.length === 0) return null;
  const suspicious = duplicates.filter(isSuspicious);
  return (
    <Card
      title={suspicious.length > 0 ? '可能重复' : '本人一年内的其他申请'}
      tone={suspicious.length > 0 ? 'warm' : 'plain'}
    >
      {duplicates.map((other, at) => (
        <Pair key={other.claimId ?? at} desk={desk} other={other} />
      ))}
    </Card>
  );
}
