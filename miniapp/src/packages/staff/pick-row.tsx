import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';

import { Tap } from '../../components/tap';

type Props = PropsWithChildren<{
  id: string;
  /** What it is, to be heard. */
  label: string;
  picked: boolean;
  /** No more can be picked. */
  full?: boolean;
  onPick: () => void;
}>;

/** A row to be ticked; the whole of it is the target. */
export function PickRow({ id, label, picked, full = false, onPick, children }: Props) {
  return (
    <View className="bill-row">
      <Tap
        id={id}
        className="pick"
        role="checkbox"
        checked={picked}
        label={label}
        disabled={full && !picked}
        onTap={onPick}
      >
        <View className={`tick__box${picked ? ' tick__box_on' : ''}`} />
        <View className="pick__bd">{children}</View>
      </Tap>
    </View>
  );
}
