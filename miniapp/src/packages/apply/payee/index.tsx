import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import {
  AccountFields,
  checkAccount,
  type Account,
  type AccountFaults,
} from '../../../components/account-fields';
import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { Notice } from '../../../components/notice';
import { Page } from '../../../components/page';
import { api } from '../../../services/api';
import { normalizeBankAccount } from '../../../services/bank-account';
import { leaveStep } from '../../../services/road';
import { useChange, useClaim } from '../../../services/use-claim';
import type { Replied } from '../../../services/use-reply';
import { payeeName } from '../../../text/payee';
import { courseApi } from '../course-api';
import { paymentFailures } from '../course-words';
import { DraftOnly } from '../draft-only';
import { mayCorrect, mayNameLate } from '../late-payee';
import { NotSaved } from '../not-saved';

/** What is typed stays on this page alone: a card number is never kept on the phone. */
function PayeeForm({ claim, replied }: { claim: ClaimReply; replied: Replied<ClaimReply> }) {
  const { claimId, version, payee, state } = claim;
  const corrects = mayCorrect(claim);
  const [typed, setTyped] = useState<Account>({
    bank: payee?.bank ?? '',
    kind: payee?.kind ?? 'card',
    account: '',
  });
  const [wrong, setWrong] = useState<AccountFaults>({});
  const { busy, trouble, change } = useChange(replied);
  /** What was wrong with the number of a card says nothing of that of a passbook. */
  const type = (next: Account) => {
    if (next.kind !== typed.kind) setWrong({});
    setTyped(next);
  };
  const leaveAccount = () => {
    const { account } = typed.account === '' ? {} : checkAccount(typed);
    setWrong(account === undefined ? {} : { account });
  };
  const save = () => {
    const found = checkAccount(typed);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const account = normalizeBankAccount(typed.account);
    const body = { version, bank: typed.bank.trim(), kind: typed.kind, account };
    change(
      () => (corrects ? courseApi.correctPayee(claimId, body) : api.setPayee(claimId, body)),
      () => leaveStep(claimId, state === 'draft' ? 'tasks' : 'claim'),
    );
  };
  return (
    <>
      <View className="lead">钱只能打到您本人名下的银行卡或者存折。照着填，填错了钱到不了。</View>
      {corrects && <Notice tone="warm">{paymentFailures[claim.course.paymentFailure ?? 'other'].why}</Notice>}
      {payee !== null && <Notice tone="green">现在填的是：{payeeName(payee)}。要换，就在下面填新的。</Notice>}
      <Card>
        <AccountFields typed={typed} wrong={wrong} onChange={type} onLeave={leaveAccount} />
      </Card>
      <NotSaved trouble={trouble} />
      <View className="actions">
        <Button id="save" words={corrects ? '改好了，再打一次钱' : '存好'} busy={busy} onTap={save} />
      </View>
    </>
  );
}

export default function Payee() {
  const { id = '' } = useRouter().params;
  const replied = useClaim(id);
  return (
    <Page title="收钱的银行卡" below>
      <ClaimLoaded from={replied}>
        {(claim) => {
          const form = <PayeeForm claim={claim} replied={replied} />;
          return mayCorrect(claim) || mayNameLate(claim) ? form : <DraftOnly claim={claim}>{form}</DraftOnly>;
        }}
      </ClaimLoaded>
    </Page>
  );
}
