/** 一次性告知补正: every paper that is to be mended, at once, each with its reason; and what the resident will read. */
import { View } from '@tarojs/components';
import type { AskablePaper, CorrectionReason, DeskClaimReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Field } from '../../../components/field';
import { Notice } from '../../../components/notice';
import { speak } from '../../../components/speak';
import { Tap } from '../../../components/tap';
import { WordsField } from '../../../components/words-field';
import { correctionReasons, taskState } from '../../../text/claim';
import { caseApi } from '../case-api';
import { ActForm, useDraft, type FormProps } from './acting';
import { Choose } from './choose';
import { paperName } from './names';
import { checkNotice, keyOfPaper, type NamedPaper, type NoticeDraft, type NoticeFaults } from './notice';

const reasons = (Object.keys(correctionReasons) as CorrectionReason[]).map((value) => ({
  value,
  name: correctionReasons[value].why,
}));

function standingOf({ claim }: DeskClaimReply, { paper, bill }: AskablePaper): string {
  const task = claim.tasks.find((one) => one.paper === paper && one.bill === bill);
  return task === undefined ? '不在清单上' : taskState(task).words;
}

type RowProps = {
  desk: DeskClaimReply;
  askable: AskablePaper;
  named: NamedPaper | null;
  fault: string | null;
  onChange: (named: NamedPaper | null) => void;
};

function PaperRow({ desk, askable, named, fault, onChange }: RowProps) {
  const key = keyOfPaper(askable);
  const about = askable.bill === null ? '本人的材料' : paperName(desk, askable.bill);
  return (
    <View className="ask-paper">
      <Tap
        id={`ask-${key}`}
        className="tick__main"
        role="checkbox"
        checked={named !== null}
        label={`${askable.title}，${about}`}
        onTap={() => onChange(named === null ? { reason: null, words: '' } : null)}
      >
        <View className={`tick__box${named === null ? '' : ' tick__box_on'}`} />
        <View className="tick__words">
          {askable.title}
          <View className="line__note">
            {about}，{standingOf(desk, askable)}
          </View>
        </View>
      </Tap>
      {named !== null && (
        <View className="ask-paper__why">
          <Choose
            id={`why-${key}`}
            label={`${askable.title}：为什么要补`}
            options={reasons}
            chosen={named.reason}
            onChoose={(reason) => onChange({ ...named, reason })}
            error={named.reason === null ? fault : null}
          />
          <Field
            id={`words-${key}`}
            label={`${askable.title}：补充说明`}
            value={named.words}
            onChange={(words) => onChange({ ...named, words })}
            maxLength={100}
            placeholder="几个字，群众会看到"
            hint={named.reason === 'other' ? '选“要重新交”时必须写' : '可以不写'}
            error={named.reason === null ? null : fault}
          />
        </View>
      )}
    </View>
  );
}

/** As the resident's phone shows the notice. */
function Preview({ desk, draft }: { desk: DeskClaimReply; draft: NoticeDraft }) {
  const chosen = desk.askable.flatMap((paper) => {
    const named = draft.papers[keyOfPaper(paper)];
    if (named === undefined || named === null || named.reason === null) return [];
    return [{ ...paper, reason: named.reason, words: named.words.trim() }];
  });
  if (chosen.length === 0) return null;
  return (
    <View className="reads">
      <View className="reads__label">群众会看到</View>
      <View className="reads__title">医保局请您补 {chosen.length} 份材料</View>
      {draft.words.trim() !== '' && <View>医保局说：{draft.words.trim()}</View>}
      {chosen.map((paper) => (
        <View key={keyOfPaper(paper)} className="reads__one">
          <View className="reads__title">{paper.title}</View>
          {paper.bill !== null && <View className="line__note">{paperName(desk, paper.bill)}</View>}
          <View>{correctionReasons[paper.reason].why}</View>
          {paper.words !== '' && <View>医保局说：{paper.words}</View>}
          <View>{correctionReasons[paper.reason].next}</View>
        </View>
      ))}
    </View>
  );
}

export function CorrectionForm(form: FormProps) {
  const { desk } = form;
  const { claimId, version } = desk.claim;
  const [draft, change] = useDraft<NoticeDraft>('ask_correction', { papers: {}, words: '' });
  const [faults, setFaults] = useState<NoticeFaults>({});
  const wasAsked = desk.history.some(({ kind }) => kind === 'correction_asked');
  const prepare = () => {
    const { papers, faults: found } = checkNotice(desk.askable, draft);
    setFaults(found);
    if (papers === null) return null;
    const words = draft.words.trim();
    const body = { version, words: words === '' ? null : words, papers };
    return {
      question: `一共要补 ${papers.length} 样，一次说清，以后不能再加别的。计时停下，补好再接着算。`,
      send: () => caseApi.askCorrection(claimId, body),
    };
  };
  return (
    <ActForm form={form} act="ask_correction" told="补正通知发出去了，等本人补。" prepare={prepare}>
      <View>请把要补的一次选全。{wasAsked ? '这是第二次，只能再提第一次提过的。' : ''}</View>
      <View {...speak({ role: 'group', label: '要补哪几样' })}>
        {desk.askable.map((askable) => {
          const key = keyOfPaper(askable);
          return (
            <PaperRow
              key={key}
              desk={desk}
              askable={askable}
              named={draft.papers[key] ?? null}
              fault={faults[key] ?? null}
              onChange={(named) => change({ papers: { ...draft.papers, [key]: named } })}
            />
          );
        })}
      </View>
      {faults.none !== undefined && <Notice tone="red">{faults.none}</Notice>}
      <WordsField
        id="act-words"
        label="给本人的话"
        value={draft.words}
        onChange={(words) => change({ words })}
        maxLength={100}
        hint="可以不写，最多 100 个字"
      />
      <Preview desk={desk} draft={draft} />
    </ActForm>
  );
}
