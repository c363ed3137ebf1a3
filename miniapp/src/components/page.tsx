import { View } from '@tarojs/components';
import type { CSSProperties, PropsWithChildren, ReactNode } from 'react';

import { useDisplay } from '../services/display';
import { goBack } from '../services/road';
import { ClientBand } from './client-band';
import { Guard } from './guard';
import { speak } from './speak';
import { Tap } from './tap';

type Props = PropsWithChildren<{
  title: string;
  /** Beside the title: a switch, a mark. */
  aside?: ReactNode;
  /** A page reached from another one. On the weapp, WeChat's own bar has the way back. */
  below?: boolean;
  /** A page that holds a sheet for paper: printed, it is that sheet alone. */
  prints?: boolean;
}>;

/** The frame of every page: care mode, the size of the letters, the title. */
export function Page({ title, aside, below = false, prints = false, children }: Props) {
  const { care, size } = useDisplay();
  const scale = { '--scale': String(size) } as CSSProperties;
  return (
    <View
      className={`wx-root page${care ? ' care' : ''}${prints ? ' page_prints' : ''}`}
      data-weui-mode={care ? 'care' : 'plain'}
      data-weui-theme="light"
      style={scale}
    >
      <View className="page__main" {...speak({ role: 'main' })}>
        {below && process.env.TARO_ENV === 'h5' && (
          <Tap id="back" className="page__back" label="返回上一页" onTap={goBack}>
            <View className="page__back-arrow" /> 返回
          </Tap>
        )}
        <ClientBand />
        <View className="page__head">
          <View className="page__title" {...speak({ role: 'heading', level: 1 })}>
            {title}
          </View>
          {aside}
        </View>
        <Guard>{children}</Guard>
      </View>
    </View>
  );
}
