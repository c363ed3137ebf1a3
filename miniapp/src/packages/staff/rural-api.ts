/** The routes of the office of 乡村振兴, and how its lists are called. */
import type { RuralList } from '@yijiutong/rules/contract';

import type { Body } from '../../services/api';
import { askStaff } from './staff-api';

const of = (claimId: string) => ({ params: { claimId } });

export const ruralApi = {
  list: async () => (await askStaff<'listRuralCases'>('GET /api/v1/staff/recognitions')).cases,
  get: (claimId: string) => askStaff<'getRuralCase'>('GET /api/v1/staff/recognitions/:claimId', of(claimId)),
  say: (claimId: string, body: Body<'sayRuralWord'>) =>
    askStaff<'sayRuralWord'>('POST /api/v1/staff/recognitions/:claimId/word', of(claimId), body),
};

export const ruralLists: Record<RuralList, string> = {
  relapsed: '返贫致贫人口',
  monitored: '防止返贫监测对象',
  lifted: '脱贫人口',
  none: '都不在名单里',
};
