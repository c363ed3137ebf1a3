import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';

import { formatMoment } from '../text/date';
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

/** The platform could not be asked: what is shown is older, and says how old. */
export function StaleNotice({ asOf }: { asOf: string }) {
  return (
    <Notice tone="warm">
      更新于 {formatMoment(asOf, new Date().toISOString())}。医保系统正在忙，稍后会自动更新。
    </Notice>
  );
}
