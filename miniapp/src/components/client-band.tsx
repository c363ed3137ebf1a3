import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';

import { useClientName } from '../services/behalf';

/** Whose case it is, on every page of it: nobody fills in the wrong person's. */
export function ClientBand() {
  const { id, mandate } = useRouter().params;
  const name = useClientName([mandate, id]);
  if (name === '') return null;
  return (
    <View className="client-band">
      正在帮 <View className="client-band__name">{name}</View> 办
    </View>
  );
}
