import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { Empty } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { Page } from '../../../components/page';
import { VillageChoice } from '../../../components/village-choice';
import { leaveStep, replaceStep } from '../../../services/road';
import { useChange, useClaim } from '../../../services/use-claim';
import type { Replied } from '../../../services/use-reply';
import { courseApi } from '../course-api';
import { homeName } from '../course-words';
import { NotSaved } from '../not-saved';

/** A place where nobody is named above the village: the county of the insurance is not where the list begins. */
function HomeForm({ claim, replied }: { claim: ClaimReply; replied: Replied<ClaimReply> }) {
  const { claimId, version, home, region, state } = claim;
  const { trouble, change } = useChange(replied);
  const list = state === 'draft' ? 'tasks' : 'claim';
  return (
    <>
      <View className="lead">选家里现在住的地方。乡镇和村里按这个来办，也按这个上门。</View>
      {home !== null && <Notice tone="green">现在选的是：{homeName(home)}。要换，就重新选。</Notice>}
      <NotSaved trouble={trouble} />
      <VillageChoice
        region={region}
        onChoose={(village) =>
          change(
            () => courseApi.setHome(claimId, version, village.code),
            () => leaveStep(claimId, list),
          )
        }
      />
      {home === null && state === 'draft' && (
        <View className="actions">
          <Button
            id="later"
            kind="plain"
            words="说不清，先空着"
            onTap={() => replaceStep('check', claimId)}
          />
          <View className="end">空着也能交。乡镇会打电话问您，会慢一点。</View>
        </View>
      )}
    </>
  );
}

export default function Home() {
  const { id = '' } = useRouter().params;
  const replied = useClaim(id);
  return (
    <Page title="住在哪个村" below>
      <ClaimLoaded from={replied}>
        {(claim) =>
          claim.maySetHome ? (
            <HomeForm claim={claim} replied={replied} />
          ) : (
            <Empty title="现在不能自己改了" next="要改，请给乡镇（街道）打电话，报申请编号。">
              <Button id="to-claim" words="看看这份申请" onTap={() => replaceStep('claim', id)} />
            </Empty>
          )
        }
      </ClaimLoaded>
    </Page>
  );
}
