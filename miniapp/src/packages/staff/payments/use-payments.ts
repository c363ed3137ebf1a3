/** Payments of one state, page after page. */
import type { PaymentsReply } from '@yijiutong/rules/contract';
import { useCallback } from 'react';

import { useAttempt, type Attempt } from '../../../services/use-attempt';
import { type Replied, useScreenReply } from '../../../services/use-reply';

export type Paged = Replied<PaymentsReply> & {
  /** The next page behind what is shown. */
  more: (shown: PaymentsReply) => void;
  loading: Attempt;
};

/** `ask` must not change between renders. */
export function usePaged<K extends string>(
  key: K | null,
  ask: (key: K, last: string | null) => Promise<PaymentsReply>,
): Paged {
  const first = useCallback((of: K) => ask(of, null), [ask]);
  const replied = useScreenReply(key, first);
  const loading = useAttempt();
  const more = ({ payments, next }: PaymentsReply) => {
    if (key === null || next === null) return;
    void loading.attempt(async () => {
      const page = await ask(key, next);
      replied.put({ payments: [...payments, ...page.payments], next: page.next });
    });
  };
  return { ...replied, more, loading };
}
