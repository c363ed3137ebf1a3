import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply } from '@yijiutong/rules/contract';

import { BigAction, Button } from '../../../components/button';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { LeftOver } from '../../../components/left-over';
import { Trouble } from '../../../components/notice';
import { Page } from '../../../components/page';
import { UnsentLine } from '../../../components/unsent-line';
import { useConfirm } from '../../../components/use-confirm';
import { api } from '../../../services/api';
import { goToTab, openPaper, openStep } from '../../../services/road';
import type { Upload } from '../../../services/upload';
import { useChange } from '../../../services/use-claim';
import type { Replied } from '../../../services/use-reply';
import { claimKinds } from '../../../text/claim';
import { DraftOnly } from '../draft-only';
import { Estimate } from '../estimate';
import { countOpen, findNextOpen, type NextOpen } from '../next-open';
import { openOwn } from '../own-road';
import { useClaimWithUploads } from '../use-claim-with-uploads';
import { TaskList } from './task-list';

type Props = { claim: ClaimReply; uploads: readonly Upload[] };

function actionWords(next: NextOpen, left: number): { title: string; words: string } {
  const rest = `一共还差 ${left} 样`;
  switch (next.what) {
    case 'bills':
      return { title: '先选账单', words: '选好了，才知道要交哪些材料' };
    case 'injury':
      return { title: '先回答一个问题', words: '是不是受伤看的病' };
    case 'paper':
      return { title: `下一样：${next.task.title}`, words: rest };
    case 'payee':
      return { title: '填收钱的银行卡', words: rest };
    case 'household':
      return { title: '填家里有谁', words: rest };
    case 'home':
      return { title: '选住在哪个村', words: '最后一样，选好就能交' };
    case 'sending':
      return { title: '照片正在送', words: '开着这一页，连上网，送完就能交' };
    case 'check':
      return { title: '核对并提交', words: '都做完了，看一遍就能交' };
  }
}

const stepOf = { bills: 'bills', injury: 'bills', payee: 'payee', sending: 'check', check: 'check' } as const;

function go(next: NextOpen, claimId: string): void {
  if (next.what === 'paper') openPaper(claimId, next.task.paper, next.task.bill);
  else if (next.what === 'home' || next.what === 'household') openOwn(next.what, claimId);
  else openStep(stepOf[next.what], claimId);
}

function NextAction({ claim, uploads }: Props) {
  const next = findNextOpen(claim, uploads);
  const { title, words } = actionWords(next, countOpen(claim, uploads));
  return <BigAction id="next-step" title={title} words={words} onTap={() => go(next, claim.claimId)} />;
}

/** Where what was filled in is safe; what only this phone has is told. */
function Safety({ uploads }: Pick<Props, 'uploads'>) {
  if (uploads.some(({ state }) => state !== 'arrived')) return <UnsentLine />;
  return <View className="lead">填好的都已经送到，换个手机也能接着填。</View>;
}

function ThrowAway({ claim, replied }: { claim: ClaimReply; replied: Replied<ClaimReply> }) {
  const [ask, dialog] = useConfirm();
  const { busy, trouble, change } = useChange(replied);
  const throwAway = async () => {
    const words = '填的内容和交的照片都会删掉。以后可以重新申请。';
    if (!(await ask({ title: '不要这份申请了？', words, yes: '不要了', no: '留着' }))) return;
    change(
      () => api.withdrawClaim(claim.claimId, claim.version),
      () => goToTab('claims'),
    );
  };
  return (
    <View className="actions">
      <Trouble code={trouble} />
      <Button
        id="throw-away"
        kind="plain"
        words="不要这份申请了"
        busy={busy}
        onTap={() => void throwAway()}
      />
      {dialog}
    </View>
  );
}

export default function Tasks() {
  const { id = '' } = useRouter().params;
  const { replied, uploads } = useClaimWithUploads(id);
  return (
    <Page title="填申请" below>
      <ClaimLoaded from={replied}>
        {(claim) => (
          <DraftOnly claim={claim}>
            {claim.kind !== 'reimbursement' && <View className="lead">{claimKinds[claim.kind]}</View>}
            <Safety uploads={uploads} />
            <LeftOver />
            <NextAction claim={claim} uploads={uploads} />
            <TaskList claim={claim} uploads={uploads} />
            {claim.bills.length > 0 && <Estimate estimate={claim.estimate} />}
            <ThrowAway claim={claim} replied={replied} />
          </DraftOnly>
        )}
      </ClaimLoaded>
    </Page>
  );
}
