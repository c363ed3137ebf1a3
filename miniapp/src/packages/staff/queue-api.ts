/** The routes of what waits, and of who is there to do it. */
import type { deskQueueQuery } from '@yijiutong/rules/contract';

import type { Body } from '../../services/api';
import { askStaff } from './staff-api';

type Query = (typeof deskQueueQuery)['_output'];
/** What the queue is narrowed to; what is left out is not asked for. */
export type QueueFilters = {
  [N in 'kind' | 'state' | 'due' | 'village' | 'assigned' | 'text']?: NonNullable<Query[N]>;
};

export const queueApi = {
  getQueue: (query: QueueFilters & { cursor?: string; limit?: number }) =>
    askStaff<'getQueue'>('GET /api/v1/staff/queue', { query }),
  setAway: (body: Body<'setAway'>) => askStaff<'setAway'>('PUT /api/v1/staff/away', {}, body),
  endAway: () => askStaff<'endAway'>('DELETE /api/v1/staff/away'),
};
