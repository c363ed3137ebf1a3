/** Acts that rest on an officer's own words: an opinion, a step back, a new beginning, an objection. */
import type { ClaimAct, DeskClaimReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { WordsField } from '../../../components/words-field';
import type { Body } from '../../../services/api';
import { caseApi } from '../case-api';
import { reasonName } from '../case-words';
import { ActForm, useDraft, type FormProps } from './acting';
import { Choose, ResidentReads } from './choose';

const FEWEST = 2;
const lacking = '请写几个字，说明为什么。';

type Opinion = 'agree' | 'disagree';
const opinions = [
  { value: 'agree', name: '同意', note: '材料属实，符合条件' },
  { value: 'disagree', name: '不同意', note: '要写明为什么；仍由县级决定' },
] as const;

export function FirstReviewForm(form: FormProps) {
  const { claimId, version } = form.desk.claim;
  const [{ opinion, words }, change] = useDraft('first_review', {
    opinion: null as Opinion | null,
    words: '',
  });
  const [faults, setFaults] = useState<{ opinion?: string; words?: string }>({});
  const prepare = () => {
    const said = words.trim();
    const next = {
      ...(opinion === null ? { opinion: '请选同意还是不同意。' } : {}),
      ...(opinion === 'disagree' && said.length < FEWEST ? { words: lacking } : {}),
    };
    setFaults(next);
    if (opinion === null || Object.keys(next).length > 0) return null;
    return {
      question: opinion === 'agree' ? '初审意见：同意。' : `初审意见：不同意，${said}`,
      send: () => caseApi.firstReview(claimId, { version, opinion, words: said }),
    };
  };
  return (
    <ActForm form={form} act="first_review" told="初审意见记下了。" prepare={prepare}>
      <Choose
        id="opinion"
        label="初审意见"
        options={opinions}
        chosen={opinion}
        onChoose={(value) => change({ opinion: value })}
        error={faults.opinion ?? null}
      />
      <WordsField
        id="act-words"
        label="意见"
        value={words}
        onChange={(text) => change({ words: text })}
        maxLength={500}
        hint={opinion === 'disagree' ? '必须写' : '可以不写'}
        error={faults.words ?? null}
      />
    </ActForm>
  );
}

export function ObjectionForm(form: FormProps) {
  const { claimId, version } = form.desk.claim;
  const [{ words }, change] = useDraft('record_objection', { words: '' });
  const [fault, setFault] = useState<string | null>(null);
  const prepare = () => {
    const said = words.trim();
    setFault(said.length < FEWEST ? '请写清楚异议是什么。' : null);
    if (said.length < FEWEST) return null;
    return {
      question: '异议会密封保存，只有办这件的人看得到。',
      send: () => caseApi.recordObjection(claimId, { version, words: said }),
    };
  };
  return (
    <ActForm form={form} act="record_objection" told="异议记下了。" prepare={prepare}>
      <WordsField
        id="act-words"
        label="异议的内容"
        value={words}
        onChange={(text) => change({ words: text })}
        maxLength={500}
        hint="谁都可以提。不用写提的人是谁。"
        error={fault}
      />
    </ActForm>
  );
}

type Given = { reason: string | null; words: string };
type Reasoned = { version: number; reason: string; words: string };
type ReasonedProps = {
  form: FormProps;
  act: ClaimAct;
  told: string;
  question: string;
  send: (body: Reasoned) => Promise<unknown>;
};

const reasonsOf = ({ acts }: DeskClaimReply, act: ClaimAct) =>
  acts.find((one) => one.act === act)?.reasons ?? [];

/** A reason of the list and some words; what the resident reads of it stands below. */
function ReasonedForm({ form, act, told, question, send }: ReasonedProps) {
  const { desk } = form;
  const reasons = reasonsOf(desk, act);
  const [{ reason, words }, change] = useDraft<Given>(act, { reason: null, words: '' });
  const [faults, setFaults] = useState<{ reason?: string; words?: string }>({});
  const prepare = () => {
    const said = words.trim();
    const next = {
      ...(reason === null ? { reason: '请选一个原因。' } : {}),
      ...(said.length < FEWEST ? { words: lacking } : {}),
    };
    setFaults(next);
    if (reason === null || Object.keys(next).length > 0) return null;
    const { version } = desk.claim;
    return {
      question: `${question}原因：${reasonName(reason)}。`,
      send: () => send({ version, reason, words: said }),
    };
  };
  return (
    <ActForm form={form} act={act} told={told} prepare={prepare}>
      <Choose
        id="reason"
        label="原因"
        options={reasons.map(({ code }) => ({ value: code, name: reasonName(code) }))}
        chosen={reason}
        onChoose={(value) => change({ reason: value })}
        error={faults.reason ?? null}
      />
      <ResidentReads words={reasons.find(({ code }) => code === reason)?.resident ?? null} />
      <WordsField
        id="act-words"
        label="说明（同事会看到）"
        value={words}
        onChange={(text) => change({ words: text })}
        maxLength={500}
        hint="必须写"
        error={faults.words ?? null}
      />
    </ActForm>
  );
}

export function ReturnForm(form: FormProps) {
  const { claimId } = form.desk.claim;
  return (
    <ReasonedForm
      form={form}
      act="return"
      told="已退回上一步。"
      question="退回上一步重新办。"
      send={(body) => caseApi.sendBack(claimId, body as Body<'returnClaim'>)}
    />
  );
}

export function ReopenForm(form: FormProps) {
  const { claimId } = form.desk.claim;
  return (
    <ReasonedForm
      form={form}
      act="reopen"
      told="已重新打开。"
      question="重新打开，从前面的步骤再办一次，会告诉本人。"
      send={(body) => caseApi.reopen(claimId, body as Body<'reopenClaim'>)}
    />
  );
}
