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
import { CameBack } from './came-back';
import { More } from './more';
import { PayeeLines } from './payee-lines';
import { usePaged, type Paged } from './use-payments';

type Answered = 'failed' | 'paid' | 'bounced' | 'returned';
/** Its claim waits for another account, or for the same order once more. */
const waits = ({ state }: Payment): boolean => state === 'failed' || state === 'returned';

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

type RowProps = { payment: Payment; onOrdered: () => Promise<void>; onReturned: () => Promise<void> };

function Row({ payment, onOrdered, onReturned }: RowProps) {
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
      {waits(payment) && <View className="claim-row__wait">{nextWords(payment)}</View>}
      {waits(payment) && latest && mayTryAgain(payment) && (
        <OrderAgain payment={payment} onDone={onOrdered} />
      )}
      {(state === 'paid' || state === 'bounced') && <CameBack payment={payment} onDone={onReturned} />}
      {waits(payment) && latest && (
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
  bounced: { title: '没有等您确认的', next: '银行的结果文件说退回来的，会排在这里。' },
  returned: { title: '没有退回来的', next: '确认过的，会排在这里。' },
  paid: { title: '还没有付成的', next: '银行的结果文件交上来以后，会排在这里。' },
};

function Rows({ state, shown, paged }: { state: Answered; shown: PaymentsReply; paged: Paged }) {
  const [told, setTold] = useState<string | null>(null);
  const tell = (words: string) => () => {
    setTold(words);
    return paged.again();
  };
  return (
    <>
      {told !== null && <Notice tone="green">{told}</Notice>}
      {shown.payments.length === 0 && <Empty {...nothing[state]} />}
      {shown.payments.map((payment) => (
        <Row
          key={payment.paymentId}
          payment={payment}
          onOrdered={tell('又下了一次单，在「待付」里。')}
          onReturned={tell('记下了，会请本人改账户。在「退回」里。')}
        />
      ))}
      {shown.payments.length > 0 && <More shown={shown} paged={paged} />}
    </>
  );
}

const ask = (state: Answered, last: string | null) => moneyApi.listPayments(state, last);

export function Settled({ state }: { state: Answered }) {
  const paged = usePaged(state, ask);
  return <Loaded from={paged}>{(shown) => <Rows state={state} shown={shown} paged={paged} />}</Loaded>;
}
