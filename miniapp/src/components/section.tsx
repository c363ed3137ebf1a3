import { View } from '@tarojs/components';

import { speak } from './speak';

/** The heading of a list that stands on the page itself. */
export function Section({ title }: { title: string }) {
  return (
    <View className="section" {...speak({ role: 'heading', level: 2 })}>
      {title}
    </View>
  );
}
