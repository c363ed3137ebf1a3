import { View } from '@tarojs/components';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { Trouble } from '../../../components/notice';
import { Page } from '../../../components/page';
import { api } from '../../../services/api';
import { openStep } from '../../../services/road';
import { useAttempt } from '../../../services/use-attempt';
import { useReply } from '../../../services/use-reply';
import { claimKinds } from '../../../text/claim';
import { courseApi } from '../course-api';

const kinds = ['recognition', 'tilt'] as const;
type Kind = (typeof kinds)[number];

const told: Record<Kind, { who: string; road: string; gives: string }> = {
  recognition: {
    who: '家里有人得了大病，自己掏的钱太多，日子过不下去了。还不是低保、特困的也能申请。',
    road: '乡镇看材料，上门看看家里，民政核对收入，村里公示，再认定。',
    gives: '认定以后看病有救助。按当地规定，前面的账单也可能自动补算，不用再申请。',
  },
  tilt: {
    who: '已经是救助对象，救助过以后，自己掏的钱还是很多。',
    road: '乡镇看材料，县里的医保局定。',
    gives: '县里按规定，再给一部分。',
  },
};

function KindCard({ kind, isOpen }: { kind: Kind; isOpen: string | null }) {
  const { busy, trouble, attempt } = useAttempt();
  const { who, road, gives } = told[kind];
  const start = () =>
    void attempt(async () => openStep('tasks', isOpen ?? (await courseApi.start(kind)).claimId));
  return (
    <Card title={claimKinds[kind]}>
      <View className="card__text card__text_first">什么人可以：{who}</View>
      <View className="card__text">怎么办：{road}</View>
      <View className="card__text">有什么用：{gives}</View>
      <Trouble code={trouble} />
      <View className="actions">
        <Button
          id={`start-${kind}`}
          words={isOpen === null ? `申请${claimKinds[kind]}` : '接着填'}
          busy={busy}
          onTap={start}
        />
      </View>
    </Card>
  );
}

/** What can be asked for besides the money of a bill. */
export default function Begin() {
  const replied = useReply('claims', 'mine', api.listClaims);
  return (
    <Page title="还能申请什么" below>
      <ClaimLoaded from={replied}>
        {({ claims }) => (
          <>
            <View className="lead">看病报销的救助，在“申请”里直接选账单就行。下面是另外两种。</View>
            {kinds.map((kind) => (
              <KindCard
                key={kind}
                kind={kind}
                isOpen={claims.find((one) => one.kind === kind && one.state === 'draft')?.claimId ?? null}
              />
            ))}
          </>
        )}
      </ClaimLoaded>
    </Page>
  );
}
