import { View } from '@tarojs/components';
import type { PaymentBatch } from '@yijiutong/rules/contract';

import { Empty, Loaded } from '../../../components/loaded';
import { Tap } from '../../../components/tap';
import { useScreenReply } from '../../../services/use-reply';
import { formatMoment } from '../../../text/date';
import { formatYuan } from '../../../text/money';
import { batchStanding } from '../batch-words';
import { moneyApi } from '../money-api';
import { openStaff } from '../road';

function Row({ batch }: { batch: PaymentBatch }) {
  const { words, tone } = batchStanding(batch);
  return (
    <Tap
      id={`batch-${batch.batchId}`}
      className="bill-row"
      onTap={() => openStaff('batch', { id: batch.batchId })}
    >
      <View className="bill-row__head">
        <View className="bill-row__place">
          {batch.count} 笔，{formatYuan(batch.total)}
        </View>
        <View className={`tag tag_${tone}`}>{words}</View>
      </View>
      <View className="bill-row__note">{formatMoment(batch.madeAt, new Date().toISOString())} 做的</View>
      <View className="claim-row__wait">
        付成 {batch.paid.count} 笔，没付成 {batch.failed.count} 笔，等结果 {batch.open.count} 笔
      </View>
    </Tap>
  );
}

const askBatches = async () => (await moneyApi.listBatches()).batches;

export function Batches() {
  return (
    <Loaded from={useScreenReply('batches', askBatches)}>
      {(batches) =>
        batches.length === 0 ? (
          <Empty title="还没有做过批次" next="在「待付」里选几笔，做成一批。" />
        ) : (
          batches.map((batch) => <Row key={batch.batchId} batch={batch} />)
        )
      }
    </Loaded>
  );
}
