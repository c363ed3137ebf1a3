/** Somebody is taken on. What was typed stays until the server has taken it. */
import { View } from '@tarojs/components';
import type { MemberPasswordReply, StaffRole } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Notice } from '../../../components/notice';
import { findCitizenNumberFault, normalizeCitizenNumber } from '../../../services/citizen-number';
import { useAttempt } from '../../../services/use-attempt';
import type { Place } from '../organisations';
import { peopleApi } from '../people-api';
import { StaffTrouble } from '../staff-trouble';
import { RolesField } from './roles-field';
import { WhereField } from './where-field';

type Typed = { name: string; login: string; phone: string; certno: string };

const LOGIN = /^[a-z][a-z0-9._-]{2,31}$/;
const PHONE = /^1[3-9]\d{9}$/;

/** What still has to be mended, in the order of the page; null: nothing. */
export function findGap(typed: Typed, where: Place | undefined, roles: readonly StaffRole[]): string | null {
  const { name, login, phone, certno } = typed;
  if (where === undefined) return '请选在哪个单位。';
  if (roles.length === 0) return '请选岗位。';
  if (name.trim().length < 2) return '请填姓名，照身份证上的写。';
  if (!LOGIN.test(login.trim())) return '登录名要 3 到 32 个小写字母、数字、点、横线，用字母开头。';
  if (!PHONE.test(phone.trim())) return '请填 11 位手机号。';
  const number = normalizeCitizenNumber(certno);
  if (number === '') return '请填身份证号。';
  return findCitizenNumberFault(number) === null ? null : '身份证号不对，请一位一位核对。';
}

type Props = {
  organisations: readonly Place[];
  first: Place | undefined;
  onAdded: (reply: MemberPasswordReply) => void;
};

export function NewMember({ organisations, first, onAdded }: Props) {
  const [where, setWhere] = useState(first);
  const [roles, setRoles] = useState<StaffRole[]>([]);
  const [typed, setTyped] = useState<Typed>({ name: '', login: '', phone: '', certno: '' });
  const [asked, setAsked] = useState(false);
  const { busy, failure, attempt } = useAttempt();
  const gap = findGap(typed, where, roles);
  const add = () => {
    setAsked(true);
    if (gap !== null || where === undefined) return;
    const { name, login, phone, certno } = typed;
    void attempt(async () =>
      onAdded(
        await peopleApi.addMember({
          organisationId: where.organisationId,
          login: login.trim(),
          name: name.trim(),
          phone: phone.trim(),
          certno: normalizeCitizenNumber(certno),
          roles,
        }),
      ),
    );
  };
  const field = (name: keyof Typed, label: string, maxLength: number, placeholder: string, hint: string) => (
    <Field
      id={name}
      label={label}
      value={typed[name]}
      onChange={(text) => setTyped({ ...typed, [name]: name === 'login' ? text.toLowerCase() : text })}
      type={name === 'phone' ? 'number' : name === 'certno' ? 'idcard' : 'text'}
      maxLength={maxLength}
      placeholder={placeholder}
      hint={hint}
    />
  );
  return (
    <View className="form desk__narrow">
      <Card title="岗位">
        <WhereField
          organisations={organisations}
          chosen={where}
          onChoose={(place) => {
            setWhere(place);
            setRoles(roles.filter((role) => place.roles.includes(role)));
          }}
        />
        {where !== undefined && <RolesField fitting={where.roles} chosen={roles} onChange={setRoles} />}
      </Card>
      <Card title="本人">
        {field('name', '姓名', 50, '和身份证上一样', '同事看得到')}
        {field('login', '登录名', 32, '如 zhang.san', '小写字母、数字、点、横线')}
        {field('phone', '手机号', 11, '11 位数字', '只用来联系')}
        {field('certno', '身份证号', 18, '18 位', '系统靠它不让人办自己家的事；存好以后谁也看不到')}
      </Card>
      {asked && gap !== null && <Notice tone="red">{gap}</Notice>}
      <StaffTrouble failure={failure} />
      <View className="actions">
        <Button id="add" words="加上，给临时密码" busy={busy} onTap={add} />
      </View>
    </View>
  );
}
