/** N9: why an amount is not what it was. */
import { View } from '@tarojs/components';
import type { ClauseText, DeskBill, DeskClaimReply } from '@yijiutong/rules/contract';

import { Card } from '../../../components/card';
import { ClauseLink } from '../../../components/clause-sheet';
import { MoneyLine } from '../../../components/money';
import { Notice } from '../../../components/notice';
import { SampleMark } from '../../../components/sample';
import { formatYuan, toFen } from '../../../text/money';

type Change = DeskBill['sinceSubmission'];

/** +1,240.00 元 */
export function signed(money: string): string {
  return `${toFen(money) > 0 ? '+' : ''}${formatYuan(money)}`;
}

type Props = { title: string; change: Change; texts: readonly ClauseText[] };

export function Changes({ title, change, texts }: Props) {
  if (change === null) return null;
  const { before, after, causes } = change;
  const beforeWords = before === null ? '没有算出来' : formatYuan(before);
  const afterWords = after === null ? '算不出来' : formatYuan(after);
  return (
    <Notice tone="warm">
      <View className="notice__title">
        {title}：{beforeWords} → {afterWords}（{signed(change.change)}）
      </View>
      {causes.map(({ cause, sentence, amount, clause }, at) => (
        <View key={`${cause}${at}`} className="cause">
          <View className="cause__sentence">
            {sentence}
            {amount === null ? '' : `（${signed(amount)}）`}
          </View>
          {clause !== null && <ClauseLink clause={clause} texts={texts} />}
        </View>
      ))}
    </Notice>
  );
}

/** What it could bring when it was sent, and now. */
export function Estimates({ desk }: { desk: DeskClaimReply }) {
  const { submitted, now, change } = desk.estimate;
  const { unknownBills, illustrative } = desk.claim.estimate;
  return (
    <Card title="大约能救助多少" aside={illustrative.length > 0 && <SampleMark />}>
      {submitted !== null && <MoneyLine label="提交时" money={submitted} />}
      {now === null ? <View>现在：还算不出来</View> : <MoneyLine label="现在" money={now} strong />}
      {change !== null && toFen(change) !== 0 && <View className="card__text">相差 {signed(change)}</View>}
      {unknownBills > 0 && <View className="card__text">另有 {unknownBills} 张账单还没有算进来。</View>}
    </Card>
  );
}
