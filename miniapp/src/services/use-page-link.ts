/** A page of a paper to look at: its address is good for some minutes. */
import { useCallback, useEffect, useState } from 'react';

import type { Reply } from './api';
import { toFailure } from './failure';
import { addressOf } from './request';

type Size = 'thumbnail' | 'full';
export type PageLink = {
  /** Where a page that has arrived can be looked at for some minutes; null until it is known. */
  address: string | null;
  /** The code of what stands in the way; null while nothing does. */
  trouble: string | null;
  /** The picture itself did not come: the address is over, or the network. */
  fail: () => void;
  again: () => void;
};

type Asked = { address: string | null; trouble: string | null };
const nothing: Asked = { address: null, trouble: null };

/** @param ask under whose session: a resident's, or that of the staff; it must not change between renders */
export function usePageLink(
  pageId: string | null,
  size: Size,
  ask: (pageId: string, size: Size) => Promise<Reply<'linkPage'>>,
): PageLink {
  const [asked, setAsked] = useState<Asked>(nothing);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (pageId === null) return;
    let isShown = true;
    ask(pageId, size).then(
      ({ path }) => isShown && setAsked({ address: addressOf(path), trouble: null }),
      (error: unknown) => isShown && setAsked({ address: null, trouble: toFailure(error).code }),
    );
    return () => {
      isShown = false;
      setAsked(nothing);
    };
  }, [pageId, size, ask, turn]);
  const fail = useCallback(() => setAsked({ address: null, trouble: 'offline' }), []);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...asked, fail, again };
}
