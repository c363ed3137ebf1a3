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
import { claimName, dueWords, provisionalWords } from '../../../text/claim';
import { standingWords } from '../../../text/claim-life';
import { today } from '../../../text/date';
import { useClaimWithUploads } from '../use-claim-with-uploads';
import { ClaimNumber } from './claim-number';
import { Contents } from './contents';
import { Correction } from './correction';
import { Estimates } from './estimates';
import { FiledBy } from './filed-by';
import { Timeline } from './timeline';
import { Withdraw } from './withdraw';

type Props = { claim: ClaimReply; uploads: readonly Upload[]; replied: Replied<ClaimReply> };

function Due({ due }: Pick<ClaimReply, 'due'>) {
  if (due === null) return null;
  return (
    <>
      <View className="due">{dueWords(due, today())}</View>
      {due.provisional && <View className="line__note">{provisionalWords}</View>}
    </>
  );
}

const steps = [
  '医保局核对您的账单和材料。',
  '材料要补的，会一次说清要补哪几样，在这里看得到。',
  '核好以后，把钱打到您填的银行卡。',
];

type UnderWay = keyof typeof standingWords;

function UnderWay({ claim, state }: Pick<Props, 'claim'> & { state: UnderWay }) {
  const { title, next } = standingWords[state];
  return (
    <Card tone={state === 'payment_failed' || state === 'refused' ? 'warm' : 'green'}>
      <View className="card__title">{title}</View>
      <ClaimNumber number={claim.number ?? ''} />
      {claim.due?.on !== null && <Due due={claim.due} />}
      <View className="card__foot">{next}</View>
    </Card>
  );
}

function Submitted({ claim }: Pick<Props, 'claim'>) {
  return (
    <>
      <Card tone="green">
        <View className="card__title">{standingWords.submitted.title}</View>
        <ClaimNumber number={claim.number ?? ''} />
        <Due due={claim.due} />
      </Card>
      <Card title="接下来">
        {steps.map((words, at) => (
          <View key={words} className="step">
            <View className="step__at">{at + 1}</View>
            <View className="step__bd">{words}</View>
          </View>
        ))}
        <View className="card__foot">您不用再跑。想问，打 12393，报上面的编号。</View>
      </Card>
    </>
  );
}

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

function Standing(props: Props) {
  const { claim } = props;
  switch (claim.state) {
    case 'draft':
      return <Unfinished claim={claim} />;
    case 'submitted':
      return <Submitted claim={claim} />;
    case 'correction_asked':
      return <Correction {...props} />;
    case 'withdrawn':
      return <Withdrawn claim={claim} />;
    default:
      return <UnderWay claim={claim} state={claim.state} />;
  }
}

/** One claim: where it is first, then what it is made of. */
function Told(props: Props) {
  const { claim, uploads, replied } = props;
  return (
    <>
      <View className="lead">
        {claimName(claim.bills[0]?.institution ?? null, claim.bills.length)}，{claim.regionName}
      </View>
      <LeftOver />
      <Standing {...props} />
      {claim.state !== 'draft' && (
        <>
          <Timeline events={claim.timeline} />
          {claim.state !== 'withdrawn' && <Estimates claim={claim} />}
          <Contents claim={claim} uploads={uploads} />
        </>
      )}
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
