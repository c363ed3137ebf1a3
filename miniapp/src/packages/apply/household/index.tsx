import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply, Household } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { Choice } from '../../../components/list';
import { Page } from '../../../components/page';
import { Tap } from '../../../components/tap';
import { useConfirm } from '../../../components/use-confirm';
import { leaveStep } from '../../../services/road';
import { useChange, useClaim } from '../../../services/use-claim';
import type { Replied } from '../../../services/use-reply';
import { courseApi } from '../course-api';
import { relationNames } from '../course-words';
import { DraftOnly } from '../draft-only';
import { NotSaved } from '../not-saved';
import { AddMember, type NewMember } from './add-member';

type Member = Household['members'][number];

const options = [
  { value: 'alone', name: '我一个人住' },
  { value: 'together', name: '和家里人一起住' },
] as const;

type Living = (typeof options)[number]['value'];

type MemberRowProps = { member: Member; busy: boolean; onRemove: () => void };

function MemberRow({ member: { memberId, name, certno, relation }, busy, onRemove }: MemberRowProps) {
  return (
    <View className="checked checked_row">
      <View className="checked__bd">
        <View>
          {relationNames[relation]}：{name}
        </View>
        <View className="checked__note">身份证 {certno}</View>
      </View>
      <Tap
        id={`remove-${memberId}`}
        className="change"
        label={`去掉${relationNames[relation]}${name}`}
        disabled={busy}
        onTap={onRemove}
      >
        去掉
      </Tap>
    </View>
  );
}

/** What is to be said of the household: sent at once, so that nobody's number lies on this phone. */
function useHousehold(claim: ClaimReply, replied: Replied<ClaimReply>) {
  const { claimId, version, household } = claim;
  const { busy, trouble, change } = useChange(replied);
  const kept = household.members.map(({ memberId }) => ({ memberId }));
  const send = (alone: boolean, members: Parameters<typeof courseApi.setHousehold>[1]['members']) =>
    change(() => courseApi.setHousehold(claimId, { version, alone, members }));
  return {
    busy,
    trouble,
    add: (member: NewMember, then: () => void) =>
      change(
        () => courseApi.setHousehold(claimId, { version, alone: false, members: [...kept, member] }),
        then,
      ),
    remove: (memberId: string) => {
      const left = kept.filter((one) => one.memberId !== memberId);
      send(left.length === 0, left);
    },
    liveAlone: () => send(true, []),
  };
}

function HouseholdForm({ claim, replied }: { claim: ClaimReply; replied: Replied<ClaimReply> }) {
  const { claimId, household } = claim;
  const { alone, members } = household;
  const [chosen, setChosen] = useState<Living | null>(alone === null ? null : alone ? 'alone' : 'together');
  const [sure, dialog] = useConfirm();
  const { busy, trouble, add, remove, liveAlone } = useHousehold(claim, replied);
  const choose = async (value: Living) => {
    const words = `填好的 ${members.length} 个人会去掉。`;
    if (value === 'alone' && members.length > 0) {
      if (!(await sure({ title: '改成一个人住？', words, yes: '改', no: '不改' }))) return;
    }
    setChosen(value);
    if (value === 'alone') liveAlone();
  };
  const isDone = chosen === 'alone' ? alone === true : members.length > 0;
  return (
    <>
      <View className="lead">住在一起、吃用在一起的人都要填，民政要核对一家人的收入。您自己不用填。</View>
      <Card title="家里还有别人吗">
        <Choice
          id="alone"
          label="家里还有别人吗"
          options={options}
          chosen={chosen}
          onChoose={(value) => void choose(value)}
        />
      </Card>
      {chosen === 'together' && (
        <>
          {members.length > 0 && (
            <Card title={`填了 ${members.length} 个人`}>
              {members.map((member) => (
                <MemberRow
                  key={member.memberId}
                  member={member}
                  busy={busy}
                  onRemove={() => remove(member.memberId)}
                />
              ))}
            </Card>
          )}
          <AddMember key={members.length} busy={busy} onAdd={add} />
        </>
      )}
      <NotSaved trouble={trouble} />
      {isDone && (
        <View className="actions">
          <Button id="done" words="填完了" busy={busy} onTap={() => leaveStep(claimId)} />
        </View>
      )}
      <View className="end">
        这些人只用来核对家里的情况。他们里面有人在办事的单位上班，就看不到、也不能办您的申请。
      </View>
      {dialog}
    </>
  );
}

export default function HouseholdPage() {
  const { id = '' } = useRouter().params;
  const replied = useClaim(id);
  return (
    <Page title="家里有谁" below>
      <ClaimLoaded from={replied}>
        {(claim) => (
          <DraftOnly claim={claim}>
            <HouseholdForm claim={claim} replied={replied} />
          </DraftOnly>
        )}
      </ClaimLoaded>
    </Page>
  );
}
