/** 退汇: money that the bank sends back after it was paid. Said by a file of the bank's, or by the bank on paper. */
import { View } from '@tarojs/components';
import type { Payment, PaymentFailure } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { useConfirm } from '../../../components/use-confirm';
import { useAttempt } from '../../../services/use-attempt';
import { formatYuan } from '../../../text/money';
import { Choose } from '../case/choose';
import { moneyApi } from '../money-api';
import { paymentFailures } from '../money-words';
import { StaffTrouble } from '../staff-trouble';

const reasons = (Object.keys(paymentFailures) as PaymentFailure[]).map((value) => ({
  value,
  name: paymentFailures[value],
}));

type Props = { payment: Payment; onDone: () => Promise<void> };

export function CameBack({ payment, onDone }: Props) {
  const { paymentId, claimId, holder, amount } = payment;
  const [isOpen, setOpen] = useState(payment.state === 'bounced');
  const [failure, setFailure] = useState<PaymentFailure | null>(payment.failure);
  const [isLacking, setLacking] = useState(false);
  const trying = useAttempt();
  const [sure, dialog] = useConfirm();
  const confirm = async () => {
    setLacking(failure === null);
    if (failure === null) return;
    const question = {
      title: '钱真的退回来了？',
      words: `${holder ?? ''} ${formatYuan(amount)}。请先在基金账户上看到这笔钱回来了，再点。会请本人改账户，再付要换一位同事。`,
      yes: '退回来了',
      no: '再看看',
    };
    if (!(await sure(question))) return;
    await trying.attempt(async () => {
      await moneyApi.returnPayment(claimId, { paymentId, failure });
      await onDone();
    });
  };
  if (!isOpen) {
    return <Button id={`back-${paymentId}`} kind="plain" words="银行退回来了" onTap={() => setOpen(true)} />;
  }
  return (
    <View>
      <Choose
        id={`why-${paymentId}`}
        label="银行说为什么退"
        options={reasons}
        chosen={failure}
        onChoose={setFailure}
        error={isLacking && failure === null ? '请选银行说的原因。' : null}
      />
      <StaffTrouble failure={trying.failure} />
      <Button
        id={`back-${paymentId}`}
        kind="plain"
        words="确认退回来了"
        busy={trying.busy}
        onTap={() => void confirm()}
      />
      {dialog}
    </View>
  );
}
