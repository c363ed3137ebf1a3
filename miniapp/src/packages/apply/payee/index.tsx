import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply } from '@yijiutong/rules/contract';
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
import { bankAccountWords, banks, payeeName } from '../../../text/payee';
import { DraftOnly } from '../draft-only';
import { NotSaved } from '../not-saved';

type Account = { bank: string; account: string };
type Wrong = { bank?: string; account?: string };

function checkAccount({ bank, account }: Account): Wrong {
  const fault = findBankAccountFault(account);
  return {
    ...(bank.trim().length < 2 ? { bank: '请点一个银行，或者自己填银行的名字。' } : {}),
    ...(fault === null ? {} : { account: bankAccountWords[fault] }),
  };
}

type FieldsProps = { typed: Account; wrong: Wrong; onChange: (typed: Account) => void; onLeave: () => void };

function AccountFields({ typed, wrong, onChange, onLeave }: FieldsProps) {
  const { bank, account } = typed;
  return (
    <Card>
      <Field
        id="account"
        label="银行卡号"
        type="number"
        maxLength={23}
        placeholder="卡上那一长串数字"
        hint={account === '' ? '社保卡上的银行卡号也行。' : `您填的是 ${groupDigits(account)}`}
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
  const { claimId, version, payee } = claim;
  const [typed, setTyped] = useState<Account>({ bank: payee?.bank ?? '', account: '' });
  const [wrong, setWrong] = useState<Wrong>({});
  const { busy, trouble, change } = useChange(replied);
  const leaveAccount = () => {
    const { account } = typed.account === '' ? {} : checkAccount(typed);
    setWrong(account === undefined ? {} : { account });
  };
  const save = () => {
    const found = checkAccount(typed);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const account = normalizeBankAccount(typed.account);
    change(
      () => api.setPayee(claimId, { version, bank: typed.bank.trim(), account }),
      () => leaveStep(claimId),
    );
  };
  return (
    <>
      <View className="lead">钱只能打到您本人名下的卡。照着卡填，填错了钱到不了。</View>
      {payee !== null && (
        <Notice tone="green">现在填的是：{payeeName(payee)}。要换卡，就在下面填新的。</Notice>
      )}
      <AccountFields typed={typed} wrong={wrong} onChange={setTyped} onLeave={leaveAccount} />
      <NotSaved trouble={trouble} />
      <View className="actions">
        <Button id="save" words="存好" busy={busy} onTap={save} />
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
        {(claim) => (
          <DraftOnly claim={claim}>
            <PayeeForm claim={claim} replied={replied} />
          </DraftOnly>
        )}
      </ClaimLoaded>
    </Page>
  );
}
