import { View } from '@tarojs/components';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Trouble } from '../../../components/notice';
import { useConfirm } from '../../../components/use-confirm';
import { ask } from '../../../services/api';
import { findClient } from '../../../services/behalf';
import { useAttempt } from '../../../services/use-attempt';
import type { Replied } from '../../../services/use-reply';
import { filedWords } from '../../../text/claim';

type Props = { claim: ClaimReply; replied: Replied<ClaimReply> };
type Volunteer = 'reads' | 'nothing';

const takeOver = (claimId: string, volunteer: Volunteer) =>
  ask<'takeOverClaim'>('PUT /api/v1/claims/:claimId/takeover', { params: { claimId } }, { volunteer });

/** Somebody else has sent it. After a volunteer, the person may go on by herself, and says what the volunteer may still see. */
export function FiledBy({ claim, replied }: Props) {
  const [sure, dialog] = useConfirm();
  const { busy, trouble, attempt } = useAttempt();
  const { claimId, filedBy } = claim;
  if (filedBy === null) return null;
  const { takenOver, who } = filedBy;
  const isHers = findClient([claimId]) === null;
  const go = async (volunteer: Volunteer) => {
    const words =
      volunteer === 'reads' ? '志愿者不能再改，只能看办到哪一步。' : '志愿者不能再改，也看不到了。';
    if (!(await sure({ title: '自己接着办？', words, yes: '自己办', no: '先不' }))) return;
    await attempt(async () => {
      await takeOver(claimId, volunteer);
      await replied.again();
    });
  };
  return (
    <Card title="这份申请是代交的">
      <View className="card__text card__text_first">
        {filedWords(filedBy)}。{takenOver === null ? '' : '现在由本人自己接着办。'}
      </View>
      <Trouble code={trouble} />
      {isHers && who === 'helper' && takenOver !== 'nothing' && (
        <View className="actions">
          {takenOver === null && (
            <Button
              id="take-over-reads"
              kind="plain"
              words="我自己接着办，让他们看"
              busy={busy}
              onTap={() => void go('reads')}
            />
          )}
          <Button
            id="take-over"
            kind="plain"
            words="我自己接着办，不让他们看"
            busy={busy}
            onTap={() => void go('nothing')}
          />
        </View>
      )}
      {dialog}
    </Card>
  );
}
