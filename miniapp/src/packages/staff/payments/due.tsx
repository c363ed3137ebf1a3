/** What is due to be paid, day by day: ticked, it becomes one batch for the bank. */
import { View } from '@tarojs/components';
import type { Payment, PaymentObstacle, PaymentsReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Empty, Loaded } from '../../../components/loaded';
import { Section } from '../../../components/section';
import { speak } from '../../../components/speak';
import { useConfirm } from '../../../components/use-confirm';
import type { AppFailure } from '../../../services/failure';
import { useAttempt } from '../../../services/use-attempt';
import { formatDay, today } from '../../../text/date';
import { formatYuan, sumOf } from '../../../text/money';
import { moneyApi } from '../money-api';
import { obstacles } from '../money-words';
import { PickRow } from '../pick-row';
import { openStaff } from '../road';
import { StaffTrouble } from '../staff-trouble';
import { More } from './more';
import { PayeeLines } from './payee-lines';
import { usePaged, type Paged } from './use-payments';

/** As many as one file takes. */
const MOST = 1000;

function byDay(payments: readonly Payment[]): [day: string, payments: Payment[]][] {
  const days = new Map<string, Payment[]>();
  for (const payment of payments) {
    const day = today(payment.orderedAt);
    days.set(day, [...(days.get(day) ?? []), payment]);
  }
  return [...days];
}

const totalOf = (payments: readonly Payment[]): string =>
  formatYuan(sumOf(payments.map(({ amount }) => amount)));

/** What the server has against some of them, by payment. */
function findRefused(failure: AppFailure | null): Map<string, PaymentObstacle> {
  if (failure?.code !== 'payment_not_possible') return new Map();
  const told = (failure.data.payments ?? []) as { paymentId: string; why: PaymentObstacle }[];
  return new Map(told.map(({ paymentId, why }) => [paymentId, why]));
}

function DueRow({ payment, picked, onPick, why, full }: DueRowProps) {
  if (payment.obstacle !== null) {
    return (
      <View className="bill-row">
        <PayeeLines payment={payment} />
        <View className="claim-row__wait claim-row__wait_red">{obstacles[payment.obstacle]}</View>
        {payment.obstacle === 'amount_changed' && (
          <Button
            id={`return-${payment.paymentId}`}
            kind="plain"
            words="打开申请，退回审核"
            onTap={() => openStaff('case', { id: payment.claimId })}
          />
        )}
      </View>
    );
  }
  return (
    <PickRow
      id={`pick-${payment.paymentId}`}
      label={`${payment.holder ?? ''}，${formatYuan(payment.amount)}`}
      picked={picked}
      full={full}
      onPick={onPick}
    >
      <PayeeLines payment={payment} />
      {why !== undefined && <View className="claim-row__wait claim-row__wait_red">{obstacles[why]}</View>}
    </PickRow>
  );
}
type DueRowProps = {
  payment: Payment;
  picked: boolean;
  full: boolean;
  why: PaymentObstacle | undefined;
  onPick: () => void;
};

/** At first all that can be sent are ticked: on most days they all go. */
function usePicked(payments: readonly Payment[]) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const possible = payments.filter(({ obstacle }) => obstacle === null);
  const picked = possible.filter(({ paymentId }) => !left.has(paymentId)).slice(0, MOST);
  const leave = (ids: readonly string[]) => setLeft(new Set([...left, ...ids]));
  const toggle = ({ paymentId }: Payment) => {
    const next = new Set(left);
    if (!next.delete(paymentId)) next.add(paymentId);
    setLeft(next);
  };
  const all = picked.length === possible.length;
  const toggleAll = () => setLeft(all ? new Set(possible.map(({ paymentId }) => paymentId)) : new Set());
  return { possible, picked, toggle, all, toggleAll, leave };
}

function useMaking(picked: readonly Payment[], again: () => Promise<void>) {
  const { busy, failure, attempt } = useAttempt();
  const [sure, dialog] = useConfirm();
  const make = async () => {
    const question = {
      title: `把这 ${picked.length} 笔做成一批？`,
      words: `一共 ${totalOf(picked)}。做好以后下载文件交给银行；在银行给出结果以前，这些笔不能再改。`,
      yes: '做成一批',
      no: '再看看',
    };
    if (!(await sure(question))) return;
    await attempt(async () => {
      const { batchId } = await moneyApi.makeBatch(picked.map(({ paymentId }) => paymentId));
      openStaff('batch', { id: batchId });
    });
    await again();
  };
  return { busy, failure, dialog, make };
}

function DueList({ shown, paged }: { shown: PaymentsReply; paged: Paged }) {
  const { possible, picked, toggle, all, toggleAll, leave } = usePicked(shown.payments);
  const { busy, failure, dialog, make } = useMaking(picked, paged.again);
  const refused = findRefused(failure);
  if (shown.payments.length === 0) {
    return <Empty title="现在没有要付的" next="批准生效的会排在这里，先批的在前面。" />;
  }
  return (
    <>
      {byDay(shown.payments).map(([day, payments]) => (
        <View key={day}>
          <Section title={`${formatDay(day, today())}要付的 ${payments.length} 笔，${totalOf(payments)}`} />
          {payments.map((payment) => (
            <DueRow
              key={payment.paymentId}
              payment={payment}
              picked={picked.includes(payment)}
              full={picked.length >= MOST}
              why={refused.get(payment.paymentId)}
              onPick={() => toggle(payment)}
            />
          ))}
        </View>
      ))}
      <More shown={shown} paged={paged} />
      <View className="desk__bar">
        <View className="desk__bar-words" {...speak({ role: 'status', live: 'polite' })}>
          {picked.length === 0 ? '还没有选' : `选了 ${picked.length} 笔，一共 ${totalOf(picked)}`}
        </View>
        <StaffTrouble failure={failure} />
        <View className="desk__bar-acts">
          {refused.size > 0 && (
            <Button
              id="leave-refused"
              kind="plain"
              words={`去掉不能付的 ${refused.size} 笔`}
              disabled={busy}
              onTap={() => leave([...refused.keys()])}
            />
          )}
          {refused.size === 0 && possible.length > 0 && (
            <Button
              id="pick-all"
              kind="plain"
              words={all ? '都不选' : '都选上'}
              disabled={busy}
              onTap={toggleAll}
            />
          )}
          <Button
            id="make-batch"
            words={picked.length === 0 ? '先选几笔' : `${picked.length} 笔做成一批`}
            busy={busy}
            disabled={picked.length === 0}
            onTap={() => void make()}
          />
        </View>
      </View>
      {dialog}
    </>
  );
}

const ask = (state: 'due', last: string | null) => moneyApi.listPayments(state, last);

export function Due() {
  const paged = usePaged('due', ask);
  return <Loaded from={paged}>{(shown) => <DueList shown={shown} paged={paged} />}</Loaded>;
}
