// Where a mandate stands on a day. Pure.
import type { MandateEnd } from '@yijiutong/rules/contract';

import { fromColumn } from '../storage/instant.ts';
import type { MandateRow } from './mandate.store.ts';

type Dated = Pick<MandateRow, 'state' | 'ends_on' | 'asked_until' | 'ended_by'>;

export interface Standing {
  state: 'asked' | 'live' | 'ended';
  endedBy: MandateEnd | null;
}

/** Nobody has to end it: the last day in China passes, and it has ended. */
export function standingOf(mandate: Dated, at: { today: string; now: number }): Standing {
  switch (mandate.state) {
    case 'live':
      return mandate.ends_on !== null && mandate.ends_on >= at.today
        ? { state: 'live', endedBy: null }
        : { state: 'ended', endedBy: 'expired' };
    case 'asked':
      return fromColumn(mandate.asked_until) > at.now
        ? { state: 'asked', endedBy: null }
        : { state: 'ended', endedBy: 'unanswered' };
    case 'ended':
      return { state: 'ended', endedBy: mandate.ended_by };
  }
}
