import { View } from '@tarojs/components';
import type { ClaimTask } from '@yijiutong/rules/contract';
import { useState } from 'react';

import { BigAction, Button } from '../../../components/button';
import { Notice, Trouble } from '../../../components/notice';
import { Sheet } from '../../../components/sheet';
import { speak } from '../../../components/speak';
import { useConfirm } from '../../../components/use-confirm';
import { toFailure } from '../../../services/failure';
import {
  choosePdfs,
  choosePhotos,
  letGo,
  pdfPlace,
  prepare,
  takePhoto,
  type Chosen,
  type Picked,
} from '../../../services/photo/photo';
import { addPages } from '../../../services/upload/add-pages';
import { useAttempt } from '../../../services/use-attempt';
import { Photo } from './photo';

type From = 'camera' | 'album';
/** A photo that the person is asked about, and those behind it. */
type Review = { from: From; picked: Picked; rest: readonly Chosen[]; at: number; count: number };

/** Choosing, looking at each photo large, and taking it over. */
function useReview(claimId: string, { paper, bill }: ClaimTask) {
  const [review, setReview] = useState<Review | null>(null);
  /** Which of several photos could not be opened: they are passed over, the others are not held up by them. */
  const [unread, setUnread] = useState<readonly number[]>([]);
  const { busy, trouble, attempt } = useAttempt();

  const look = async (from: From, chosen: readonly Chosen[], at: number, count: number): Promise<void> => {
    for (const [passed, one] of chosen.entries()) {
      const place = at + passed;
      try {
        const picked = await prepare(one);
        setReview({ from, picked, rest: chosen.slice(passed + 1), at: place, count });
        return;
      } catch (error) {
        if (count === 1) throw error;
        setUnread((before) => [...before, place]);
      }
    }
    setReview(null);
  };

  /** Not a part of the attempt: a browser's chooser may never answer. Who chooses nothing keeps what is on screen. */
  const choose = (choosing: Promise<Chosen[]>, take: (chosen: Chosen[]) => Promise<void>): void =>
    void choosing.then(
      (chosen) => {
        if (chosen.length === 0) return;
        setUnread([]);
        void attempt(() => take(chosen));
      },
      (error: unknown) => attempt(() => Promise.reject(toFailure(error))),
    );
  const choosePhoto = (from: From, choosing: Promise<Chosen[]>): void =>
    choose(choosing, (chosen) => {
      if (review !== null) letGo(review.picked);
      setReview(null);
      return look(from, chosen, 1, chosen.length);
    });
  const choosePdf = (choosing: Promise<Chosen[]>): void =>
    choose(choosing, (chosen) => addPages(claimId, paper, bill, chosen));

  const goOn = ({ from, rest, at, count }: Review) => look(from, rest, at + 1, count);
  const keep = (shown: Review): void =>
    void attempt(async () => {
      await addPages(claimId, paper, bill, [shown.picked]);
      letGo(shown.picked);
      await goOn(shown);
    });
  const leave = (shown: Review): void =>
    void attempt(() => {
      letGo(shown.picked);
      return goOn(shown);
    });
  const leaveAll = (shown: Review): void => {
    letGo(shown.picked);
    setReview(null);
  };
  return { review, unread, busy, trouble, choosePhoto, choosePdf, keep, leave, leaveAll };
}

function Unread({ places }: { places: readonly number[] }) {
  if (places.length === 0) return null;
  return (
    <View {...speak({ role: 'alert' })}>
      <Notice tone="red">第 {places.join('、')} 张打不开，没有放进来。请重新拍这一张。</Notice>
    </View>
  );
}

type LookProps = {
  review: Review;
  unread: readonly number[];
  busy: boolean;
  trouble: string | null;
  onKeep: () => void;
  onAgain: () => void;
  onLeave: () => void;
  onLeaveAll: () => void;
};

/** Large, before it is taken over: unreadable photos are why most papers come back. */
function IsItClear({
  review: { from, picked, rest, at, count },
  unread,
  busy,
  trouble,
  onKeep,
  onAgain,
  onLeave,
  onLeaveAll,
}: LookProps) {
  const [ask, dialog] = useConfirm();
  // A photo is never thrown away by closing what shows it.
  const close = async () => {
    if (busy) return;
    const question =
      rest.length > 0
        ? { title: `这 ${rest.length + 1} 张不要了？`, words: '还没有存的照片都不会交。' }
        : { title: '这张照片不要了？', words: '这张还没有存，不会交。' };
    if (await ask({ ...question, yes: '不要了', no: '接着看' })) onLeaveAll();
  };
  if (dialog !== null) return dialog;
  return (
    <Sheet
      title={count > 1 ? `看得清吗？第 ${at} 张，共 ${count} 张` : '看得清吗？'}
      onClose={() => void close()}
      steady
    >
      {picked.preview !== null && (
        <Photo className="sheet-photo" src={picked.preview} words="要交的照片" mode="widthFix" />
      )}
      <View className="sheet-answers">
        <Unread places={unread} />
        <View>四个角都在，字和章都看得清，就用这张。</View>
        <Trouble code={trouble} />
        <Button id="keep-photo" words="清楚，就用这张" busy={busy} onTap={onKeep} />
        {from === 'camera' ? (
          <Button id="photo-again" kind="plain" words="重拍" disabled={busy} onTap={onAgain} />
        ) : (
          <Button id="leave-photo" kind="plain" words="不用这张" disabled={busy} onTap={onLeave} />
        )}
      </View>
    </Sheet>
  );
}

type Props = {
  claimId: string;
  task: ClaimTask;
  isFirst: boolean;
  /** How many more pages are taken. */
  room: number;
};

/** The ways to hand a paper in: the camera first. */
export function AddPages({ claimId, task, isFirst, room }: Props) {
  const { review, unread, busy, trouble, choosePhoto, choosePdf, ...answers } = useReview(claimId, task);
  const photograph = () => choosePhoto('camera', takePhoto());
  const atMost = (chosen: Chosen[]) => chosen.slice(0, room);
  if (room <= 0 && review === null) {
    return <View className="card__foot_page">这份材料最多 {task.maxPages} 张，已经够了。</View>;
  }
  return (
    <>
      <BigAction
        id="take-photo"
        title={isFirst ? '拍照' : '再拍一张'}
        words={busy ? '正在存…' : '纸放平，四个角都拍进去'}
        busy={busy}
        onTap={photograph}
      />
      <View className="sheet-ways">
        <Button
          id="choose-photos"
          kind="plain"
          words="从相册选"
          disabled={busy}
          onTap={() => choosePhoto('album', choosePhotos(room).then(atMost))}
        />
        <Button
          id="choose-pdf"
          kind="plain"
          words={pdfPlace === 'chat' ? '从微信聊天里选 PDF' : '选 PDF 文件'}
          disabled={busy}
          onTap={() => choosePdf(choosePdfs(room).then(atMost))}
        />
      </View>
      {review === null ? (
        <>
          <Unread places={unread} />
          <Trouble code={trouble} />
        </>
      ) : (
        <IsItClear
          review={review}
          unread={unread}
          busy={busy}
          trouble={trouble}
          onKeep={() => answers.keep(review)}
          onAgain={photograph}
          onLeave={() => answers.leave(review)}
          onLeaveAll={() => answers.leaveAll(review)}
        />
      )}
    </>
  );
}
