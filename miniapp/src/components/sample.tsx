import { Text, View } from '@tarojs/components';
import { showLabel } from '@yijiutong/rules/words';

/** Amounts that rest on figures made up for the demonstration say so, wherever they stand. */
export function SampleMark() {
  return <Text className="sample">示例数据</Text>;
}

export function SampleNotice({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <View className="notice notice_warm">
      <SampleMark />
      <Text>{` 这里的${names.map(showLabel).join('、')}是演示用的数字，不是官方公布的。金额只作参考。`}</Text>
    </View>
  );
}
