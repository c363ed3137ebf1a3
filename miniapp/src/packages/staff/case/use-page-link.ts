import { useCallback, useEffect, useState } from 'react';

import { toFailure } from '../../../services/failure';
import { addressOf } from '../../../services/request';
import { caseApi } from '../case-api';

export type PageLink = {
  /** Where the page can be looked at for some minutes; null until it is known. */
  address: string | null;
  /** The code of what stands in the way; null while nothing does. */
  trouble: string | null;
  /** The picture itself did not come: the address is over, or the network. */
  fail: () => void;
  again: () => void;
};

type Asked = { address: string | null; trouble: string | null };
const nothing: Asked = { address: null, trouble: null };

export function usePageLink(pageId: string, size: 'thumbnail' | 'full'): PageLink {
  const [asked, setAsked] = useState<Asked>(nothing);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isShown = true;
    caseApi.linkPage(pageId, size).then(
      ({ path }) => isShown && setAsked({ address: addressOf(path), trouble: null }),
      (error: unknown) => isShown && setAsked({ address: null, trouble: toFailure(error).code }),
    );
    return () => {
      isShown = false;
      setAsked(nothing);
    };
  }, [pageId, size, turn]);
  const fail = useCallback(() => setAsked({ address: null, trouble: 'link_expired' }), []);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...asked, fail, again };
}
