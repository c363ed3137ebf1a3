/** Who works on the case: taken, given to a colleague, given back. */
import { View } from '@tarojs/components';
import type { DeskClaimReply } from '@yijiutong/rules/contract';
import { useCallback, useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { toFailure } from '../../../services/failure';
import { useAttempt } from '../../../services/use-attempt';
import { AssignSheet } from '../assign-sheet';
import { caseApi } from '../case-api';
import { useStaff } from '../staff-session';
import { ActTrouble } from './act-trouble';

type Props = { desk: DeskClaimReply; again: () => Promise<void> };

function useGiving({ desk, again }: Props) {
  const { busy, failure, attempt } = useAttempt();
  const { claimId, version } = desk.claim;
  const setTo = async (staffId: string | null): Promise<boolean> => {
    const taken = await attempt(() =>
      caseApi.setAssignee(claimId, { version, staffId }).then(
        () => undefined,
        async (error: unknown) => {
          if (['claim_changed', 'claim_taken'].includes(toFailure(error).code)) await again();
          throw error;
        },
      ),
    );
    if (taken) await again();
    return taken;
  };
  return { busy, failure, setTo };
}

export function Holder({ desk, again }: Props) {
  const me = useStaff();
  const { busy, failure, setTo } = useGiving({ desk, again });
  const [giving, setGiving] = useState(false);
  const close = useCallback(() => setGiving(false), []);
  const { assignee, assignable } = desk;
  const isMine = assignee !== null && assignee.staffId === me?.staffId;
  if (!assignable && assignee === null) return null;
  const choose = (staffId: string | null) => void setTo(staffId).then((taken) => taken && close());
  return (
    <Card title="谁在办">
      <View>{assignee === null ? '还没有人办。' : isMine ? '您在办。' : `${assignee.name} 在办。`}</View>
      {!giving && <ActTrouble failure={failure} desk={desk} />}
      {assignable && (
        <View className="acts">
          {!isMine && me !== null && (
            <Button id="take" kind="plain" words="我来办" busy={busy} onTap={() => void setTo(me.staffId)} />
          )}
          <Button id="to-give" kind="plain" words="交给同事" disabled={busy} onTap={() => setGiving(true)} />
          {isMine && (
            <Button id="give-back" kind="plain" words="交回待办" busy={busy} onTap={() => void setTo(null)} />
          )}
        </View>
      )}
      {giving && (
        <AssignSheet holder={assignee?.staffId ?? null} failure={failure} onChoose={choose} onClose={close} />
      )}
    </Card>
  );
}
