import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { AccountKind, ClaimReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { Field } from '../../../components/field';
import { Choice } from '../../../components/list';
import { Notice } from '../../../components/notice';
import { Page } from '../../../components/page';
import { api } from '../../../services/api';
import { findBankAccountFault, groupDigits, normalizeBankAccount } from '../../../services/bank-account';
import { leaveStep } from '../../../services/road';
import { useChange, useClaim } from '../../../services/use-claim';
import type { Replied } from '../../../services/use-reply';
import { accountWords, banks, payeeName } from '../../../text/payee';
import { courseApi } from '../course-api';
import { paymentFailures } from '../course-words';
import { DraftOnly } from '../draft-only';
import { mayCorrect, mayNameLate } from '../late-payee';
import { NotSaved } from '../not-saved';

type Account = { bank: string; kind: AccountKind; account: string };
type Wrong = { bank?: string; account?: string };

const kinds = (['card', 'passbook'] as const).map((value) => ({ value, name: accountWords[value].name }));

function checkAccount({ bank, kind, account }: Account): Wrong {
  const fault = findBankAccountFault(account, kind);
  return {
    ...(bank.trim().length < 2 ? { bank: '请点一个银行，或者自己填银行的名字。' } : {}),
    ...(fault === null ? {} : { account: accountWords[kind].faults[fault] }),
  };
}

type FieldsProps = { typed: Account; wrong: Wrong; onChange: (typed: Account) => void; onLeave: () => void };

function AccountFields({ typed, wrong, onChange, onLeave }: FieldsProps) {
  const { bank, kind, account } = typed;
  const { label, placeholder, hint, maxLength } = accountWords[kind];
  return (
    <Card>
      <Choice
        id="kind"
        label="银行卡还是存折"
        options={kinds}
        chosen={kind}
        onChoose={(value) => onChange({ ...typed, kind: value })}
      />
      <Field
        id="account"
        label={label}
        type="number"
        maxLength={maxLength}
        placeholder={placeholder}
        hint={account === '' ? hint : `您填的是 ${groupDigits(account)}`}
        value={account}
        onChange={(text) => onChange({ ...typed, account: text })}
        onLeave={onLeave}
        error={wrong.account ?? null}
      />
      <Field
        id="bank"
        label="哪家银行"
        maxLength={40}
        placeholder="银行的名字"
        hint="点下面的名字，或者自己填。"
        value={bank}
        onChange={(text) => onChange({ ...typed, bank: text })}
        error={wrong.bank ?? null}
      />
      <Choice
        id="bank"
        label="常用的银行"
        options={banks.map((name) => ({ value: name, name }))}
        chosen={banks.find((name) => name === bank) ?? null}
        onChoose={(name) => onChange({ ...typed, bank: name })}
      />
    </Card>
  );
}

/** What is typed stays on this page alone: a card number is never kept on the phone. */
function PayeeForm({ claim, replied }: { claim: ClaimReply; replied: Replied<ClaimReply> }) {
  const { claimId, version, payee, state } = claim;
  const corrects = mayCorrect(claim);
  const [typed, setTyped] = useState<Account>({
    bank: payee?.bank ?? '',
    kind: payee?.kind ?? 'card',
    account: '',
  });
  const [wrong, setWrong] = useState<Wrong>({});
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
      <AccountFields typed={typed} wrong={wrong} onChange={type} onLeave={leaveAccount} />
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
