/** What is to be done now: only what the server lists; and why not, where it is somebody else's. */
import { View } from '@tarojs/components';
import type { ClaimAct, DeskClaimReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { Notice } from '../../../components/notice';
import { actNames, sortActs, stateNames } from '../case-words';
import { openStaff } from '../road';

/** Done on the page of the payments, with the bank's file. */
const ofPayments: readonly ClaimAct[] = ['send_payment', 'confirm_payment', 'fail_payment', 'return_payment'];

type Props = { desk: DeskClaimReply; onAct: (act: ClaimAct) => void };

function SameHands({ acts }: { acts: readonly ClaimAct[] }) {
  if (acts.length === 0) return null;
  const names = acts.map((act) => `「${actNames[act] ?? act}」`).join('');
  return (
    <Notice tone="warm">
      {names}要换一个人办：这件前面的步骤是您办的，或者被申请复核的就是您经手的决定。
    </Notice>
  );
}

export function Now({ desk, onAct }: Props) {
  const { acts, sameHands, claim, lane } = desk;
  const own = sortActs(acts).filter(({ act }) => !ofPayments.includes(act));
  const pays = acts.some(({ act }) => ofPayments.includes(act));
  const idle = own.length === 0 && !pays && sameHands.length === 0;
  return (
    <Card title="现在要办的">
      {idle && (
        <View>
          {lane === null ? `${stateNames[claim.state].words}，现在没有要您办的。` : '批过了，等着生效。'}
        </View>
      )}
      <SameHands acts={sameHands} />
      <View className="acts">
        {own.map(({ act }, at) => (
          <Button
            key={act}
            id={`act-${act}`}
            kind={at === 0 ? 'primary' : 'plain'}
            words={actNames[act] ?? act}
            onTap={() => onAct(act)}
          />
        ))}
        {pays && <Button id="to-payments" words="去打款页办" onTap={() => openStaff('payments')} />}
      </View>
    </Card>
  );
}
