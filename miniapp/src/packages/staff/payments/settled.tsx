/** Payments that the bank has answered: what failed waits for another account, or is ordered once more. */
import { View } from '@tarojs/components';
import type { Payment, PaymentsReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Empty, Loaded } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { useConfirm } from '../../../components/use-confirm';
import { useAttempt } from '../../../services/use-attempt';
import { formatMoment } from '../../../text/date';
import { caseApi } from '../case-api';
import { moneyApi } from '../money-api';
import { mayTryAgain, paymentFailures, paymentStates } from '../money-words';
import { openStaff } from '../road';
import { StaffTrouble } from '../staff-trouble';
import { More } from './more';
import { PayeeLines } from './payee-lines';
import { usePaged, type Paged } from './use-payments';

type Answered = 'failed' | 'paid';

/** What follows from a failure, and who has to move. */
function nextWords(payment: Payment): string {
  if (!payment.latest) return '后来又下了单，看「待付」或者「批次」';
  return mayTryAgain(payment)
    ? '可能是银行的事：问清楚了，可以照原账户再付一次'
    : '等改好收款账户：本人在手机上改的，会自动排到「待付」；到窗口改的，请打开这一件，看过照片再付';
}

function OrderAgain({ payment, onDone }: { payment: Payment; onDone: () => Promise<void> }) {
  const { busy, failure, attempt } = useAttempt();
  const [sure, dialog] = useConfirm();
  const order = async () => {
    const question = {
      title: '照原账户再付一次？',
      words: `${payment.holder ?? ''} ${payment.account ?? ''}。先问清楚银行为什么没付成，再点。`,
      yes: '再付一次',
      no: '先不',
    };
    if (!(await sure(question))) return;
    await attempt(async () => {
      await caseApi.orderPaymentAgain(payment.claimId);
      await onDone();
    });
  };
  return (
    <>
      <StaffTrouble failure={failure} />
      <Button
        id={`again-${payment.paymentId}`}
        kind="plain"
        words="照原账户再付一次"
        busy={busy}
        onTap={() => void order()}
      />
      {dialog}
    </>
  );
}

function Row({ payment, onOrdered }: { payment: Payment; onOrdered: () => Promise<void> }) {
  const { state, settledAt, failure, latest } = payment;
  const { words, tone } = paymentStates[state];
  return (
    <View className="bill-row">
      <PayeeLines payment={payment} />
      <View className={`standing standing_${tone}`}>
        {words}
        {settledAt !== null && `，${formatMoment(settledAt, new Date().toISOString())}`}
        {failure !== null && `：${paymentFailures[failure]}`}
      </View>
      {state === 'failed' && <View className="claim-row__wait">{nextWords(payment)}</View>}
      {state === 'failed' && latest && mayTryAgain(payment) && (
        <OrderAgain payment={payment} onDone={onOrdered} />
      )}
      {state === 'failed' && latest && (
        <Button
          id={`case-${payment.paymentId}`}
          kind="plain"
          words="打开这一件"
          onTap={() => openStaff('case', { id: payment.claimId })}
        />
      )}
    </View>
  );
}

const nothing: Record<Answered, { title: string; next: string }> = {
  failed: { title: '没有付不成的', next: '银行说没付成的，会排在这里。' },
  paid: { title: '还没有付成的', next: '银行的结果文件交上来以后，会排在这里。' },
};

function Rows({ state, shown, paged }: { state: Answered; shown: PaymentsReply; paged: Paged }) {
  const [ordered, setOrdered] = useState(false);
  const onOrdered = () => {
    setOrdered(true);
    return paged.again();
  };
  if (shown.payments.length === 0) return <Empty {...nothing[state]} />;
  return (
    <>
      {ordered && <Notice tone="green">又下了一次单，在「待付」里。</Notice>}
      {shown.payments.map((payment) => (
        <Row key={payment.paymentId} payment={payment} onOrdered={onOrdered} />
      ))}
      <More shown={shown} paged={paged} />
    </>
  );
}

const ask = (state: Answered, last: string | null) => moneyApi.listPayments(state, last);

export function Settled({ state }: { state: Answered }) {
  const paged = usePaged(state, ask);
  return <Loaded from={paged}>{(shown) => <Rows state={state} shown={shown} paged={paged} />}</Loaded>;
}
