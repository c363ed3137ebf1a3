import { View } from '@tarojs/components';

import { speak } from '../../components/speak';
import { Tap } from '../../components/tap';
import type { Standing } from './next-open';

type Props = {
  id: string;
  title: string;
  /** Tells it from another of the same name. */
  note?: string | undefined;
  standing: Standing;
  onTap: () => void;
};

/** One thing to do: whether it is done, what it is, where it stands. */
export function StepRow({ id, title, note, standing: { words, tone, done }, onTap }: Props) {
  return (
    <Tap id={id} className="weui-cell weui-cell_access cell" onTap={onTap}>
      <View className={done ? 'done done_on' : 'done'} {...speak({ hidden: true })} />
      <View className="weui-cell__bd cell__bd">
        <View className="cell__title">{title}</View>
        {note !== undefined && <View className="cell__note">{note}</View>}
        <View className={`standing standing_${tone}`}>{words}</View>
      </View>
      <View className="weui-cell__ft" />
    </Tap>
  );
}
