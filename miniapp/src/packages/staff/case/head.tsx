/** Whose case it is, which one, where it stands and how urgent it is. */
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { DeskClaimReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Notice } from '../../../components/notice';
import { useAttempt } from '../../../services/use-attempt';
import { spaceNumber } from '../../../text/claim';
import { formatMoment, today } from '../../../text/date';
import { caseApi } from '../case-api';
import { clockWords, isSuspicious, kindNames, stateNames } from '../case-words';
import { StaffTrouble } from '../staff-trouble';

type Props = { desk: DeskClaimReply };

/** The number is told on a tap alone, and each look is written down. */
function Call({ desk }: Props) {
  const { busy, failure, attempt } = useAttempt();
  const [phone, setPhone] = useState<string | null | undefined>(undefined);
  const call = () =>
    attempt(async () => {
      const known = await caseApi.getPhone(desk.claim.claimId);
      setPhone(known.phone);
      if (known.phone !== null) await Taro.makePhoneCall({ phoneNumber: known.phone }).catch(() => undefined);
    });
  return (
    <>
      <StaffTrouble failure={failure} />
      {phone === null && <View className="card__text">没有登记过电话。</View>}
      {typeof phone === 'string' && <View className="card__text">电话 {phone}</View>}
      <Button id="call" kind="plain" words="打电话给本人" busy={busy} onTap={() => void call()} />
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <View className="pair">
      <View className="pair__name">{name}</View>
      <View className="pair__value">{value}</View>
    </View>
  );
}

function homeWords({ village, claim }: DeskClaimReply): string {
  return village === null ? `${claim.regionName}，还没写哪个村` : (village.name ?? village.code);
}

function sentWords({ claim }: DeskClaimReply): string {
  if (claim.submittedAt === null) return '未提交';
  return formatMoment(claim.submittedAt, new Date().toISOString());
}

function payeeWords({ claim: { payee } }: DeskClaimReply): string {
  if (payee === null) return '还没有填';
  return `${payee.bank}${payee.kind === 'passbook' ? '（存折）' : ''} ${payee.account}，户名 ${payee.holder}`;
}

/** What makes it another case than most. */
function Marks({ desk }: Props) {
  const { lane, drawn, claim, duplicates } = desk;
  const alike = duplicates.filter(isSuspicious).length;
  const now = new Date().toISOString();
  return (
    <>
      {lane !== null && (
        <Notice tone="warm">
          {lane.by.name} 已在「一起批」里批了，{formatMoment(lane.effectiveAt, now)}{' '}
          生效。之前可以在那里撤销。
        </Notice>
      )}
      {drawn && <Notice tone="warm">抽中全面复核：请逐项看过，单独审批。</Notice>}
      {alike > 0 && <Notice tone="warm">和另外 {alike} 件可能重复，见下面「可能重复」。</Notice>}
      {claim.filedBy !== null && (
        <Notice tone="green">
          {claim.filedBy.organisation} 的志愿者代为提交，{formatMoment(claim.filedBy.at, now)}。
        </Notice>
      )}
    </>
  );
}

const mayCall = ({ acts, sameHands, assignable }: DeskClaimReply) =>
  acts.length > 0 || sameHands.length > 0 || assignable;

export function Head({ desk }: Props) {
  const { claim, person, clock } = desk;
  const state = stateNames[claim.state];
  const time = clockWords(clock, today());
  return (
    <Card title={person.name} aside={<View className={`tag tag_${state.tone}`}>{state.words}</View>}>
      <View className="case-head__kind">{kindNames[claim.kind]}</View>
      {claim.number !== null && <View className="case-head__number">{spaceNumber(claim.number)}</View>}
      <View className={`standing standing_${time.tone} case-head__clock`}>{time.words}</View>
      {clock.provisional && <View className="line__note">放假安排还没全部公布，日子可能会变。</View>}
      <Fact name="身份证" value={person.certno} />
      <Fact name="住在" value={homeWords(desk)} />
      <Fact name="提交" value={sentWords(desk)} />
      <Fact name="收款账户" value={payeeWords(desk)} />
      <Marks desk={desk} />
      {mayCall(desk) && <Call desk={desk} />}
    </Card>
  );
}
