import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { Payment, PaymentBatch, PaymentsReply } from '@yijiutong/rules/contract';
import { useCallback } from 'react';

import { Card } from '../../../components/card';
import { Loaded } from '../../../components/loaded';
import { MoneyLine } from '../../../components/money';
import { Section } from '../../../components/section';
import { useScreenReply } from '../../../services/use-reply';
import { formatMoment } from '../../../text/date';
import { formatYuan } from '../../../text/money';
import { batchStanding } from '../batch-words';
import { StaffPage } from '../frame';
import { moneyApi } from '../money-api';
import { paymentFailures, paymentStates } from '../money-words';
import { More } from '../payments/more';
import { PayeeLines } from '../payments/payee-lines';
import { usePaged, type Paged } from '../payments/use-payments';
import { Answer } from './answer';
import { FileOut } from './file-out';

function Reconciled({ batch }: { batch: PaymentBatch }) {
  const { count, total, paid, failed, open, madeAt } = batch;
  const { words, tone } = batchStanding(batch);
  return (
    <Card
      title={`${count} 笔，${formatYuan(total)}`}
      aside={<View className={`tag tag_${tone}`}>{words}</View>}
    >
      <MoneyLine label={`付成 ${paid.count} 笔`} money={paid.total} />
      <MoneyLine label={`没付成 ${failed.count} 笔`} money={failed.total} />
      <MoneyLine label={`等银行结果 ${open.count} 笔`} money={open.total} />
      <View className="card__foot">{formatMoment(madeAt, new Date().toISOString())} 做的</View>
    </Card>
  );
}

/** One line of the bank's file, and what the bank has said of it. */
function Line({ payment, at }: { payment: Payment; at: number }) {
  const { state, failure } = payment;
  const { words, tone } = paymentStates[state];
  return (
    <View className="bill-row">
      <PayeeLines payment={payment} />
      <View className={`standing standing_${tone}`}>
        第 {at} 笔：{words}
        {failure !== null && `，${paymentFailures[failure]}`}
      </View>
    </View>
  );
}

function Lines({ shown, paged }: { shown: PaymentsReply; paged: Paged }) {
  return (
    <>
      {shown.payments.map((payment, at) => (
        <Line key={payment.paymentId} payment={payment} at={at + 1} />
      ))}
      <More shown={shown} paged={paged} />
    </>
  );
}

const askBatch = (batchId: string) => moneyApi.getBatch(batchId);
const askLines = (batchId: string, last: string | null) => moneyApi.listOfBatch(batchId, last);

function Content({ batchId }: { batchId: string }) {
  const replied = useScreenReply(batchId, askBatch);
  const paged = usePaged(batchId, askLines);
  const { put } = replied;
  const { again } = paged;
  const onAnswered = useCallback(
    (batch: PaymentBatch) => {
      put(batch);
      void again();
    },
    [put, again],
  );
  return (
    <Loaded from={replied}>
      {(batch) => (
        <>
          <Reconciled batch={batch} />
          <FileOut batch={batch} />
          <Answer batch={batch} onAnswered={onAnswered} />
          <Section title="一笔一笔的结果" />
          <Loaded from={paged}>{(shown) => <Lines shown={shown} paged={paged} />}</Loaded>
        </>
      )}
    </Loaded>
  );
}

export default function BatchPage() {
  const { id = '' } = useRouter().params;
  return (
    <StaffPage title="付款批次" tab="payments" below>
      <Content batchId={id} />
    </StaffPage>
  );
}
