import { View } from '@tarojs/components';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Notice } from '../../../components/notice';
import { findClient } from '../../../services/behalf';
import { dueWords, provisionalWords } from '../../../text/claim';
import { standingWords } from '../../../text/claim-life';
import { formatDay, today } from '../../../text/date';
import { paymentFailures, turns } from '../course-words';
import { openOwn } from '../own-road';
import { ClaimNumber } from './claim-number';

type Shown = keyof typeof standingWords;
type Told = { title: string; next: string };

/** Over, but not as every other: by its kind, and by why it ended. */
function closedWords({ kind, course, timeline }: ClaimReply): Told {
  const last = timeline.filter((event) => event.kind === 'closed').at(-1);
  if (last?.reason === 'not_mended') {
    return { title: '材料没有补齐，先放下了', next: '您随时可以再申请一次，以前交过的材料还在。' };
  }
  if (kind === 'recognition' && course.recognisedOn !== null) {
    const day = formatDay(course.recognisedOn, today());
    return { title: '民政认定了', next: `从${day}起，您是大病困难的救助对象，看病有救助。` };
  }
  if (kind === 'appeal' && course.grant === null) {
    return { title: '复核说您是对的', next: '原来那份申请会重新办，不用再交。' };
  }
  return standingWords.closed;
}

/** Another account was named at a window: it is the county's turn, though the money is not on its way yet. */
const isBrought = ({ state, timeline }: ClaimReply): boolean =>
  state === 'payment_failed' && timeline[timeline.length - 1]?.kind === 'payee_brought';

function toldOf(claim: ClaimReply, state: Shown): Told {
  if (state === 'closed') return closedWords(claim);
  if (state === 'refused' && claim.kind === 'appeal') {
    return { title: '复核过了，还是没有批', next: '下面写着为什么，还能怎么办。' };
  }
  if (isBrought(claim)) {
    return { title: '银行卡在窗口改好了', next: '医保局看过，就再打一次钱。不用再改。' };
  }
  if (state === 'payment_failed') {
    return { title: standingWords.payment_failed.title, next: '改好了就接着打，不用重新申请。' };
  }
  if (state === 'publicity' && claim.course.publicity === null) {
    return { title: '准备在村里公示', next: '贴出来以后，这里会写贴几天。您不用再跑。' };
  }
  return standingWords[state];
}

/** By when: the day that was said, that it is over, or what the count waits for. */
function Due({ claim }: { claim: ClaimReply }) {
  const { due, course, state } = claim;
  if (due === null) return null;
  if (due.on === null) {
    if (course.daysLeft === null || state === 'correction_asked') return null;
    const after = state === 'publicity' ? '公示完了' : '改好了';
    return <View className="due">{`${after}以后，${course.daysLeft} 个工作日里有结果`}</View>;
  }
  if (course.overdue) {
    return (
      <Notice tone="warm">
        {`说好 ${formatDay(due.on, today())}前有结果，已经过了。请打 12393 催一催，报上面的编号。`}
      </Notice>
    );
  }
  return (
    <>
      <View className="due">{dueWords(due, today())}</View>
      {due.provisional && <View className="line__note">{provisionalWords}</View>}
    </>
  );
}

const atWindow = '您不能代改。本人没有手机的，请陪着带上银行卡或存折，到村里、镇上的窗口改。';

/** The bank's own reason, and the way on. A volunteer names no account after the county has approved. */
function NewAccount({ claim: { claimId, course } }: { claim: ClaimReply }) {
  const { why, next } = paymentFailures[course.paymentFailure ?? 'other'];
  const isHers = findClient([claimId]) === null;
  return (
    <>
      <View className="reason__why">{why}</View>
      <View className="reason__next">{isHers ? next : atWindow}</View>
      {isHers && (
        <View className="actions">
          <Button id="correct-payee" words="去改银行卡" onTap={() => openOwn('payee', claimId)} />
        </View>
      )}
    </>
  );
}

/** Where it is, whose turn it is, and until when: before all else. */
export function Standing({ claim, state }: { claim: ClaimReply; state: Shown }) {
  const { title, next } = toldOf(claim, state);
  const turn = isBrought(claim) ? turns.payment_due : turns[state];
  const isOpen = state === 'payment_failed' || state === 'refused';
  return (
    <Card tone={isOpen ? 'warm' : 'green'}>
      <View className="card__title">{title}</View>
      {turn !== null && <View className="turn">{turn}</View>}
      {claim.number !== null && <ClaimNumber number={claim.number} />}
      {state === 'payment_failed' && !isBrought(claim) && <NewAccount claim={claim} />}
      <Due claim={claim} />
      <View className="card__foot">{next}</View>
    </Card>
  );
}
