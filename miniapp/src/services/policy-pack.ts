/**
 * The law of a region as it was last fetched. It is the same for everybody and says nothing of anyone: it stays on the phone through
 * signing out, answers at once, and is asked for again by its ETag behind what is shown.
 */
import type { PolicyPackReply, PolicyRegionsReply } from '@yijiutong/rules/contract';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { isPassing, toFailure } from './failure';
import { sendUnlessHeld } from './request';
import { read, write, type Kept } from './storage';
import type { Loadable, Replied } from './use-reply';

const PREFIX = 'policy-pack:';
const ALL = '';

/** `at`: when the server last said that it holds. */
type Held = Kept<unknown> & { etag: string | null };

function findHeld(region: string): Held | undefined {
  return read(PREFIX + region) as Held | undefined;
}

async function ask(region: string, held: Held | undefined): Promise<Loadable<unknown>> {
  const name = `${PREFIX}${region}`;
  const path = region === ALL ? '/api/v1/policy-packs' : `/api/v1/policy-packs/${encodeURIComponent(region)}`;
  try {
    const fresh = await sendUnlessHeld(path, held?.etag ?? null);
    const value = fresh === null ? held?.value : fresh.data;
    const etag = fresh === null ? (held?.etag ?? null) : fresh.etag;
    write(name, { at: new Date().toISOString(), value, etag } satisfies Held);
    return { state: 'ready', value, heldSince: null, failure: null };
  } catch (error) {
    const failure = toFailure(error);
    return held !== undefined && isPassing(failure)
      ? { state: 'ready', value: held.value, heldSince: held.at, failure }
      : { state: 'failed', failure };
  }
}

/** Weak signal keeps nobody waiting for what is on the phone; it is called old only when the server fails to say that it holds. */
function untilAnswered(held: Held | undefined): Loadable<unknown> {
  if (held === undefined) return { state: 'loading' };
  return { state: 'ready', value: held.value, heldSince: null, failure: null };
}

/** @param region null: nothing to ask yet */
function useHeld(region: string | null): Replied<unknown> {
  const [answer, setAnswer] = useState<{ region: string; reply: Loadable<unknown> } | null>(null);
  const turn = useRef(0);
  const held = useMemo(() => (region === null ? undefined : findHeld(region)), [region]);
  const again = useCallback(async () => {
    if (region === null) return;
    const mine = ++turn.current;
    const reply = await ask(region, held);
    if (turn.current === mine) setAnswer({ region, reply });
  }, [region, held]);
  const put = useCallback(() => undefined, []);
  useEffect(() => void again(), [again]);
  const reply = answer?.region === region ? answer.reply : untilAnswered(held);
  return { reply, again, put };
}

/** The regions whose law can be asked for. */
export function usePolicyRegions(): Replied<PolicyRegionsReply> {
  return useHeld(ALL) as Replied<PolicyRegionsReply>;
}

/** The law of one region; null: none was chosen yet. */
export function usePolicyPack(region: string | null): Replied<PolicyPackReply> {
  return useHeld(region) as Replied<PolicyPackReply>;
}
