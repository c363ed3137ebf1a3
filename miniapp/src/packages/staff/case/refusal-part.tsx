/** Why nothing is granted: a reason of the list, the clause that it rests on, and what the resident will read. */
import { View } from '@tarojs/components';
import type { ClaimAct, ClauseText, DeskClaimReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { nameArticle } from '../../../components/clause-sheet';
import { Field } from '../../../components/field';
import { WordsField } from '../../../components/words-field';
import { reasonName } from '../case-words';
import { Choose, ResidentReads } from './choose';
import { clauseKey, clauseLine } from './names';

export type RefusalDraft = { reason: string | null; clause: string | null; words: string };
export type RefusalFaults = { reason?: string; clause?: string; words?: string };

export const emptyRefusal: RefusalDraft = { reason: null, clause: null, words: '' };

export function checkRefusal({ reason, clause, words }: RefusalDraft, wordsNeeded: boolean): RefusalFaults {
  return {
    ...(reason === null ? { reason: '请选一个原因。' } : {}),
    ...(clause === null ? { clause: '请选依据哪一条。' } : {}),
    ...(wordsNeeded && words.trim().length < 2 ? { words: '请写几个字，说明为什么。' } : {}),
  };
}

/** The clause by its key, as the API names it. */
export function findClause(clauses: readonly ClauseText[], key: string | null): ClauseText | null {
  return clauses.find((one) => clauseKey(one) === key) ?? null;
}

/** As many as are read at a glance, without a scroll area inside the page. */
const MOST = 6;

/** Few words find it among all: of its number, or of its text. */
function ClauseChoice({ clauses, chosen, onChoose, error }: ClauseProps) {
  const [sought, setSought] = useState('');
  const text = sought.trim();
  const found = findClause(clauses, chosen);
  const fitting = clauses.filter((one) => `${one.article}${one.text}`.includes(text));
  const first = fitting.slice(0, MOST);
  const shown = found === null || first.includes(found) ? first : [found, ...first];
  return (
    <>
      <Field
        id="clause-sought"
        label="找依据"
        value={sought}
        onChange={setSought}
        maxLength={20}
        placeholder="条号，或者条文里的字"
        hint={hintOf(fitting.length)}
      />
      <Choose
        id="clause"
        label="依据哪一条"
        options={shown.map((one) => ({ value: clauseKey(one), name: clauseLine(one) }))}
        chosen={chosen}
        onChoose={onChoose}
        error={error}
        long
      />
      {found !== null && (
        <View className="said__words">
          《{found.title}》{nameArticle(found.article)}：{found.text}
        </View>
      )}
    </>
  );
}

function hintOf(fitting: number): string {
  if (fitting === 0) return '没有这样的条文，换几个字找。';
  return fitting > MOST ? `一共 ${fitting} 条，先列 ${MOST} 条。写几个字来找。` : `${fitting} 条`;
}

type ClauseProps = {
  clauses: readonly ClauseText[];
  chosen: string | null;
  onChoose: (key: string) => void;
  error: string | null;
};

type Props = {
  desk: DeskClaimReply;
  act: ClaimAct;
  draft: RefusalDraft;
  change: (change: Partial<RefusalDraft>) => void;
  faults: RefusalFaults;
  wordsHint: string;
};

export function RefusalPart({ desk, act, draft, change, faults, wordsHint }: Props) {
  const reasons = desk.acts.find((one) => one.act === act)?.reasons ?? [];
  return (
    <>
      <Choose
        id="reason"
        label="不予救助的原因"
        options={reasons.map(({ code }) => ({ value: code, name: reasonName(code) }))}
        chosen={draft.reason}
        onChoose={(reason) => change({ reason })}
        error={faults.reason ?? null}
      />
      <ResidentReads words={reasons.find(({ code }) => code === draft.reason)?.resident ?? null} />
      <ClauseChoice
        clauses={desk.clauses}
        chosen={draft.clause}
        onChoose={(clause) => change({ clause })}
        error={faults.clause ?? null}
      />
      <WordsField
        id="act-words"
        label="说明"
        value={draft.words}
        onChange={(words) => change({ words })}
        maxLength={500}
        hint={wordsHint}
        error={faults.words ?? null}
      />
    </>
  );
}
