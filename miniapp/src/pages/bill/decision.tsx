import { View } from '@tarojs/components';
import type { BillDecision, BillReply } from '@yijiutong/rules/contract';

import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { ClauseLink } from '../../components/clause-sheet';
import { Figure, MoneyLine } from '../../components/money';
import { SampleMark } from '../../components/sample';
import { goToTab } from '../../services/road';
import { formatFullDay } from '../../text/date';
import { formatYuan, isAboveZero, toFen } from '../../text/money';
import { billKinds, missingWords, refusalWords } from '../../text/states';
import { isMadeGood } from './why-different';

type Of<S extends BillDecision['status']> = Extract<BillDecision, { status: S }>;

function outcomeWords(difference: string, personalAfter: string | null): string {
  const fen = toFen(difference);
  if (fen === 0) return '该给的已经给足，您不用再办。';
  if (fen < 0) return '结账时给的比算出来的多。您不用做什么，窗口会核对。';
  const after = personalAfter === null ? '' : `领到以后，这次看病您一共只付 ${formatYuan(personalAfter)}。`;
  return `${after}在手机上就能申请，不用跑窗口。`;
}

/** What the rules give, part by part; what the window already gave; and what lies between. */
function Difference({ reply, decision }: { reply: BillReply; decision: Of<'granted'> }) {
  const { bill, illustrative, personalAfter } = reply;
  const { granted, difference } = bill;
  const parts = [
    { label: '医疗救助', money: decision.assistance },
    { label: '普通门诊救助', money: decision.outpatient },
    { label: '倾斜救助（再帮一次）', money: decision.tilt },
  ].filter(({ money }) => isAboveZero(money));
  const open = isAboveZero(difference);
  return (
    <Card
      tone={open ? 'green' : 'plain'}
      aside={illustrative.length > 0 && <SampleMark />}
      title="医疗救助帮您多少"
    >
      {open && <Figure money={difference} words="您还能领" />}
      <MoneyLine label="按规定该给" note={`您的身份：${decision.category}`} money={decision.granted} />
      {parts.length > 1 &&
        parts.map(({ label, money }) => <MoneyLine key={label} label={`其中 ${label}`} money={money} />)}
      <MoneyLine label="结账时已经给了" money={granted} />
      {difference !== null && <View className="card__text">{outcomeWords(difference, personalAfter)}</View>}
      {open && <Button id="claim-it" words="去申请" onTap={() => goToTab('claims')} />}
    </Card>
  );
}

function Refused({ decision, reply }: { decision: Of<'refused'>; reply: BillReply }) {
  const { why, next } = refusalWords(decision.code);
  const now = isMadeGood(reply.difference) ? '后来您被认定了，这张账单已经一起补算，写在下面。' : next;
  return (
    <Card title="这次没有救助">
      <View className="reason__why">{why}</View>
      <View className="reason__next">{now}</View>
      {decision.clause !== null && <ClauseLink clause={decision.clause} texts={reply.clauses} />}
    </Card>
  );
}

function Incomplete({ decision }: { decision: Of<'incomplete'> }) {
  return (
    <Card title="还没算完" tone="warm">
      {decision.missing.map((missing) => {
        const { why, next } = missingWords(missing);
        return (
          <View key={missing.name} className="reason">
            <View className="reason__why">{why}</View>
            <View className="reason__next">{next}</View>
          </View>
        );
      })}
    </Card>
  );
}

const Pending = () => (
  <Card tone="warm" title="正在算">
    <View className="card__text">账单收到了。医保系统现在忙，查到您的身份后会自动算好，您不用再办什么。</View>
  </Card>
);

const Reversed = () => (
  <Card title="这张账单已经退费">
    <View className="card__text">医院把这次结账退了，所以不再算救助。重新结账以后，会有一张新账单。</View>
  </Card>
);

function Verdict({ reply }: { reply: BillReply }) {
  const { decision } = reply;
  switch (decision.status) {
    case 'granted':
      return <Difference reply={reply} decision={decision} />;
    case 'refused':
      return <Refused reply={reply} decision={decision} />;
    case 'incomplete':
      return <Incomplete decision={decision} />;
    case 'pending':
      return <Pending />;
    case 'reversed':
      return <Reversed />;
  }
}

/** Where and when it was, and what the rules say of it. */
export function Decision({ reply }: { reply: BillReply }) {
  const { bill } = reply;
  return (
    <>
      <View className="lead">
        {bill.institution ?? '看病的医院'}
        <View className="lead__note">
          {formatFullDay(bill.on)}，{billKinds[bill.kind]}
        </View>
      </View>
      <Verdict reply={reply} />
    </>
  );
}
