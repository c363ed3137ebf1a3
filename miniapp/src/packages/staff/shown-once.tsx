/** Something secret that is shown this once: it is nowhere else, and gone with the page. */
import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';

import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { CopyWords } from '../../components/copy-words';
import { speak } from '../../components/speak';
import { formatMoment } from '../../text/date';

type Props = {
  title: string;
  secret: string;
  expiresAt: string;
  /** What it is for, and how it is handed over. */
  children: ReactNode;
  onOver: () => void;
};

export function ShownOnce({ title, secret, expiresAt, children, onOver }: Props) {
  return (
    <View id="shown-once" {...speak({ role: 'status' })}>
      <Card tone="green" title={title}>
        <Text className="desk__key" userSelect>
          {secret}
        </Text>
        <View className="card__text">{children}</View>
        <View className="card__text">
          只显示这一次。{formatMoment(expiresAt, new Date().toISOString())} 以前有用。
        </View>
        <CopyWords words="复制" write={() => secret} copied="复制好了。交给本人以后，别留在别处。" />
        <Button id="written-down" words="交给本人了" onTap={onOver} />
      </Card>
    </View>
  );
}
