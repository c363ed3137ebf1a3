import { View } from '@tarojs/components';
import type { ClaimLink, ClaimReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClauseLink } from '../../../components/clause-sheet';
import { Figure, MoneyLine } from '../../../components/money';
import { PlainSteps } from '../../../components/plain-steps';
import { Tap } from '../../../components/tap';
import { openStep } from '../../../services/road';
import { billName, claimKinds, claimStates } from '../../../text/claim';
import { formatDay, today } from '../../../text/date';
import { isAboveZero } from '../../../text/money';
import { refusals } from '../course-words';
import { openOwn } from '../own-road';

type Props = { claim: ClaimReply };

/** What was approved, bill by bill, how each came about, and what has arrived. */
export function Granted({ claim }: Props) {
  const { grant } = claim.course;
  const [open, setOpen] = useState(false);
  if (grant === null) return null;
  const bills = grant.bills.filter(({ pays }) => isAboveZero(pays));
  const nameOf = (ref: string) => {
    const bill = claim.bills.find((one) => one.ref === ref);
    return bill === undefined ? '账单' : billName(bill, today());
  };
  const explained = bills.filter(({ explanation }) => explanation.length > 0);
  return (
    <>
      <Card tone="green">
        <Figure money={grant.amount} words="批下来的钱" />
        {bills.map(({ ref, pays }) => (
          <MoneyLine key={ref} label={nameOf(ref)} money={pays} />
        ))}
        {isAboveZero(grant.retroactive) && <MoneyLine label="认定以后，补前面的" money={grant.retroactive} />}
        <View className="card__text">
          {isAboveZero(grant.paid) ? '银行说已经打到您的卡上。' : '还没有打到卡上。打了会告诉您。'}
        </View>
        {explained.length > 0 && (
          <Tap id="how-granted" className="fold" expanded={open} onTap={() => setOpen(!open)}>
            {open ? '收起来' : '这笔钱是怎么算的'}
          </Tap>
        )}
      </Card>
      {open &&
        explained.map(({ ref, explanation }, at) => (
          <PlainSteps
            key={ref}
            id={`granted-${at + 1}`}
            title={nameOf(ref)}
            steps={explanation}
            texts={claim.estimate.clauses}
            sample={claim.estimate.illustrative.length > 0}
          />
        ))}
    </>
  );
}

type WhyNot = NonNullable<NonNullable<ClaimReply['course']['refusal']>['whyNotAppeal']>;

/** Why there is no button to appeal with. */
function noAppealWords(why: WhyNot, appeal: ClaimLink | null, until: string | null): string {
  switch (why) {
    case 'too_late':
      return `申请复核的时间过了${until === null ? '' : `（${formatDay(until, today())}）`}。`;
    case 'appealed':
      return appeal?.state === 'draft'
        ? '复核还没有填完，在下面接着填。'
        : '您已经申请过复核了，一件只能复核一次。';
    case 'is_appeal':
      return '这就是复核的结果，不能再申请复核。';
  }
}

/** Why nothing was granted, where that is written, and what she can do now. */
export function Refused({ claim }: Props) {
  const { refusal } = claim.course;
  if (refusal === null) return null;
  const { reason, clause, words, next, appealUntil, mayAppeal, whyNotAppeal } = refusal;
  return (
    <Card title="为什么没有批">
      <View className="reason__why">{refusals[reason].why}</View>
      {words !== null && <View className="reason__next">办事的人写的：{words}</View>}
      {clause !== null && <ClauseLink clause={clause} texts={[clause]} />}
      <View className="card__label">还能怎么办</View>
      <View className="reason__next">{refusals[reason].next}</View>
      <View className="reason__next">{next}</View>
      {mayAppeal && appealUntil !== null && (
        <>
          <View className="due">最晚 {formatDay(appealUntil, today())}申请复核</View>
          <View className="actions">
            <Button id="appeal" words="不同意，申请复核" onTap={() => openOwn('appeal', claim.claimId)} />
          </View>
        </>
      )}
      {whyNotAppeal !== null && (
        <View className="reason__next">{noAppealWords(whyNotAppeal, claim.course.appeal, appealUntil)}</View>
      )}
    </Card>
  );
}

/** 公示: in which village, for how long, and what it means. */
export function Publicity({ claim }: Props) {
  const { publicity } = claim.course;
  if (publicity === null) return null;
  const { from, until, days, ended, place } = publicity;
  return (
    <Card title={ended ? '公示过了' : '正在公示'}>
      <View className="card__text card__text_first">贴在：{place}的公示栏</View>
      <View className="card__text">
        {formatDay(from, today())}贴出来，贴 {days} 天，到{formatDay(until, today())}。
      </View>
      {!ended && (
        <View className="card__text">村里人有意见可以提，没有就往下办。公示的日子，不算在办事的日子里。</View>
      )}
    </Card>
  );
}

type KinProps = { id: string; link: ClaimLink | null; words: string };

function Kin({ id, link, words }: KinProps) {
  if (link === null) return null;
  const { claimId, kind, state } = link;
  const { words: standing, tone } = claimStates[state];
  return (
    <Card title={claimKinds[kind]} aside={<View className={`tag tag_${tone}`}>{standing}</View>}>
      <View className="card__text card__text_first">{words}</View>
      <View className="actions">
        <Button
          id={id}
          kind="plain"
          words="看那一份"
          onTap={() => openStep(state === 'draft' ? 'tasks' : 'claim', claimId)}
        />
      </View>
    </Card>
  );
}

/** The claims that this one comes from, and that came of it: each a tap away, both ways. */
export function KinOf({ claim: { course } }: Props) {
  const { opened, openedBy, appeal, appealOf } = course;
  return (
    <>
      <Kin id="to-opened" link={opened} words="认定以后，前面的账单自动开了这一份补算，您不用申请。" />
      <Kin id="to-opener" link={openedBy} words="这一份是因为这个认定，自动开的。" />
      <Kin id="to-appeal" link={appeal} words="您不同意这个结果，申请了复核。" />
      <Kin id="to-appealed" link={appealOf} words="这一份复核，是为了这个没有批的申请。" />
    </>
  );
}

/** Why she did not agree, as she wrote it. */
export function AppealWords({ claim: { course } }: Props) {
  if (course.appealWords === null) return null;
  return (
    <Card title="为什么不同意">
      <View className="card__text card__text_first">{course.appealWords}</View>
    </Card>
  );
}
