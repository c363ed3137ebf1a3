/** 家庭经济状况核对: the result, and what was paid in the twelve months before she applied. */
import { useState } from 'react';

import { Field } from '../../../components/field';
import { WordsField } from '../../../components/words-field';
import { formatYuan } from '../../../text/money';
import { caseApi } from '../case-api';
import { ActForm, useDraft, type FormProps } from './acting';
import { Choose } from './choose';
import { readMoney } from './figures';

type Within = 'within' | 'beyond';
type MeansDraft = { within: Within | null; selfPaid: string; words: string };
type MeansFaults = { within?: string; selfPaid?: string; words?: string };

const answers = [
  { value: 'within', name: '在标准以内' },
  { value: 'beyond', name: '超过标准', note: '要写明哪一项超过' },
] as const;

function findFaults({ within, selfPaid, words }: MeansDraft): MeansFaults {
  return {
    ...(within === null ? { within: '请选核对的结果。' } : {}),
    ...(readMoney(selfPaid) === null ? { selfPaid: '请写金额，没有就写 0。' } : {}),
    ...(within === 'beyond' && words.trim().length < 2 ? { words: '请写明哪一项超过。' } : {}),
  };
}

export function MeansForm(form: FormProps) {
  const { claimId, version } = form.desk.claim;
  const [draft, change] = useDraft<MeansDraft>('record_means', { within: null, selfPaid: '', words: '' });
  const [faults, setFaults] = useState<MeansFaults>({});
  const prepare = () => {
    const found = findFaults(draft);
    setFaults(found);
    const selfPaid = readMoney(draft.selfPaid);
    if (selfPaid === null || Object.keys(found).length > 0) return null;
    const withinLimit = draft.within === 'within';
    const result = withinLimit ? '在标准以内' : '超过标准';
    return {
      question: `核对结果：${result}，前 12 个月自负 ${formatYuan(selfPaid)}。记下以后不能改。`,
      send: () => caseApi.recordMeans(claimId, { version, withinLimit, selfPaid, words: draft.words.trim() }),
    };
  };
  const told =
    draft.within === 'beyond'
      ? '核对结果记下了，不公示，转民政的另一位同事决定。'
      : '核对结果记下了，转乡镇公示。';
  return (
    <ActForm form={form} act="record_means" told={told} prepare={prepare}>
      <Choose
        id="within"
        label="家庭收入、财产核对的结果"
        options={answers}
        chosen={draft.within}
        onChoose={(within) => change({ within })}
        error={faults.within ?? null}
      />
      <Field
        id="self-paid"
        label="申请前 12 个月累计自负医疗费用（元）"
        type="digit"
        value={draft.selfPaid}
        onChange={(selfPaid) => change({ selfPaid })}
        maxLength={14}
        placeholder="没有就写 0"
        hint="按核对系统和票据"
        error={faults.selfPaid ?? null}
      />
      <WordsField
        id="act-words"
        label="说明"
        value={draft.words}
        onChange={(words) => change({ words })}
        maxLength={500}
        hint="收入、车辆、房产、存款等；在标准以内可以不写"
        error={faults.words ?? null}
      />
    </ActForm>
  );
}
