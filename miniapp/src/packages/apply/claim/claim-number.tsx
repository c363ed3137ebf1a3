import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';

import { speak } from '../../../components/speak';
import { Tap } from '../../../components/tap';
import { spaceNumber } from '../../../text/claim';

/** The number of a claim, in groups for the eye and the telephone; copied as it is. */
export function ClaimNumber({ number }: { number: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void Taro.setClipboardData({ data: number }).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <View className="number">
      <View className="number__words">申请编号</View>
      <View className="number__digits">{spaceNumber(number)}</View>
      <Tap id="copy" className="number__copy" label="复制申请编号" onTap={copy}>
        {copied ? '复制好了' : '复制'}
      </Tap>
      <View className="number__told" {...speak({ live: 'polite' })}>
        {copied ? '可以粘贴到微信里发给家里人。' : '记下来，或者截个图。问的时候报这个号。'}
      </View>
    </View>
  );
}
