import { View } from '@tarojs/components';
import type { Payment } from '@yijiutong/rules/contract';

import { formatYuan } from '../../../text/money';

/** To whom and how much; the account in clear stands in the bank's file only. */
export function PayeeLines({ payment }: { payment: Payment }) {
  const { holder, account, bank, amount, claimNumber, attempt } = payment;
  return (
    <>
      <View className="sum-row">
        <View className="bill-row__place">{holder ?? '没有收款人'}</View>
        <View className="bill-row__amount">{formatYuan(amount)}</View>
      </View>
      {bank !== null && (
        <View className="pick__note">
          {bank} {account}
        </View>
      )}
      <View className="pick__note">
        {claimNumber === null ? '没有编号的申请' : `申请编号 ${claimNumber}`}
        {attempt > 1 && `，第 ${attempt} 次付`}
      </View>
    </>
  );
}
