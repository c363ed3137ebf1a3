/** 窗口改收款账户: she has no phone to name another account with after the bank could not pay. */
import { View } from '@tarojs/components';
import type { DeskClaimReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import {
  AccountFields,
  checkAccount,
  type Account,
  type AccountFaults,
} from '../../../components/account-fields';
import { Notice } from '../../../components/notice';
import { WordsField } from '../../../components/words-field';
import { normalizeBankAccount } from '../../../services/bank-account';
import { caseApi } from '../case-api';
import { isFailure, reasonName } from '../case-words';
import { ActForm, useDraft, type FormProps } from './acting';
import { BroughtPhoto } from './brought-photo';

type Draft = Account & { words: string };
const nothing: Draft = { bank: '', kind: 'card', account: '', words: '' };
type Faults = AccountFaults & { words?: string; photo?: string };

function checkDraft(draft: Draft, photos: number): Faults {
  return {
    ...checkAccount(draft),
    ...(draft.words.trim().length < 2 ? { words: '请写清楚谁来的、怎么核对的。' } : {}),
    ...(photos === 0 ? { photo: '请先拍下银行卡或存折。' } : {}),
  };
}

/** Those of her card that came since the bank last failed, or since an account was last named with them. */
function countPhotos({ claim, history }: DeskClaimReply): number {
  const since = history.filter((event) => isFailure(event) || event.kind === 'payee_brought');
  const at = since[since.length - 1]?.at ?? '';
  const pages = claim.tasks.filter(({ paper }) => paper === 'bank_card').flatMap((task) => task.pages);
  return pages.filter(({ arrivedAt }) => arrivedAt > at).length;
}

const card = { paper: 'bank_card', bill: null };

type CardProps = { claimId: string; photos: number; fault: string | undefined; onSent: () => void };

/** It is looked at beside the other papers. */
function CardPhoto({ claimId, photos, fault, onSent }: CardProps) {
  return (
    <>
      {photos > 0 && <Notice tone="green">拍好了 {photos} 张，在「材料」的银行卡里。</Notice>}
      {fault !== undefined && photos === 0 && <Notice tone="red">{fault}</Notice>}
      <BroughtPhoto id="card" claimId={claimId} task={card} words="拍银行卡或存折" onSent={onSent} />
    </>
  );
}

export function PayeeForm(form: FormProps) {
  const { desk, again } = form;
  const { claimId, version, payee } = desk.claim;
  const [draft, change] = useDraft<Draft>('bring_payee', nothing);
  const [faults, setFaults] = useState<Faults>({});
  const [taken, setTaken] = useState(0);
  const photos = Math.max(taken, countPhotos(desk));
  const failed = desk.history.filter(isFailure);
  const reason = failed[failed.length - 1]?.reason ?? null;
  const prepare = () => {
    const found = checkDraft(draft, photos);
    setFaults(found);
    if (Object.keys(found).length > 0) return null;
    const { bank, kind, account, words } = draft;
    const body = { version, bank: bank.trim(), kind, account: normalizeBankAccount(account) };
    return {
      question: `户名是${desk.person.name}本人，卡号和照片一样？改完由基金的同事核对照片，再付；会告诉本人。`,
      send: () => caseApi.bringPayee(claimId, { ...body, words: words.trim() }),
    };
  };
  const onSent = () => {
    setTaken(photos + 1);
    void again();
  };
  return (
    <ActForm form={form} act="bring_payee" told="改好了，等基金的同事核对照片再付。" prepare={prepare}>
      {reason !== null && <View>上次没付成：{reasonName(reason)}</View>}
      {payee !== null && (
        <View>
          现在的账户：{payee.bank} {payee.account}
        </View>
      )}
      <View>只能改成本人名下的卡或存折。请当面看过身份证，再拍卡号那一面或存折第一页。</View>
      <CardPhoto claimId={claimId} photos={photos} fault={faults.photo} onSent={onSent} />
      <AccountFields typed={draft} wrong={faults} onChange={change} />
      <WordsField
        id="act-words"
        label="谁来的，怎么核对的"
        value={draft.words}
        onChange={(words) => change({ words })}
        maxLength={200}
        hint="比如：本人和儿子来的，看过身份证"
        error={faults.words ?? null}
      />
    </ActForm>
  );
}
