import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import type { ClaimReply, ClaimTask } from '@yijiutong/rules/contract';
import { useState, type PropsWithChildren } from 'react';

import { Button } from '../../../components/button';
import { Card } from '../../../components/card';
import { ClaimLoaded } from '../../../components/claim-loaded';
import { Empty } from '../../../components/loaded';
import { Notice } from '../../../components/notice';
import { Page } from '../../../components/page';
import { UnsentLine } from '../../../components/unsent-line';
import { leaveStep } from '../../../services/road';
import type { Upload } from '../../../services/upload';
import type { Replied } from '../../../services/use-reply';
import { billName, correctionReasons, taskState } from '../../../text/claim';
import { today } from '../../../text/date';
import { useClaimWithUploads } from '../use-claim-with-uploads';
import { AddPages } from './add-pages';
import { Excuse } from './excuse';
import { PageList } from './page-list';
import { countRoom, listPages, mayAdd, mayRemove, type PageOnList } from './sheets';

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

function OnePaper({ claim, task: asked, uploads, replied }: Props) {
  // An excuse counts while nothing else answers: once a notice asks again or pages are there, it stands in nobody's way.
  const task = asked.state === 'excused' ? asked : { ...asked, excuse: null };
  const pages = listPages(task, uploads);
  const open = mayAdd(claim, task);
  const done = () => leaveStep(claim.claimId, claim.state === 'draft' ? 'tasks' : 'claim');
  return (
    <>
      <About claim={claim} task={task} />
      <UnsentLine />
      {(task.state === 'held' || (!open && pages.length === 0)) && (
        <Notice tone="green">{taskState(task).words}</Notice>
      )}
      <PageList
        pages={pages}
        // What only this phone has can always be taken off it.
        isRemovable={({ page }) => page === null || mayRemove(claim, task, page)}
        again={replied.again}
      />
      {open && task.excuse === null && (
        <Renewal asked={task.state === 'held'}>
          <AddPages
            claimId={claim.claimId}
            task={task}
            isFirst={pages.length === 0}
            room={countRoom(task, pages)}
          />
        </Renewal>
      )}
      {open && pages.length > 0 && (
        <View className="actions">
          <Button id="done" words="好了，回去" onTap={done} />
        </View>
      )}
      {open && isExcusable(task, pages) && <Excuse claim={claim} task={task} replied={replied} />}
    </>
  );
}

/** A paper that was handed in with an earlier claim need not be handed in again; whoever has a newer one may. */
function Renewal({ asked, children }: PropsWithChildren<{ asked: boolean }>) {
  const [wanted, setWanted] = useState(false);
  if (!asked || wanted) return <>{children}</>;
  return (
    <View className="actions">
      <Button id="renew" kind="plain" words="换新的" onTap={() => setWanted(true)} />
    </View>
  );
}

/** Nothing that answers is there or on its way. What went with the claim before a notice is no answer to it. */
function isExcusable({ state, excuse }: ClaimTask, pages: readonly PageOnList[]): boolean {
  if (excuse !== null) return true;
  return (state === 'missing' || state === 'asked_again') && pages.every(({ upload }) => upload === null);
}

/** A claim that changed no longer asks for it: what is still on this phone can be taken off it. */
function NotAsked({ leftover, again }: { leftover: readonly Upload[]; again: () => Promise<void> }) {
  const pages = leftover
    .filter(({ page }) => page === null)
    .map((upload) => ({ key: upload.localId, page: null, upload }));
  return (
    <>
      <Empty title="这份材料不用交了" next="请返回上一页，看看还差哪几样。" />
      <PageList pages={pages} isRemovable={() => true} again={again} />
    </>
  );
}

export default function Paper() {
  const { id = '', paper = '', bill } = useRouter().params;
  const { replied, uploads } = useClaimWithUploads(id);
  const { reply } = replied;
  const isOfPaper = (one: Pick<ClaimTask, 'paper' | 'bill'>) =>
    one.paper === paper && one.bill === (bill ?? null);
  const find = ({ tasks }: ClaimReply) => tasks.find(isOfPaper);
  return (
    <Page title={(reply.state === 'ready' ? find(reply.value)?.title : undefined) ?? '交材料'} below>
      <ClaimLoaded from={replied}>
        {(claim) => {
          const task = find(claim);
          return task === undefined ? (
            <NotAsked leftover={uploads.filter(isOfPaper)} again={replied.again} />
          ) : (
            <OnePaper claim={claim} task={task} uploads={uploads} replied={replied} />
          );
        }}
      </ClaimLoaded>
    </Page>
  );
}
