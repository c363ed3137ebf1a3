/**
 * The way through the questions: each is a page of its own, so that the phone's own back key goes one question back. An
 * address carries which question it is, and how many before it lie below in a row; what was answered it does not carry.
 */
import Taro, { useDidShow, useRouter } from '@tarojs/taro';
import { useCallback, useRef, useState } from 'react';

import { settled } from '../../../services/road';

type Place = { at: number; run: number };

const readCount = (text: string | undefined): number => (/^\d$/.test(text ?? '') ? Number(text) : 0);

function readPlace({ at, run }: Partial<Record<string, string>>): Place | null {
  return at === undefined ? null : { at: readCount(at), run: readCount(run) };
}

const addressOf = ({ at, run }: Place): string => `/packages/estimate/ask/index?at=${at}&run=${run}`;

/** The app has led her from question to question; a browser that opens an address anew has not. */
let hasMoved = false;

/** From one question to another: on is a new page, back leads to the page of it where it lies below. */
function move(from: Place, to: number): void {
  hasMoved = true;
  if (to > from.at) {
    const url = addressOf({ at: to, run: to === from.at + 1 ? from.run + 1 : 0 });
    // A mini-program holds ten pages: who came a long way has this one in place of the one before.
    settled(Taro.navigateTo({ url }).catch(() => Taro.redirectTo({ url })));
    return;
  }
  const steps = from.at - to;
  if (steps > from.run) replaceBy(to);
  else settled(Taro.navigateBack({ delta: steps }));
}

function replaceBy(at: number): void {
  hasMoved = true;
  settled(Taro.redirectTo({ url: addressOf({ at, run: 0 }) }));
}

export type Way = {
  /** Of this page; null: she comes from elsewhere, and nothing was asked yet. */
  place: Place | null;
  /** It was opened by its own address. */
  isOpenedAnew: boolean;
  go: (to: number) => void;
  /** In place of this page, which is over. */
  goOn: (to: number) => void;
};

export function useWay(): Way {
  const { params } = useRouter();
  const [isAlone] = useState(() => Taro.getCurrentPages().length < 2);
  const [isOpenedAnew] = useState(isAlone && !hasMoved);
  const place = readPlace(params);
  const at = place?.at ?? 0;
  const run = isAlone ? 0 : (place?.run ?? 0);
  // A second tap before the next page is there is the same tap.
  const leaving = useRef(false);
  useDidShow(() => {
    leaving.current = false;
  });
  const go = useCallback(
    (to: number) => {
      if (leaving.current || to === at) return;
      leaving.current = true;
      move({ at, run }, to);
    },
    [at, run],
  );
  return { place, isOpenedAnew, go, goOn: replaceBy };
}
