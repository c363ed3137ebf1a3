/**
 * The law of a region as it was last fetched. It is the same for everybody and says nothing of anyone: it stays on the phone through
 * signing out, is asked for again by its ETag, and answers alone where there is no network.
 */
import type { PolicyPackReply, PolicyRegionsReply } from '@yijiutong/rules/contract';
import { useCallback, useEffect, useRef, useState } from 'react';

import { isPassing, toFailure } from './failure';
import { sendUnlessHeld } from './request';
import { read, write, type Kept } from './storage';
import type { Loadable, Replied } from './use-reply';

const PREFIX = 'policy-pack:';
const ALL = '';

/** `at`: when the server last said that it holds. */
type Held = Kept<unknown> & { etag: string | null };

async function ask(region: string): Promise<Loadable<unknown>> {
  const name = `${PREFIX}${region}`;
  const held = read(name) as Held | undefined;
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

/** @param region null: nothing to ask yet */
function useHeld(region: string | null): Replied<unknown> {
  const [answer, setAnswer] = useState<{ region: string; reply: Loadable<unknown> } | null>(null);
  const turn = useRef(0);
  const again = useCallback(async () => {
    if (region === null) return;
    const mine = ++turn.current;
    const reply = await ask(region);
    if (turn.current === mine) setAnswer({ region, reply });
  }, [region]);
  const put = useCallback(() => undefined, []);
  useEffect(() => void again(), [again]);
  return {
    reply: answer !== null && answer.region === region ? answer.reply : { state: 'loading' },
    again,
    put,
  };
}

/** The regions whose law can be asked for. */
export function usePolicyRegions(): Replied<PolicyRegionsReply> {
  return useHeld(ALL) as Replied<PolicyRegionsReply>;
}

/** The law of one region; null: none was chosen yet. */
export function usePolicyPack(region: string | null): Replied<PolicyPackReply> {
  return useHeld(region) as Replied<PolicyPackReply>;
}
