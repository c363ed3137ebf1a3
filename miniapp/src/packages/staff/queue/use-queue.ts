/** The queue as it is narrowed: kept while the app is open, so that whoever comes back from a case finds her place. */
import type { DeskQueueReply } from '@yijiutong/rules/contract';
import { useCallback, useState } from 'react';

import { type Replied, useScreenReply } from '../../../services/use-reply';
import { queueApi, type QueueFilters } from '../queue-api';

/** The most that the server gives at once. */
const MOST = 50;
const PAGE = 20;

type Place = { staffId: string; filters: QueueFilters; shown: number };
/** Of whoever looked last: another sign-in begins anew. */
let place: Place | null = null;

/** What she had narrowed it to; what somebody else had is forgotten. */
function recall(staffId: string): QueueFilters {
  if (place?.staffId !== staffId) place = null;
  return place?.filters ?? {};
}

const keyOf = (filters: QueueFilters): string => JSON.stringify(filters);

/** As many as were shown before: a refresh does not take away what she had scrolled to. */
async function load(filters: QueueFilters, atLeast: number): Promise<DeskQueueReply> {
  const first = await queueApi.getQueue({ ...filters, limit: Math.min(atLeast, MOST) });
  let { cases, nextCursor } = first;
  while (cases.length < atLeast && nextCursor !== null) {
    const next = await queueApi.getQueue({ ...filters, cursor: nextCursor, limit: MOST });
    cases = [...cases, ...next.cases];
    nextCursor = next.nextCursor;
  }
  return { ...first, cases, nextCursor };
}

const ask = (key: string) => load(JSON.parse(key) as QueueFilters, place?.shown ?? PAGE);

export type Queue = {
  filters: QueueFilters;
  narrow: (filters: QueueFilters) => void;
  replied: Replied<DeskQueueReply>;
  more: (shown: DeskQueueReply) => Promise<void>;
};

export function useQueue(staffId: string): Queue {
  const [filters, setFilters] = useState(() => recall(staffId));
  const replied = useScreenReply(keyOf(filters), ask);
  const narrow = useCallback(
    (next: QueueFilters) => {
      place = { staffId, filters: next, shown: PAGE };
      setFilters(next);
    },
    [staffId],
  );
  const { put } = replied;
  const more = useCallback(
    async (shown: DeskQueueReply) => {
      if (shown.nextCursor === null) return;
      const next = await queueApi.getQueue({ ...filters, cursor: shown.nextCursor, limit: PAGE });
      const cases = [...shown.cases, ...next.cases];
      place = { staffId, filters, shown: cases.length };
      put({ ...shown, cases, nextCursor: next.nextCursor });
    },
    [filters, put, staffId],
  );
  return { filters, narrow, replied, more };
}
