import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply, ClaimTask } from '@yijiutong/rules/contract';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { Empty } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { Page } from '../../../components/page';
import { UnsentLine } from '../../../components/unsent-line';
import { goBack } from '../../../services/road';
import type { Upload } from '../../../services/upload';
import type { Replied } from '../../../services/use-reply';
import { billName, correctionReasons, taskState } from '../../../text/claim';
import { today } from '../../../text/date';
import { useClaimWithUploads } from '../use-claim-with-uploads';
import { AddPages } from './add-pages';
import { Excuse } from './excuse';
import { PageList } from './page-list';
import { listPages, mayAdd, mayRemove } from './sheets';

type Props = {
  claim: ClaimReply;
  task: ClaimTask;
  uploads: readonly Upload[];
  replied: Replied<ClaimReply>;
};

/** Why it is asked for again, before anything else. */
function AskedAgain({ task: { state, correction } }: { task: ClaimTask }) {
  if (correction === null || state !== 'asked_again') return null;
  const { why, next } = correctionReasons[correction.reason];
  return (
    <Notice tone="red">
      <View className="notice__title">要补：{why}</View>
      <View>{next}</View>
      {correction.words !== null && <View>医保局说：{correction.words}</View>}
    </Notice>
  );
}

/** What it is, and where one gets it. */
function About({ claim, task }: Pick<Props, 'claim' | 'task'>) {
  const bill = claim.bills.find(({ ref }) => ref === task.bill);
  return (
    <>
      {bill !== undefined && <View className="lead">{billName(bill, today())}</View>}
      <AskedAgain task={task} />
      <Card>
        <View>{task.words}</View>
        <View className="card__label">到哪里拿</View>
        <View>{task.source}</View>
      </Card>
    </>
  );
}

function OnePaper({ claim, task, uploads, replied }: Props) {
  const pages = listPages(task, uploads);
  const open = mayAdd(claim, task);
  return (
    <>
      <About claim={claim} task={task} />
      <UnsentLine />
      <PageList
        pages={pages}
        isRemovable={({ page }) => open && (page === null || mayRemove(claim, task, page))}
        again={replied.again}
      />
      {open && task.excuse === null && (
        <AddPages claimId={claim.claimId} task={task} room={task.maxPages - pages.length} />
      )}
      {open && pages.length > 0 && (
        <View className="actions">
          <Button id="done" words="好了，回去" onTap={goBack} />
        </View>
      )}
      {open && pages.length === 0 && <Excuse claim={claim} task={task} replied={replied} />}
      {!open && pages.length === 0 && <Notice tone="green">{taskState(task).words}</Notice>}
    </>
  );
}

export default function Paper() {
  const { id = '', paper = '', bill } = useRouter().params;
  const { replied, uploads } = useClaimWithUploads(id);
  const { reply } = replied;
  const find = ({ tasks }: ClaimReply) =>
    tasks.find((task) => task.paper === paper && task.bill === (bill ?? null));
  return (
    <Page title={(reply.state === 'ready' ? find(reply.value)?.title : undefined) ?? '交材料'} below>
      <ClaimLoaded from={replied}>
        {(claim) => {
          const task = find(claim);
          return task === undefined ? (
            <Empty title="这份材料不用交了" next="请返回上一页，看看还差哪几样。" />
          ) : (
            <OnePaper claim={claim} task={task} uploads={uploads} replied={replied} />
          );
        }}
      </ClaimLoaded>
    </Page>
  );
}
