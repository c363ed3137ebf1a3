import { View } from '@tarojs/components';
import type { HouseholdRelation } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Choice } from '../../../components/list';
import { Notice } from '../../../components/notice';
import { findCitizenNumberFault, normalizeCitizenNumber } from '../../../services/citizen-number';
import { citizenNumberWords } from '../../../text/binding';
import { relationNames } from '../course-words';

export type NewMember = { name: string; certno: string; relation: HouseholdRelation };
type Typed = { name: string; certno: string; relation: HouseholdRelation | null };
type Wrong = Partial<Record<keyof Typed, string>>;

const relations = (Object.keys(relationNames) as HouseholdRelation[]).map((value) => ({
  value,
  name: relationNames[value],
}));

function check({ name, certno, relation }: Typed): Wrong {
  const fault = findCitizenNumberFault(normalizeCitizenNumber(certno));
  return {
    ...(name.trim().length < 2 ? { name: '请填身份证或户口本上的姓名。' } : {}),
    ...(fault === null ? {} : { certno: citizenNumberWords[fault] }),
    ...(relation === null ? { relation: '请点一下，是您的什么人。' } : {}),
  };
}

type Props = { busy: boolean; onAdd: (member: NewMember, then: () => void) => void };

/** One more of the household. What is typed stays on this page alone. */
export function AddMember({ busy, onAdd }: Props) {
  const nothing: Typed = { name: '', certno: '', relation: null };
  const [typed, setTyped] = useState<Typed>(nothing);
  const [wrong, setWrong] = useState<Wrong>({});
  const { name, certno, relation } = typed;
  const leaveCertno = () => {
    const fault = certno === '' ? undefined : check(typed).certno;
    setWrong(fault === undefined ? {} : { certno: fault });
  };
  const add = () => {
    const found = check(typed);
    setWrong(found);
    if (relation === null || Object.keys(found).length > 0) return;
    onAdd({ name: name.trim(), certno: normalizeCitizenNumber(certno), relation }, () => setTyped(nothing));
  };
  return (
    <Card title="加一个人">
      <Choice
        id="relation"
        label="是您的什么人"
        options={relations}
        chosen={relation}
        onChoose={(value) => setTyped({ ...typed, relation: value })}
      />
      {wrong.relation !== undefined && <Notice tone="red">{wrong.relation}</Notice>}
      <Field
        id="member-name"
        label="家里人的姓名"
        maxLength={50}
        placeholder="身份证上的姓名"
        hint="和身份证、户口本上写得一样。"
        value={name}
        onChange={(text) => setTyped({ ...typed, name: text })}
        error={wrong.name ?? null}
      />
      <Field
        id="member-certno"
        label="家里人的身份证号"
        type="idcard"
        maxLength={20}
        placeholder="18 位号码"
        hint="孩子没有身份证，户口本上也有。"
        value={certno}
        onChange={(text) => setTyped({ ...typed, certno: text })}
        onLeave={leaveCertno}
        error={wrong.certno ?? null}
      />
      <View className="actions">
        <Button id="add-member" kind="plain" words="加上这个人" busy={busy} onTap={add} />
      </View>
    </Card>
  );
}
