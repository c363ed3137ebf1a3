/** The papers of a case: what is there, what is missing, and each of them large beside what it is about. */
import { View } from '@tarojs/components';
import type { ClaimTask, DeskClaimReply, PaperPage } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { Card } from '../../../components/card';
import { Notice } from '../../../components/notice';
import { speak } from '../../../components/speak';
import { Tap } from '../../../components/tap';
import { correctionReasons, taskState } from '../../../text/claim';
import { formatMoment } from '../../../text/date';
import { groupTasks } from './names';
import { PaperFacts } from './paper-facts';
import { PdfStage, PhotoStage, Thumbnail } from './viewer';

type Shown = { task: ClaimTask; page: PaperPage };

const keyOf = ({ paper, bill }: Pick<ClaimTask, 'paper' | 'bill'>) => `${paper} ${bill ?? ''}`;
const nameOf = (task: ClaimTask, page: PaperPage) =>
  `${task.title}第 ${task.pages.findIndex(({ pageId }) => pageId === page.pageId) + 1} 页`;

type PaperProps = { task: ClaimTask; shown: Shown | null; onShow: (shown: Shown) => void };

function Paper({ task, shown, onShow }: PaperProps) {
  const { words, tone } = taskState(task);
  const { correction, excuse, pages } = task;
  return (
    <View className="case-paper">
      <View className="case-paper__head">
        <View className="case-paper__title">{task.title}</View>
        <View className={`standing standing_${tone}`}>{words}</View>
      </View>
      {typeof excuse?.words === 'string' && <View className="line__note">本人说：{excuse.words}</View>}
      {correction !== null && (
        <View className="line__note">
          要补的原因：{correctionReasons[correction.reason].why}
          {correction.words === null ? '' : `，${correction.words}`}
        </View>
      )}
      {pages.length > 0 && (
        <View className="thumbs">
          {pages.map((page) => (
            <Thumbnail
              key={page.pageId}
              page={page}
              name={nameOf(task, page)}
              on={shown?.page.pageId === page.pageId}
              onTap={() => onShow({ task, page })}
            />
          ))}
        </View>
      )}
    </View>
  );
}

/** All pages in their order, to go from one to the next. */
function listPages(desk: DeskClaimReply): Shown[] {
  return groupTasks(desk).flatMap(({ tasks }) =>
    tasks.flatMap((task) => task.pages.map((page) => ({ task, page }))),
  );
}

type LookProps = { desk: DeskClaimReply; shown: Shown; onShow: (shown: Shown | null) => void };

function Look({ desk, shown, onShow }: LookProps) {
  const { task, page } = shown;
  const all = listPages(desk);
  const at = all.findIndex((one) => one.page.pageId === page.pageId && keyOf(one.task) === keyOf(task));
  const [before, after] = [all[at - 1], all[at + 1]];
  const name = nameOf(task, page);
  return (
    <View className="viewer">
      <View className="viewer__head">
        <View className="viewer__title" {...speak({ role: 'heading', level: 3 })}>
          {name}
        </View>
        <Tap id="viewer-close" className="change viewer__close" onTap={() => onShow(null)}>
          收起
        </Tap>
      </View>
      {page.mediaType === 'application/pdf' ? (
        <PdfStage key={page.pageId} page={page} />
      ) : (
        <PhotoStage key={page.pageId} pageId={page.pageId} name={name} />
      )}
      <View className="stage__tools">
        <Tap
          id="page-before"
          className="stage__tool"
          disabled={before === undefined}
          onTap={() => onShow(before ?? null)}
        >
          上一页
        </Tap>
        <Tap
          id="page-after"
          className="stage__tool"
          disabled={after === undefined}
          onTap={() => onShow(after ?? null)}
        >
          下一页
        </Tap>
      </View>
      <View className="line__note">收到 {formatMoment(page.arrivedAt, new Date().toISOString())}</View>
      <PaperFacts desk={desk} task={task} />
    </View>
  );
}

function Missing({ desk }: { desk: DeskClaimReply }) {
  const missing = desk.claim.tasks.filter(({ state }) => state === 'missing' || state === 'asked_again');
  const excused = desk.claim.tasks.filter(({ state }) => state === 'excused');
  const namesOf = (tasks: readonly ClaimTask[]) => tasks.map(({ title }) => title).join('、');
  return (
    <>
      {missing.length > 0 && (
        <Notice tone="red">
          缺 {missing.length} 样：{namesOf(missing)}
        </Notice>
      )}
      {excused.length > 0 && (
        <Notice tone="warm">
          本人说拿不到 {excused.length} 样：{namesOf(excused)}
        </Notice>
      )}
    </>
  );
}

export function Papers({ desk }: { desk: DeskClaimReply }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const { correction } = desk.claim;
  return (
    <Card title="材料">
      <Missing desk={desk} />
      {correction !== null && (
        <View className="card__text">
          {formatMoment(correction.askedAt, new Date().toISOString())}发了补正通知
          {correction.words === null ? '' : `：${correction.words}`}
        </View>
      )}
      {shown !== null && <Look desk={desk} shown={shown} onShow={setShown} />}
      {groupTasks(desk).map(({ title, tasks }) => (
        <View key={title}>
          <View className="card__label" {...speak({ role: 'heading', level: 3 })}>
            {title}
          </View>
          {tasks.map((task) => (
            <Paper key={keyOf(task)} task={task} shown={shown} onShow={setShown} />
          ))}
        </View>
      ))}
    </Card>
  );
}
