import { Button, Text, View } from '@tarojs/components';
import { useState } from 'react';

export default function Index() {
  const [count, setCount] = useState(0);
  return (
    <View>
      <Text>{`按了 ${count} 次`}</Text>
      <Button onClick={() => setCount(count + 1)}>按一下</Button>
    </View>
  );
}
