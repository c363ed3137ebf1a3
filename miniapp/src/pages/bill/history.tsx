import { View } from '@tarojs/components';
import type { BillReply } from '@yijiutong/rules/contract';

import { Card } from '../../components/card';
import { formatMoment } from '../../text/date';
import { formatYuan, toFen } from '../../text/money';
import { historyReasons } from '../../text/states';

function changeWords({ reason, calculated, change }: BillReply['history'][number]): string {
  if (reason === 'settlement' && calculated !== null) return `该给 ${formatYuan(calculated)}`;
  const fen = toFen(change);
  if (fen === 0) return '金额没有变';
  return fen > 0 ? `多了 ${formatYuan(change)}` : `少了 ${formatYuan(change.replace('-', ''))}`;
}

/** Earlier decisions on the same bill. A single one says nothing that is not above already. */
export function History({ records }: { records: BillReply['history'] }) {
  if (records.length < 2) return null;
  const now = new Date().toISOString();
  return (
    <Card title="这张账单算过几次">
      {records.map((record) => (
        <View key={record.decidedAt} className="pair">
          <View className="pair__name">
            {formatMoment(record.decidedAt, now)}
            <View className="line__note">{historyReasons[record.reason]}</View>
          </View>
          <View className="pair__value">{changeWords(record)}</View>
        </View>
      ))}
    </Card>
  );
}
