/** 不在岗, said of somebody who cannot say it herself: her open cases go back to the queue, or to a colleague. */
import { View } from '@tarojs/components';
import type { MemberReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Choice } from '../../../components/list';
import { Notice } from '../../../components/notice';
import { useAttempt } from '../../../services/use-attempt';
import { formatDay, today } from '../../../text/date';
import { readDays } from '../desk-me/away';
import { peopleApi } from '../people-api';
import { StaffTrouble } from '../staff-trouble';

const QUEUE = 'queue';

type Props = { member: MemberReply; members: readonly MemberReply[]; again: () => Promise<void> };

/** Who can stand in for her: the same post in the same place. */
export function listSubstitutes(member: MemberReply, members: readonly MemberReply[]): MemberReply[] {
  return members.filter(
    (other) =>
      other.staffId !== member.staffId &&
      other.state === 'active' &&
      other.organisation.code === member.organisation.code &&
      other.roles.some((role) => member.roles.includes(role)),
  );
}

function Away({ member, members, again }: Props) {
  const [typed, setTyped] = useState({ from: today().replace(/-/g, ''), until: '', to: QUEUE });
  const [wrong, setWrong] = useState<string | null>(null);
  const { busy, failure, attempt } = useAttempt();
  const save = () => {
    const days = readDays(typed, today());
    setWrong(typeof days === 'string' ? days : null);
    if (typeof days === 'string') return;
    void attempt(async () => {
      await peopleApi.setAway(member.staffId, { ...days, handTo: typed.to === QUEUE ? null : typed.to });
      await again();
    });
  };
  const day = (name: 'from' | 'until', label: string) => (
    <Field
      id={`away-${name}`}
      label={label}
      value={typed[name]}
      onChange={(text) => setTyped({ ...typed, [name]: text })}
      type="number"
      maxLength={11}
      placeholder="如 20261123"
      hint="这一天也不在岗"
    />
  );
  return (
    <>
      {day('from', '第一天')}
      {day('until', '最后一天')}
      <View className="card__label">手上没办完的交给</View>
      <Choice
        id="hand-to"
        label="手上没办完的交给"
        options={[
          { value: QUEUE, name: '交回待办' },
          ...listSubstitutes(member, members).map(({ staffId, name }) => ({ value: staffId, name })),
        ]}
        chosen={typed.to}
        onChoose={(to) => setTyped({ ...typed, to })}
      />
      {wrong !== null && <Notice tone="red">{wrong}</Notice>}
      <StaffTrouble failure={failure} />
      <Button id="set-away" kind="plain" words="登记不在岗" busy={busy} onTap={save} />
    </>
  );
}

function Standing({ member, again }: Omit<Props, 'members'>) {
  const { busy, failure, attempt } = useAttempt();
  const { away } = member;
  if (away === null) return null;
  const end = () =>
    void attempt(async () => {
      await peopleApi.endAway(member.staffId);
      await again();
    });
  return (
    <>
      <Notice tone="warm">
        {formatDay(away.from, today())}到{formatDay(away.until, today())}不在岗，不派新的。
      </Notice>
      <StaffTrouble failure={failure} />
      <Button id="end-away" kind="plain" words="又在岗了" busy={busy} onTap={end} />
    </>
  );
}

export function AwayCard({ member, members, again }: Props) {
  return (
    <Card title="请假、出差，本人登记不了的">
      {member.away === null ? (
        <Away member={member} members={members} again={again} />
      ) : (
        <Standing member={member} again={again} />
      )}
    </Card>
  );
}
