import { View } from '@tarojs/components';
import type { BillDifference, ClauseText } from '@yijiutong/rules/contract';

import { Card } from '../../components/card';
import { ClauseLink } from '../../components/clause-sheet';
import { MoneyLine } from '../../components/money';
import { SampleMark } from '../../components/sample';

type Props = { difference: BillDifference | null; texts: readonly ClauseText[]; sample: boolean };

/** Whether a recognition paid for the bill after it had been refused. */
export function isMadeGood(difference: BillDifference | null): boolean {
  return difference?.causes.some(({ cause }) => cause === 'top_up') === true;
}

/** N9: why the amount is not what it was the last time, one sentence a cause. */
export function WhyDifferent({ difference, texts, sample }: Props) {
  // A reply that was kept on the phone from before differences were told has none.
  if (!difference) return null;
  const { before, after, causes } = difference;
  // Decided once: there is no last time to differ from, only what the recognition brought.
  const once = causes.every(({ cause }) => cause === 'top_up');
  return (
    <Card title={once ? '认定以后，补了钱' : '和上次为什么不一样'} aside={sample && <SampleMark />}>
      {before !== null && <MoneyLine label="上次算，该给" money={before} />}
      {after !== null && <MoneyLine label="这次算，该给" money={after} />}
      {causes.map(({ cause, sentence, clause }, at) => (
        <View key={`${cause}${at}`} className="cause">
          <View className="cause__sentence">{sentence}</View>
          {clause !== null && <ClauseLink clause={clause} texts={texts} />}
        </View>
      ))}
      {isMadeGood(difference) && <View className="card__text">这张账单也算在里面。</View>}
    </Card>
  );
}
