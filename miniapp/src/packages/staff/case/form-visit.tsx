/** 入户调查: what was seen at the family's home. */
import { View } from '@tarojs/components';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { WordsField } from '../../../components/words-field';
import { normalizeCitizenNumber } from '../../../services/citizen-number';
import { today } from '../../../text/date';
import { caseApi } from '../case-api';
import { ActForm, useDraft, type FormProps } from './acting';
import { checkVisit, type VisitDraft, type VisitFaults } from './visit';

type Part = { draft: VisitDraft; change: (change: Partial<VisitDraft>) => void; faults: VisitFaults };

function Household({ draft, change, faults }: Part) {
  return (
    <>
      <Field
        id="visit-on"
        label="哪天去的"
        value={draft.on}
        onChange={(on) => change({ on })}
        maxLength={12}
        placeholder="2026-03-05"
        hint="年月日"
        error={faults.on ?? null}
      />
      <Field
        id="visit-members"
        label="家里几口人"
        type="number"
        value={draft.members}
        onChange={(members) => change({ members })}
        maxLength={2}
        placeholder="包括本人"
        hint="1 到 20"
        error={faults.members ?? null}
      />
      <Field
        id="visit-workers"
        label="几个有劳动能力"
        type="number"
        value={draft.workers}
        onChange={(workers) => change({ workers })}
        maxLength={2}
        placeholder="没有就写 0"
        hint="不能比家里人口多"
        error={faults.workers ?? null}
      />
      <Field
        id="visit-income"
        label="家庭年收入（元）"
        type="digit"
        value={draft.yearlyIncome}
        onChange={(yearlyIncome) => change({ yearlyIncome })}
        maxLength={14}
        placeholder="没有就写 0"
        hint="全家一年的"
        error={faults.yearlyIncome ?? null}
      />
    </>
  );
}

/** Of whoever was there: staff who are among them are kept from the case. */
function Family({ draft, change, faults }: Part) {
  const { family } = draft;
  const put = (at: number, text: string) =>
    change({ family: family.map((one, place) => (place === at ? normalizeCitizenNumber(text) : one)) });
  return (
    <>
      {family.map((number, at) => (
        <Field
          key={at}
          id={`visit-family-${at}`}
          label={`家里人的身份证号 ${at + 1}`}
          type="idcard"
          value={number}
          onChange={(text) => put(at, text)}
          maxLength={18}
          placeholder="18 位"
          hint="只用来让亲属回避，不显示给别人"
          error={faults.family?.[at] ?? null}
        />
      ))}
      {family.length < 20 && (
        <Button
          id="visit-more"
          kind="plain"
          words={family.length === 0 ? '登记家里人的身份证号' : '再登记一位'}
          onTap={() => change({ family: [...family, ''] })}
        />
      )}
    </>
  );
}

export function VisitForm(form: FormProps) {
  const { claimId, version } = form.desk.claim;
  const [draft, change] = useDraft<VisitDraft>('record_visit', {
    on: today(),
    members: '',
    workers: '',
    yearlyIncome: '',
    house: '',
    illness: '',
    remarks: '',
    family: [],
  });
  const [faults, setFaults] = useState<VisitFaults>({});
  const part = { draft, change, faults };
  const prepare = () => {
    const checked = checkVisit(draft, today());
    setFaults(checked.faults ?? {});
    const { visit } = checked;
    if (visit === null) return null;
    return {
      question: '入户情况会密封保存，记下以后不能改。',
      send: () => caseApi.recordVisit(claimId, { version, ...visit }),
    };
  };
  return (
    <ActForm form={form} act="record_visit" told="入户调查记下了，转民政核对。" prepare={prepare}>
      <Household {...part} />
      <WordsField
        id="visit-house"
        label="住房怎么样"
        value={draft.house}
        onChange={(house) => change({ house })}
        maxLength={500}
        hint="比如：旧砖房两间，没有装修"
        error={faults.house ?? null}
      />
      <WordsField
        id="visit-illness"
        label="病情和照料"
        value={draft.illness}
        onChange={(illness) => change({ illness })}
        maxLength={500}
        hint="比如：每周透析三次，女儿照顾"
        error={faults.illness ?? null}
      />
      <WordsField
        id="visit-remarks"
        label="在场的人和其他"
        value={draft.remarks}
        onChange={(remarks) => change({ remarks })}
        maxLength={500}
        hint="谁在场、谁一起去的；可以不写"
      />
      <Family {...part} />
      <View className="line__note">没有身份证号也可以不登记。</View>
    </ActForm>
  );
}
