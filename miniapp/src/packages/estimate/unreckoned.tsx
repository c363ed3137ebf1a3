import { View } from '@tarojs/components';
import type { PolicyPack, Unreckoned as Known } from '@yijiutong/rules/estimate';

import { Card } from '../../components/card';
import { tellMissing } from './result-words';
import { Todos } from './todos';

/** No amount can be reckoned: whose figures they are, and what to do. */
export function Unreckoned({ known, pack }: { known: Known; pack: PolicyPack }) {
  const words =
    known.status === 'no_figures' ? known.missing.map(tellMissing) : ['这一天，这个城市没有救助的规定在用。'];
  return (
    <>
      <Card title={`${pack.region.name}，现在还算不出来`} tone="warm">
        {words.map((sentence) => (
          <View key={sentence} className="card__text">
            {sentence}
          </View>
        ))}
        <View className="card__text">我们不拿别的城市的数来猜。</View>
      </Card>
      <Todos steps={known.next} pack={pack} />
    </>
  );
}
