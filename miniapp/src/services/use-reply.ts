/** A reply as a page sees it: loading, there (perhaps an older one), or failed. */
import { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';

import { isPassing, toFailure, type AppFailure } from './failure';
import { session } from './session';
import { findKeptReply, keepReply, type Kept } from './storage';

export type Loadable<T> =
  | { state: 'loading' }
  /** `heldSince`: this is the last reply, kept on the phone, because of `failure`. */
  | { state: 'ready'; value: T; heldSince: string | null; failure: AppFailure | null }
  | { state: 'failed'; failure: AppFailure };

export type Replied<T> = {
  reply: Loadable<T>;
  /** Asks again; resolves when the answer is on screen. */
  again: () => Promise<void>;
  /** Puts a newer reply in place: the answer of a write. */
  put: (value: T) => void;
};

/** What was shown, to whom: another sign-in sees none of it. */
type Shown<T> = Kept<T> & { name: string; token: string | undefined };

/** `shown`: what is on screen stays there, though a full storage could not keep it. */
function held<T>(name: string, failure: AppFailure, shown: Shown<T> | null): Loadable<T> {
  const onScreen = shown?.name === name && shown.token === session.token() ? shown : undefined;
  const kept = isPassing(failure) ? (findKeptReply<T>(name) ?? onScreen) : undefined;
  return kept
    ? { state: 'ready', value: kept.value, heldSince: kept.at, failure }
    : { state: 'failed', failure };
}

/**
 * Asks `ask(key)` at first, whenever `key` changes and whenever the page is shown again; null = nothing to ask yet.
 * What is on screen stays there while it asks again. `ask` must not change between renders.
 */
export function useReply<K extends string | number, T>(
  kind: string,
  key: K | null,
  ask: (key: K) => Promise<T>,
): Replied<T> {
  const name = `${kind}:${key}`;
  // An answer belongs to its question: under another key, the page is loading until that one is answered.
  const [answer, setAnswer] = useState<{ name: string; reply: Loadable<T> } | null>(null);
  const turn = useRef(0);
  const waiting = useRef(false);
  const shown = useRef<Shown<T> | null>(null);

  const show = useCallback(
    (value: T) => {
      const at = new Date().toISOString();
      keepReply(name, value, at);
      shown.current = { name, at, value, token: session.token() };
      setAnswer({ name, reply: { state: 'ready', value, heldSince: null, failure: null } });
    },
    [name],
  );
  const put = useCallback(
    (value: T) => {
      // What was asked before the write is older than its answer.
      turn.current += 1;
      waiting.current = false;
      show(value);
    },
    [show],
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
      (value) => ifNewest(() => show(value)),
      (error: unknown) =>
        ifNewest(() => setAnswer({ name, reply: held(name, toFailure(error), shown.current) })),
    );
  }, [ask, key, name, show]);

  useEffect(() => void again(), [again]);
  // The first show comes together with the mount: that question is on its way already.
  useDidShow(() => {
    if (!waiting.current) void again();
  });

  return { reply: answer?.name === name ? answer.reply : { state: 'loading' }, again, put };
}
