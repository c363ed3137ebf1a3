/** Payments of one state, page after page. */
import type { PaymentsReply } from '@yijiutong/rules/contract';
import { useCallback } from 'react';

import type { Replied } from '../../../services/use-reply';
import { useDeskAttempt, type DeskAttempt } from '../use-desk-attempt';
import { useDeskReply } from '../use-desk-reply';

export type Paged = Replied<PaymentsReply> & {
  /** The next page behind what is shown. */
  more: (shown: PaymentsReply) => void;
  loading: DeskAttempt;
};

/** `ask` must not change between renders. */
export function usePaged<K extends string>(
  key: K | null,
  ask: (key: K, last: string | null) => Promise<PaymentsReply>,
): Paged {
  const first = useCallback((of: K) => ask(of, null), [ask]);
  const replied = useDeskReply(key, first);
  const loading = useDeskAttempt();
  const more = ({ payments, next }: PaymentsReply) => {
    if (key === null || next === null) return;
    void loading.attempt(async () => {
      const page = await ask(key, next);
      replied.put({ payments: [...payments, ...page.payments], next: page.next });
    });
  };
  return { ...replied, more, loading };
}
