/** 办结: what nobody mended in time; or what was taken up again and is paid out, its bills told apart from others first. */
import { View } from '@tarojs/components';
import { useState } from 'react';

import { Notice } from '../../../components/notice';
import { formatFullDay, today } from '../../../text/date';
import { caseApi } from '../case-api';
import { ActForm, useDraft, type FormProps, type Ready } from './acting';
import { checkTwins, TwinsPart, type TwinAnswers } from './twins-part';

function CloseUnmended(form: FormProps) {
  const { desk } = form;
  const { claimId, version } = desk.claim;
  const { mendUntil } = desk;
  const isEarly = mendUntil !== null && mendUntil >= today();
  return (
    <ActForm
      form={form}
      act="close"
      told="已办结。"
      prepare={() => ({
        question: '逾期没有补正，先办结。本人随时可以再申请。',
        send: () => caseApi.close(claimId, { version }),
      })}
    >
      {mendUntil !== null && <View>补正的期限到 {formatFullDay(mendUntil)}。</View>}
      {isEarly && <Notice tone="warm">期限还没有过，现在办结不了。</Notice>}
    </ActForm>
  );
}

const nothingSaid: { twins: TwinAnswers } = { twins: {} };

function ClosePaidOut(form: FormProps) {
  const { desk } = form;
  const { claimId, version } = desk.claim;
  const [draft, change] = useDraft('close', nothingSaid);
  const [tried, setTried] = useState(false);
  const prepare = (): Ready | null => {
    const { verdicts: twins, isWhole } = checkTwins(desk, draft.twins);
    setTried(!isWhole);
    if (!isWhole) return null;
    return {
      question: '按规定没有要再付的，维持原来的结果。',
      send: () => caseApi.close(claimId, { version, twins }),
    };
  };
  return (
    <ActForm form={form} act="close" told="已办结。" prepare={prepare}>
      <View>重新核过，已经足额支付的，办结。</View>
      <TwinsPart desk={desk} said={draft.twins} change={(twins) => change({ twins })} tried={tried} />
    </ActForm>
  );
}

export function CloseForm(form: FormProps) {
  return form.desk.claim.state === 'county_review' ? <ClosePaidOut {...form} /> : <CloseUnmended {...form} />;
}
