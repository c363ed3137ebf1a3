import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { LeftOver } from '../../../components/left-over';
import { Page } from '../../../components/page';
import { goToTab, replaceStep } from '../../../services/road';
import type { Upload } from '../../../services/upload';
import type { Replied } from '../../../services/use-reply';
import { claimKinds, claimName } from '../../../text/claim';
import { useClaimWithUploads } from '../use-claim-with-uploads';
import { ClaimNumber } from './claim-number';
import { Contents } from './contents';
import { Correction } from './correction';
import { Estimates } from './estimates';
import { FiledBy } from './filed-by';
import { LateAccount } from './late-account';
import { Living } from './living';
import { News } from './news';
import { AppealWords, Granted, KinOf, Publicity, Refused } from './outcome';
import { Road } from './road';
import { Standing } from './standing';
import { Timeline } from './timeline';
import { Withdraw } from './withdraw';
import '../apply.less';

type Props = { claim: ClaimReply; uploads: readonly Upload[]; replied: Replied<ClaimReply> };

function Withdrawn({ claim }: Pick<Props, 'claim'>) {
  return (
    <>
      <Card title="已经撤回">
        <View className="card__text card__text_first">
          {claim.number === null
            ? '这份申请没有交。填的内容和拍的照片都删掉了，可以重新申请。'
            : '这份申请不办了。和它一起交过的材料还留着，再申请时不用重新拍。'}
        </View>
        {claim.number !== null && <ClaimNumber number={claim.number} />}
      </Card>
      <View className="actions">
        <Button id="start-again" words="再申请一次" onTap={() => goToTab('claims')} />
      </View>
    </>
  );
}

function Unfinished({ claim }: Pick<Props, 'claim'>) {
  return (
    <>
      <View className="lead">这份申请还没填完，没有交上来。</View>
      <View className="actions">
        <Button id="go-on" words="接着填" onTap={() => replaceStep('tasks', claim.claimId)} />
      </View>
    </>
  );
}

function Now(props: Props) {
  const { claim } = props;
  switch (claim.state) {
    case 'draft':
      return <Unfinished claim={claim} />;
    case 'correction_asked':
      return <Correction {...props} />;
    case 'withdrawn':
      return <Withdrawn claim={claim} />;
    default:
      return <Standing claim={claim} state={claim.state} />;
  }
}

/** What it is for: of an appeal or a recognition, that; of the others, the bills. */
function nameOf({ kind, bills }: ClaimReply): string {
  if (kind === 'reimbursement') return claimName(bills[0]?.institution ?? null, bills.length);
  return claimKinds[kind];
}

/** Before it is decided; then what was decided takes its place. */
const isDecided = ({ state, course, bills }: ClaimReply): boolean =>
  state === 'withdrawn' || state === 'refused' || course.grant !== null || bills.length === 0;
const isOver = ({ state }: ClaimReply): boolean => ['withdrawn', 'refused', 'closed', 'paid'].includes(state);

function Sent(props: Props) {
  const { claim, uploads } = props;
  return (
    <>
      <Refused claim={claim} />
      <Granted claim={claim} />
      <Publicity claim={claim} />
      <KinOf claim={claim} />
      {!isOver(claim) && <News claim={claim} />}
      <Road claim={claim} />
      <Timeline events={claim.timeline} />
      {!isDecided(claim) && <Estimates claim={claim} />}
      <AppealWords claim={claim} />
      <Living claim={claim} />
      <Contents claim={claim} uploads={uploads} />
    </>
  );
}

/** One claim: where it is first, then what came of it, then what it is made of. */
function Told(props: Props) {
  const { claim, replied } = props;
  return (
    <>
      <View className="lead">
        {nameOf(claim)}，{claim.regionName}
      </View>
      <LeftOver />
      <Now {...props} />
      <LateAccount claim={claim} />
      {claim.state !== 'draft' && <Sent {...props} />}
      <FiledBy claim={claim} replied={replied} />
      {claim.mayWithdraw && claim.state !== 'draft' && <Withdraw claim={claim} replied={replied} />}
    </>
  );
}

export default function Claim() {
  const { id = '' } = useRouter().params;
  const { replied, uploads } = useClaimWithUploads(id);
  return (
    <Page title="我的申请" below>
      <ClaimLoaded from={replied}>
        {(claim) => <Told claim={claim} uploads={uploads} replied={replied} />}
      </ClaimLoaded>
    </Page>
  );
}
