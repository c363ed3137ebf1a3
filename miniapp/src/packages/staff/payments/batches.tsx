import { View } from '@tarojs/components';
import type { PaymentBatch, PaymentBatchesReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Empty, Loaded } from '../../../components/loaded';
import { Tap } from '../../../components/tap';
import { useAttempt } from '../../../services/use-attempt';
import { useScreenReply } from '../../../services/use-reply';
import { formatMoment } from '../../../text/date';
import { formatYuan } from '../../../text/money';
import { batchStanding } from '../batch-words';
import { moneyApi } from '../money-api';
import { openStaff } from '../road';
import { StaffTrouble } from '../staff-trouble';

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

const askBatches = () => moneyApi.listBatches();

export function Batches() {
  const replied = useScreenReply('batches', askBatches);
  const { busy, failure, attempt } = useAttempt();
  const more = (shown: PaymentBatchesReply) =>
    void attempt(async () => {
      const { batches, next } = await moneyApi.listBatches(shown.next);
      replied.put({ batches: [...shown.batches, ...batches], next });
    });
  return (
    <Loaded from={replied}>
      {(shown) =>
        shown.batches.length === 0 ? (
          <Empty title="还没有做过批次" next="在「待付」里选几笔，做成一批。" />
        ) : (
          <>
            {shown.batches.map((batch) => (
              <Row key={batch.batchId} batch={batch} />
            ))}
            {shown.next !== null && (
              <View className="actions">
                <StaffTrouble failure={failure} />
                <Button id="more" kind="plain" words="再看以前的" busy={busy} onTap={() => more(shown)} />
              </View>
            )}
          </>
        )
      }
    </Loaded>
  );
}
