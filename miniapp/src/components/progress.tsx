import { View } from '@tarojs/components';

import { SampleMark } from './sample';
import { speak } from './speak';

type Props = {
  label: string;
  percent: number;
  sentence: string;
  tone: 'floor' | 'ceiling';
  /** Whether the line itself is a made-up figure. */
  sample: boolean;
};

/** How far it is: a bar for the eye, a sentence for everyone. */
export function Progress({ label, percent, sentence, tone, sample }: Props) {
  return (
    <View className="progress">
      <View className="progress__label">
        {label}
        {sample && <SampleMark />}
      </View>
      <View className="weui-progress" {...speak({ role: 'progressbar', label, now: percent })}>
        <View className="weui-progress__bar">
          <View
            className={`weui-progress__inner-bar progress__inner_${tone}`}
            style={{ width: `${percent}%` }}
          />
        </View>
      </View>
      <View className="progress__sentence">{sentence}</View>
    </View>
  );
}
