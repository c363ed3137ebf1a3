import { View } from '@tarojs/components';
import type { BillDifference, ClauseText } from '@yijiutong/rules/contract';

import { Card } from '../../components/card';
import { ClauseLink } from '../../components/clause-sheet';
import { MoneyLine } from '../../components/money';
import { SampleMark } from '../../components/sample';

type Props = { difference: BillDifference | null; texts: readonly ClauseText[]; sample: boolean };

/** N9: why the amount is not what it was the last time, one sentence a cause. */
export function WhyDifferent({ difference, texts, sample }: Props) {
  // A reply that was kept on the phone from before differences were told has none.
  if (!difference) return null;
  const { before, after, causes } = difference;
  return (
    <Card title="和上次为什么不一样" aside={sample && <SampleMark />}>
      {before !== null && <MoneyLine label="上次算，该给" money={before} />}
      {after !== null && <MoneyLine label="这次算，该给" money={after} />}
      {causes.map(({ cause, sentence, clause }, at) => (
        <View key={`${cause}${at}`} className="cause">
          <View className="cause__sentence">{sentence}</View>
          {clause !== null && <ClauseLink clause={clause} texts={texts} />}
        </View>
      ))}
    </Card>
  );
}
