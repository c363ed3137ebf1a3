/** The account that money goes to: card or passbook, its number, and the bank. */
import type { AccountKind } from '@yijiutong/rules/contract';

import { findBankAccountFault, groupDigits } from '../services/bank-account';
import { accountWords, banks } from '../text/payee';
import { Field } from './field';
import { Choice } from './list';

export type Account = { bank: string; kind: AccountKind; account: string };
export type AccountFaults = { bank?: string; account?: string };

const kinds = (['card', 'passbook'] as const).map((value) => ({ value, name: accountWords[value].name }));

export function checkAccount({ bank, kind, account }: Account): AccountFaults {
  const fault = findBankAccountFault(account, kind);
  return {
    ...(bank.trim().length < 2 ? { bank: '请点一个银行，或者自己填银行的名字。' } : {}),
    ...(fault === null ? {} : { account: accountWords[kind].faults[fault] }),
  };
}

type Props = {
  typed: Account;
  wrong: AccountFaults;
  onChange: (typed: Account) => void;
  onLeave?: () => void;
};

export function AccountFields({ typed, wrong, onChange, onLeave }: Props) {
  const { bank, kind, account } = typed;
  const { label, placeholder, hint, maxLength } = accountWords[kind];
  return (
    <>
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
        {...(onLeave === undefined ? {} : { onLeave })}
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
    </>
  );
}
