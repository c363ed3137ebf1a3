import { View } from '@tarojs/components';
import type { ClaimTask } from '@yijiutong/rules/contract';
import { useCallback, useState } from 'react';

import { BigAction, Button } from '../../../components/button';
import { Trouble } from '../../../components/notice';
import { Sheet } from '../../../components/sheet';
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
  const { busy, trouble, attempt } = useAttempt();

  const look = useCallback(async (from: From, chosen: readonly Chosen[], at: number, count: number) => {
    const [first, ...rest] = chosen;
    setReview(first === undefined ? null : { from, picked: await prepare(first), rest, at, count });
  }, []);

  /** Not a part of the attempt: a browser's chooser may never answer. */
  const choose = (from: From, choosing: Promise<Chosen[]>): void =>
    void choosing.then(
      (chosen) => attempt(() => look(from, chosen, 1, chosen.length)),
      (error: unknown) => attempt(() => Promise.reject(toFailure(error))),
    );

  const choosePdf = (most: number): void =>
    void choosePdfs(most).then(
      (chosen) => attempt(() => addPages(claimId, paper, bill, chosen.slice(0, most))),
      (error: unknown) => attempt(() => Promise.reject(toFailure(error))),
    );

  const goOn = ({ from, rest, at, count }: Review) => look(from, rest, at + 1, count);
  const keep = (shown: Review): void =>
    void attempt(async () => {
      await addPages(claimId, paper, bill, [shown.picked]);
      letGo(shown.picked);
      await goOn(shown);
    });
  const leave = (shown: Review): void => {
    letGo(shown.picked);
    void attempt(() => goOn(shown));
  };
  return { review, busy, trouble, choose, choosePdf, keep, leave };
}

type LookProps = {
  review: Review;
  busy: boolean;
  trouble: string | null;
  onKeep: () => void;
  onAgain: () => void;
  onLeave: () => void;
};

/** Large, before it is taken over: unreadable photos are why most papers come back. */
function IsItClear({
  review: { from, picked, at, count },
  busy,
  trouble,
  onKeep,
  onAgain,
  onLeave,
}: LookProps) {
  return (
    <Sheet title={count > 1 ? `看得清吗？第 ${at} 张，共 ${count} 张` : '看得清吗？'} onClose={onLeave}>
      {picked.preview !== null && (
        <Photo className="sheet-photo" src={picked.preview} words="刚拍的照片" mode="widthFix" />
      )}
      <View className="sheet-answers">
        <View>四个角都在，字和章都看得清，就用这张。</View>
        <Trouble code={trouble} />
        <Button id="keep-photo" words="清楚，就用这张" busy={busy} onTap={onKeep} />
        {from === 'camera' ? (
          <Button id="photo-again" kind="plain" words="重拍" onTap={onAgain} />
        ) : (
          <Button id="leave-photo" kind="plain" words="不用这张" onTap={onLeave} />
        )}
      </View>
    </Sheet>
  );
}

/** The ways to hand a paper in: the camera first. `room`: how many more pages are taken. */
export function AddPages({ claimId, task, room }: { claimId: string; task: ClaimTask; room: number }) {
  const { review, busy, trouble, choose, choosePdf, keep, leave } = useReview(claimId, task);
  const photograph = () => choose('camera', takePhoto());
  if (room <= 0) return <View className="card__foot_page">这份材料最多 {task.maxPages} 张，已经够了。</View>;
  return (
    <>
      <BigAction
        id="take-photo"
        title={room === task.maxPages ? '拍照' : '再拍一张'}
        words="纸放平，四个角都拍进去"
        onTap={photograph}
      />
      <View className="sheet-ways">
        <Button
          id="choose-photos"
          kind="plain"
          words="从相册选"
          onTap={() =>
            choose(
              'album',
              choosePhotos(room).then((chosen) => chosen.slice(0, room)),
            )
          }
        />
        <Button
          id="choose-pdf"
          kind="plain"
          words={pdfPlace === 'chat' ? '从微信聊天里选 PDF' : '选 PDF 文件'}
          onTap={() => choosePdf(room)}
        />
      </View>
      {review === null && <Trouble code={trouble} />}
      {review !== null && (
        <IsItClear
          review={review}
          busy={busy}
          trouble={trouble}
          onKeep={() => keep(review)}
          onAgain={() => {
            leave(review);
            photograph();
          }}
          onLeave={() => leave(review)}
        />
      )}
    </>
  );
}
