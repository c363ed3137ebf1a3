import { useEffect, useState } from 'react';

import { api } from '../../../services/api';
import { addressOf } from '../../../services/request';

/** Where a page that has arrived can be looked at for some minutes; null until it is known, and when it cannot be. */
export function usePageLink(pageId: string | null, size: 'thumbnail' | 'full'): string | null {
  const [link, setLink] = useState<{ of: string; address: string } | null>(null);
  useEffect(() => {
    if (pageId === null) return;
    let isShown = true;
    api.linkPage(pageId, size).then(
      ({ path }) => isShown && setLink({ of: pageId, address: addressOf(path) }),
      // A picture more or less: the line beside it says what it is.
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, [pageId, size]);
  return link?.of === pageId ? link.address : null;
}
