import { View } from '@tarojs/components';

import { isAboveZero, percentOf } from '../text/money';
import { MoneyLine } from './money';
import { speak } from './speak';

type Part = { id: string; name: string; note?: string; money: string };

/** Who paid how much of a whole: a bar, then the same in lines. Layers that paid nothing are left out of the bar. */
export function LayerBar({ whole, parts }: { whole: string; parts: readonly Part[] }) {
  return (
    <View className="layers">
      <View className="layers__bar" {...speak({ hidden: true })}>
        {parts
          .filter(({ money }) => isAboveZero(money))
          .map(({ id, money }) => (
            <View
              key={id}
              className={`layers__part layer_${id}`}
              style={{ flexGrow: percentOf(money, whole) }}
            />
          ))}
      </View>
      {parts.map(({ id, name, note, money }) => (
        <MoneyLine key={id} label={name} {...(note === undefined ? {} : { note })} money={money} dot={id} />
      ))}
    </View>
  );
}
