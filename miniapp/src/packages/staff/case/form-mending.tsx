/** 窗口补正: she has no phone to answer the notice with; what she brings is handed in for her. */
import { View } from '@tarojs/components';
import type { ClaimTask, DeskClaimReply, ExcuseReason } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Notice } from '../../../components/notice';
import { WordsField } from '../../../components/words-field';
import { useAttempt } from '../../../services/use-attempt';
import { correctionReasons, excuseReasons } from '../../../text/claim';
import { caseApi } from '../case-api';
import { StaffTrouble } from '../staff-trouble';
import { ActForm, useDraft, type FormProps } from './acting';
import { BroughtPhoto } from './brought-photo';
import { Choose } from './choose';
import { paperName } from './names';
import { keyOfPaper } from './notice';

const BRINGS = 'brings';
type Answer = typeof BRINGS | ExcuseReason;
type Draft = {
  words: string;
  /** By `keyOfPaper`. Where nothing is said, she brings it. */
  answers: Record<string, Answer>;
  /** Why, where none of the reasons fits. */
  others: Record<string, string>;
};
const nothing: Draft = { words: '', answers: {}, others: {} };

const answers: { value: Answer; name: string }[] = [
  { value: BRINGS, name: '带来了' },
  ...(Object.entries(excuseReasons) as [ExcuseReason, string][]).map(([value, name]) => ({ value, name })),
];

/** What the notice names. */
const listAsked = ({ claim }: DeskClaimReply): ClaimTask[] =>
  claim.tasks.filter(({ correction }) => correction !== null);

/** What has come since the notice, from whoever it came. */
const listNew = ({ claim }: DeskClaimReply, task: ClaimTask): ClaimTask['pages'] =>
  task.pages.filter(({ arrivedAt }) => arrivedAt > (claim.correction?.askedAt ?? ''));

const lacks = ({ state }: ClaimTask): boolean => state === 'asked_again' || state === 'missing';

function findFault(task: ClaimTask, draft: Draft): string | null {
  const answer = draft.answers[keyOfPaper(task)] ?? BRINGS;
  if (answer === 'other' && (draft.others[keyOfPaper(task)] ?? '').trim() === '')
    return '请写几个字，为什么拿不到。';
  if (answer !== BRINGS || !lacks(task)) return null;
  return task.mayExcuse ? '请拍下来，或者选为什么拿不到。' : '请拍下来：这一样不能少。';
}

type PaperProps = {
  form: FormProps;
  task: ClaimTask;
  draft: Draft;
  change: (draft: Partial<Draft>) => void;
  fault: string | null;
};

/** Of what was just taken, the last one: another is taken in its place. */
function TakeBack({ form, pageId, onOver }: { form: FormProps; pageId: string; onOver: () => void }) {
  const { busy, failure, attempt } = useAttempt();
  const remove = () =>
    void attempt(async () => {
      await caseApi.removeBroughtPage(form.desk.claim.claimId, pageId);
      onOver();
      await form.again();
    });
  return (
    <>
      <StaffTrouble failure={failure} />
      <View className="actions actions_inner">
        <Button
          id={`take-back-${pageId}`}
          kind="plain"
          words="刚才这张不要了，重拍"
          busy={busy}
          onTap={remove}
        />
      </View>
    </>
  );
}

function Brought({ form, task }: Pick<PaperProps, 'form' | 'task'>) {
  const [last, setLast] = useState<string | null>(null);
  const count = listNew(form.desk, task).length;
  const known = new Set(task.pages.map(({ pageId }) => pageId));
  return (
    <>
      {count > 0 && <Notice tone="green">收下 {count} 张，在「材料」里看得到。</Notice>}
      {last !== null && <TakeBack form={form} pageId={last} onOver={() => setLast(null)} />}
      <BroughtPhoto
        id={keyOfPaper(task)}
        claimId={form.desk.claim.claimId}
        task={task}
        words={count > 0 ? '再拍一张' : '拍照'}
        onSent={({ tasks }) => {
          const pages = tasks.find((one) => keyOfPaper(one) === keyOfPaper(task))?.pages ?? [];
          setLast(pages.find(({ pageId }) => !known.has(pageId))?.pageId ?? null);
          void form.again();
        }}
      />
    </>
  );
}

function Paper({ form, task, draft, change, fault }: PaperProps) {
  const key = keyOfPaper(task);
  const answer = draft.answers[key] ?? BRINGS;
  const asked = task.correction;
  return (
    <View className="ask-paper">
      <View className="case-paper__title">
        {task.title}
        {task.bill !== null && `（${paperName(form.desk, task.bill)}）`}
      </View>
      {asked !== null && (
        <View className="line__note">
          {correctionReasons[asked.reason].why}
          {asked.words !== null && `：${asked.words}`}
        </View>
      )}
      {task.mayExcuse && (
        <Choose
          id={`answer-${key}`}
          label={`${task.title}带来没有`}
          options={answers}
          chosen={answer}
          onChoose={(value) => change({ answers: { ...draft.answers, [key]: value } })}
        />
      )}
      {answer === BRINGS && <Brought form={form} task={task} />}
      {answer === 'other' && (
        <WordsField
          id={`why-${key}`}
          label="为什么拿不到"
          value={draft.others[key] ?? ''}
          onChange={(words) => change({ others: { ...draft.others, [key]: words } })}
          maxLength={100}
          hint="几个字就行"
        />
      )}
      {fault !== null && <Notice tone="red">{fault}</Notice>}
    </View>
  );
}

export function MendingForm(form: FormProps) {
  const { desk } = form;
  const { claimId, version } = desk.claim;
  const [draft, change] = useDraft<Draft>('submit', nothing);
  const [checked, setChecked] = useState(false);
  const asked = listAsked(desk);
  const words = draft.words.trim();
  const said = words.length >= 2;
  const prepare = () => {
    setChecked(true);
    if (!said || asked.some((task) => findFault(task, draft) !== null)) return null;
    const excuses = asked.flatMap((task) => {
      const reason = draft.answers[keyOfPaper(task)] ?? BRINGS;
      if (reason === BRINGS) return [];
      const why = reason === 'other' ? (draft.others[keyOfPaper(task)] ?? '').trim() : null;
      return [{ paper: task.paper, bill: task.bill, reason, words: why }];
    });
    return {
      question: '以本单位的名义替本人交上去，会告诉本人。您交了，这件的审核、审批要由别人来办。',
      send: () => caseApi.mend(claimId, { version, words, excuses }),
    };
  };
  return (
    <ActForm form={form} act="submit" told="替本人交上去了。" prepare={prepare}>
      <View>本人没有手机、或者不会用手机的，把材料带到窗口，您替本人拍照交。</View>
      {asked.map((task) => (
        <Paper
          key={keyOfPaper(task)}
          form={form}
          task={task}
          draft={draft}
          change={change}
          fault={checked ? findFault(task, draft) : null}
        />
      ))}
      <WordsField
        id="act-words"
        label="谁带来的，怎么核对的"
        value={draft.words}
        onChange={(text) => change({ words: text })}
        maxLength={200}
        hint="比如：她女儿带着发票来的，看过身份证"
        error={checked && !said ? '请写清楚谁带来的、怎么核对的。' : null}
      />
    </ActForm>
  );
}
