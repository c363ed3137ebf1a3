/** A reply that is on the screen and nowhere else: what the desk shows of people is not kept on a phone. */
import { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';

import { isPassing, toFailure, type AppFailure } from '../../services/failure';
import type { Loadable, Replied } from '../../services/use-reply';

type Shown<T> = { at: string; value: T };

/** While the network is away, what was shown stays, and says how old it is. */
function held<T>(failure: AppFailure, shown: Shown<T> | null): Loadable<T> {
  if (shown === null || !isPassing(failure)) return { state: 'failed', failure };
  return { state: 'ready', value: shown.value, heldSince: shown.at, failure };
}

/**
 * Asks `ask(key)` at first, whenever `key` changes and whenever the page comes to the front again; null = nothing to ask
 * yet. What is on screen stays there while it asks again. `ask` must not change between renders.
 */
export function useDeskReply<K extends string | number, T>(
  key: K | null,
  ask: (key: K) => Promise<T>,
): Replied<T> {
  // An answer belongs to its question: under another key, the page is loading until that one is answered.
  const [answer, setAnswer] = useState<{ key: K; reply: Loadable<T> } | null>(null);
  const turn = useRef(0);
  const waiting = useRef(false);
  const shown = useRef<(Shown<T> & { key: K }) | null>(null);

  const put = useCallback(
    (value: T) => {
      if (key === null) return;
      // What was asked before is older than this.
      turn.current += 1;
      waiting.current = false;
      shown.current = { key, at: new Date().toISOString(), value };
      setAnswer({ key, reply: { state: 'ready', value, heldSince: null, failure: null } });
    },
    [key],
  );

  const again = useCallback((): Promise<void> => {
    if (key === null) return Promise.resolve();
    const mine = ++turn.current;
    waiting.current = true;
    // An answer that arrives after a newer question was asked is dropped.
    const ifNewest = (settle: () => void) => {
      if (turn.current !== mine) return;
      waiting.current = false;
      settle();
    };
    return ask(key).then(
      (value) => ifNewest(() => put(value)),
      (error: unknown) =>
        ifNewest(() => {
          const before = shown.current?.key === key ? shown.current : null;
          setAnswer({ key, reply: held(toFailure(error), before) });
        }),
    );
  }, [ask, key, put]);

  useEffect(() => void again(), [again]);
  // The first show comes together with the mount: that question is on its way already.
  useDidShow(() => {
    if (!waiting.current) void again();
  });

  return { reply: answer !== null && answer.key === key ? answer.reply : { state: 'loading' }, again, put };
}
