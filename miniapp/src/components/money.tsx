import { Text, View } from '@tarojs/components';

import { formatAmount } from '../text/money';
import { SampleMark } from './sample';

/** An amount that leads a card. */
export function Figure({ money, words, sample = false }: { money: string; words: string; sample?: boolean }) {
  return (
    <View className="figure">
      <View className="figure__words">
        {words}
        {sample && <SampleMark />}
      </View>
      <View className="figure__amount">
        <Text className="figure__digits">{formatAmount(money)}</Text>
        <Text className="figure__unit"> 元</Text>
      </View>
    </View>
  );
}

type Props = { label: string; note?: string; money: string; strong?: boolean; dot?: string };

/** One line of a reckoning: what it is, and how much. */
export function MoneyLine({ label, note, money, strong = false, dot }: Props) {
  return (
    <View className={`line${strong ? ' line_strong' : ''}`}>
      {dot !== undefined && <View className={`line__dot layer_${dot}`} />}
      <View className="line__label">
        {label}
        {note !== undefined && <View className="line__note">{note}</View>}
      </View>
      <View className="line__money">{formatAmount(money)} 元</View>
    </View>
  );
}
