import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import type { DeskCase, DeskQueueReply, StaffSessionReply } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Button } from '../../../components/button';
import { Empty, Loaded } from '../../../components/loaded';
import { Tap } from '../../../components/tap';
import { useAttempt } from '../../../services/use-attempt';
import { AssignSheet } from '../assign-sheet';
import { caseApi } from '../case-api';
import { StaffPage } from '../frame';
import type { QueueFilters } from '../queue-api';
import { useStaff } from '../staff-session';
import { StaffTrouble } from '../staff-trouble';
import { CaseRow } from './case-row';
import { Filters } from './filters';
import { ANY, withOne } from './narrow';
import { useQueue, type Queue } from './use-queue';

type CountsProps = {
  counts: NonNullable<DeskQueueReply['counts']>;
  filters: QueueFilters;
  onNarrow: (filters: QueueFilters) => void;
};

/** How much there is; each figure narrows to what it counts, and once more takes that back. */
function Counts({ counts, filters, onNarrow }: CountsProps) {
  const late = filters.due === 'overdue';
  const mine = filters.assigned === 'me';
  const figures = [
    {
      id: 'all',
      name: '全部',
      many: counts.all,
      on: !late && !mine,
      to: withOne(withOne(filters, 'due', ANY), 'assigned', ANY),
    },
    {
      id: 'overdue',
      name: '已超期',
      many: counts.overdue,
      on: late,
      to: withOne(filters, 'due', late ? ANY : 'overdue'),
    },
    {
      id: 'mine',
      name: '我在办',
      many: counts.mine,
      on: mine,
      to: withOne(filters, 'assigned', mine ? ANY : 'me'),
    },
  ];
  return (
    <View className="counts">
      {figures.map(({ id, name, many, on, to }) => (
        <Tap
          key={id}
          id={`count-${id}`}
          className={`counts__one${on ? ' counts__one_on' : ''}${id === 'overdue' && many > 0 ? ' counts__one_late' : ''}`}
          onTap={() => onNarrow(to)}
        >
          <View className="counts__many">{many}</View>
          <View className="counts__name">{name}</View>
        </Tap>
      ))}
    </View>
  );
}

/** Taking and giving: what the server answers is what the list then shows, a colleague's name instead of hers included. */
function useGiving(again: () => Promise<void>) {
  const [giving, setGiving] = useState<DeskCase | null>(null);
  const { busy, failure, attempt } = useAttempt();
  const give = async ({ claimId, version }: DeskCase, staffId: string | null) => {
    const done = await attempt(async () => {
      await caseApi.setAssignee(claimId, { version, staffId });
    });
    if (done) setGiving(null);
    await again();
  };
  return { giving, setGiving, busy, failure, give };
}

function Cases({ who, shown, queue }: { who: StaffSessionReply; shown: DeskQueueReply; queue: Queue }) {
  const { giving, setGiving, busy, failure, give } = useGiving(queue.replied.again);
  const loading = useAttempt();
  const loadMore = () => void loading.attempt(() => queue.more(shown));
  useReachBottom(loadMore);
  if (shown.cases.length === 0) return <NothingWaits narrowed={Object.keys(queue.filters).length > 0} />;
  return (
    <>
      {giving === null && <StaffTrouble failure={failure} />}
      {shown.cases.map((one) => (
        <CaseRow
          key={one.claimId}
          one={one}
          mine={one.assignee?.staffId === who.staffId}
          busy={busy}
          onTake={() => void give(one, who.staffId)}
          onGive={() => setGiving(one)}
        />
      ))}
      <StaffTrouble failure={loading.failure} />
      {shown.nextCursor === null ? (
        <View className="end">就这 {shown.cases.length} 件</View>
      ) : (
        <View className="actions">
          <Button id="more" kind="plain" words="再看一些" busy={loading.busy} onTap={loadMore} />
        </View>
      )}
      {giving !== null && (
        <AssignSheet
          holder={giving.assignee?.staffId ?? null}
          failure={failure}
          onChoose={(staffId) => void give(giving, staffId)}
          onClose={() => setGiving(null)}
        />
      )}
    </>
  );
}

function NothingWaits({ narrowed }: { narrowed: boolean }) {
  return narrowed ? (
    <Empty title="没有这样的申请" next="换个筛选条件，或者点“全部不选”。" />
  ) : (
    <Empty title="现在没有要办的" next="有了会排在这里，超期的在最前面。" />
  );
}

function QueueOf({ who }: { who: StaffSessionReply }) {
  const queue = useQueue(who.staffId);
  const { filters, narrow, replied } = queue;
  return (
    <>
      <Filters who={who} filters={filters} onNarrow={narrow} />
      <Loaded from={replied}>
        {(shown) => (
          <>
            {shown.counts !== null && <Counts counts={shown.counts} filters={filters} onNarrow={narrow} />}
            <Cases who={who} shown={shown} queue={queue} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Content() {
  const who = useStaff();
  return who === null ? null : <QueueOf who={who} />;
}

export default function QueuePage() {
  return (
    <StaffPage title="待办" tab="queue">
      <Content />
    </StaffPage>
  );
}
