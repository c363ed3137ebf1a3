/** A reply that is on the screen and nowhere else: names of other people are not kept on a volunteer's phone. */
import { useCallback, useEffect, useState } from 'react';

import { toFailure } from '../../services/failure';
import type { Loadable, Replied } from '../../services/use-reply';

/** `ask` must not change between renders. */
export function usePassing<T>(ask: () => Promise<T>): Replied<T> {
  const [reply, setReply] = useState<Loadable<T>>({ state: 'loading' });
  const put = useCallback(
    (value: T) => setReply({ state: 'ready', value, heldSince: null, failure: null }),
    [],
  );
  const again = useCallback(
    () => ask().then(put, (error: unknown) => setReply({ state: 'failed', failure: toFailure(error) })),
    [ask, put],
  );
  useEffect(() => void again(), [again]);
  return { reply, again, put };
}
