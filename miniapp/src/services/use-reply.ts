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

/** Where what was shown stays beside the screen, and whose it is: another sign-in sees none of it. */
type Memory = {
  keep: (name: string, value: unknown, at: string) => void;
  find: <T>(name: string) => Kept<T> | undefined;
  holder: () => string | undefined;
};

const onPhone: Memory = { keep: keepReply, find: findKeptReply, holder: () => session.token() };
const onScreenOnly: Memory = { keep: () => undefined, find: () => undefined, holder: () => undefined };

type Shown<T> = Kept<T> & { name: string; holder: string | undefined };

/** `shown`: what is on screen stays there while the network is away, though nothing could keep it. */
function held<T>(memory: Memory, name: string, failure: AppFailure, shown: Shown<T> | null): Loadable<T> {
  const onScreen = shown?.name === name && shown.holder === memory.holder() ? shown : undefined;
  const kept = isPassing(failure) ? (memory.find<T>(name) ?? onScreen) : undefined;
  return kept
    ? { state: 'ready', value: kept.value, heldSince: kept.at, failure }
    : { state: 'failed', failure };
}

type Ask<K, T> = (key: K) => Promise<T>;

function useAsked<K extends string | number, T>(
  name: string,
  key: K | null,
  ask: Ask<K, T>,
  memory: Memory,
): Replied<T> {
  // An answer belongs to its question: under another key, the page is loading until that one is answered.
  const [answer, setAnswer] = useState<{ name: string; reply: Loadable<T> } | null>(null);
  const turn = useRef(0);
  const waiting = useRef(false);
  const shown = useRef<Shown<T> | null>(null);

  const show = useCallback(
    (value: T) => {
      const at = new Date().toISOString();
      memory.keep(name, value, at);
      shown.current = { name, at, value, holder: memory.holder() };
      setAnswer({ name, reply: { state: 'ready', value, heldSince: null, failure: null } });
    },
    [name, memory],
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
        ifNewest(() => setAnswer({ name, reply: held(memory, name, toFailure(error), shown.current) })),
    );
  }, [ask, key, name, show, memory]);

  useEffect(() => void again(), [again]);
  // The first show comes together with the mount: that question is on its way already.
  useDidShow(() => {
    if (!waiting.current) void again();
  });

  return { reply: answer?.name === name ? answer.reply : { state: 'loading' }, again, put };
}

/**
 * Asks `ask(key)` at first, whenever `key` changes and whenever the page is shown again; null = nothing to ask yet.
 * What is on screen stays there while it asks again. `ask` must not change between renders. The last reply of each
 * `kind` and key is kept on the phone.
 */
export const useReply = <K extends string | number, T>(
  kind: string,
  key: K | null,
  ask: Ask<K, T>,
): Replied<T> => useAsked(`${kind}:${key}`, key, ask, onPhone);

/** As `useReply`, and on the screen alone: what is shown of other people is not kept on the phone of who handles it. */
export const useScreenReply = <K extends string | number, T>(key: K | null, ask: Ask<K, T>): Replied<T> =>
  useAsked(String(key), key, ask, onScreenOnly);
