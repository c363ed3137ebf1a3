/** Her citizen number: whoever has none on file opens nobody's case. It is typed here and shown nowhere. */
import { View } from '@tarojs/components';
import type { MemberReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Field } from '../../../components/field';
import { Notice } from '../../../components/notice';
import { findCitizenNumberFault, normalizeCitizenNumber } from '../../../services/citizen-number';
import { useAttempt } from '../../../services/use-attempt';
import { peopleApi } from '../people-api';
import { StaffTrouble } from '../staff-trouble';

type Props = { member: MemberReply; again: () => Promise<void> };

function NumberForm({ member, again }: Props) {
  const [certno, setCertno] = useState('');
  const [asked, setAsked] = useState(false);
  const { busy, failure, attempt } = useAttempt();
  const number = normalizeCitizenNumber(certno);
  const wrong = findCitizenNumberFault(number) !== null;
  const save = () => {
    setAsked(true);
    if (wrong) return;
    const { staffId, organisation, roles, state } = member;
    void attempt(async () => {
      const { organisationId } = organisation;
      await peopleApi.changeMember(staffId, { organisationId, roles, state, certno: number });
      await again();
    });
  };
  return (
    <>
      <Field
        id="certno"
        label="身份证号"
        value={certno}
        onChange={setCertno}
        type="idcard"
        maxLength={18}
        placeholder="18 位"
        hint="存好以后谁也看不到；存了，本人要重新登录"
      />
      {asked && wrong && <Notice tone="red">身份证号不对，请一位一位核对。</Notice>}
      <StaffTrouble failure={failure} />
      <Button id="save-certno" words="登记身份证号" busy={busy} onTap={save} />
    </>
  );
}

export function NumberCard({ member, again }: Props) {
  const [mending, setMending] = useState(false);
  const { numbered } = member;
  return (
    <Card title="身份证号" tone={numbered ? 'plain' : 'warm'}>
      <View className="card__text card__text_first">
        {numbered
          ? '登记了。系统靠它不让人办自己家的事、批自己审过的事。'
          : '还没有登记。登记以前，本人打不开任何申请。'}
      </View>
      {!numbered || mending ? (
        <NumberForm member={member} again={again} />
      ) : (
        <Button id="mend-certno" kind="plain" words="登记错了，改正" onTap={() => setMending(true)} />
      )}
    </Card>
  );
}
