/** 民政 does not recognise: a reason, the clause, and what the resident will read. */
import { useState } from 'react';

import type { Body } from '../../../services/api';
import { caseApi } from '../case-api';
import { reasonName } from '../case-words';
import { ActForm, useDraft, type FormProps } from './acting';
import { checkRefusal, emptyRefusal, findClause, RefusalPart } from './refusal-part';
import type { RefusalDraft, RefusalFaults } from './refusal-part';

export function RefusalForm(form: FormProps) {
  const { desk } = form;
  const { claimId, version } = desk.claim;
  const [draft, change] = useDraft<RefusalDraft>('refuse', emptyRefusal);
  const [faults, setFaults] = useState<RefusalFaults>({});
  const prepare = () => {
    const found = checkRefusal(draft, false);
    setFaults(found);
    const clause = findClause(desk.clauses, draft.clause);
    if (draft.reason === null || clause === null) return null;
    const { document, article } = clause;
    const body = {
      version,
      reason: draft.reason,
      clause: { document, article },
      words: draft.words.trim(),
    } as Body<'refuseClaim'>;
    return {
      question: `不予认定，原因：${reasonName(draft.reason)}。本人会收到通知，可以申请复核。`,
      send: () => caseApi.refuse(claimId, body),
    };
  };
  return (
    <ActForm form={form} act="refuse" told="已办不予救助，会告诉本人为什么、还能怎么办。" prepare={prepare}>
      <RefusalPart
        desk={desk}
        act="refuse"
        draft={draft}
        change={change}
        faults={faults}
        wordsHint="可以不写"
      />
    </ActForm>
  );
}
