import { View } from '@tarojs/components';
import type { PropsWithChildren, ReactNode } from 'react';

import { speak } from './speak';

type Props = PropsWithChildren<{
  title?: string;
  aside?: ReactNode;
  tone?: 'plain' | 'warm' | 'green' | 'red';
}>;

export function Card({ title, aside, tone = 'plain', children }: Props) {
  return (
    <View className={`card card_${tone}`}>
      {title !== undefined && (
        <View className="card__head">
          <View className="card__title" {...speak({ role: 'heading', level: 2 })}>
            {title}
          </View>
          {aside}
        </View>
      )}
      {children}
    </View>
  );
}
