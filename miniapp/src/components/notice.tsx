import { Text, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';

import { wordsFor } from '../text/failures';
import { speak } from './speak';

/** A sentence that must not be overlooked. */
export function Notice({ tone, children }: PropsWithChildren<{ tone: 'warm' | 'red' | 'green' }>) {
  return <View className={`notice notice_${tone}`}>{children}</View>;
}

/** What went wrong with the thing just tried, where it was tried. */
export function Trouble({ code }: { code: string | null }) {
  if (code === null) return null;
  const { title, next } = wordsFor(code);
  return (
    <View id="trouble" className="notice notice_red" {...speak({ role: 'alert' })}>
      <View className="notice__title">{title}</View>
      <View>{next}</View>
    </View>
  );
}

/** Amounts that rest on figures made up for the demonstration say so, wherever they stand. */
export function SampleMark() {
  return <Text className="sample">示例数据</Text>;
}

export function SampleNotice({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <View className="notice notice_warm">
      <SampleMark />
      <Text>{` 官方还没有公布${names.join('、')}。这里用的是演示数字，金额只作参考。`}</Text>
    </View>
  );
}
