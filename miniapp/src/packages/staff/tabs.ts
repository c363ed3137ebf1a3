/** The parts of the desk, and whose post has a use for which. The server decides; here nobody is led to a closed door. */
import type { StaffRole } from '@yijiutong/rules/contract';

import type { DeskPage } from './road';

export type Tab = Extract<
  DeskPage,
  | 'queue'
  | 'rural'
  | 'lane'
  | 'payments'
  | 'follow-ups'
  | 'mandates'
  | 'volunteers'
  | 'people'
  | 'audit'
  | 'desk-me'
>;

type Part = { tab: Tab; words: string; roles: readonly StaffRole[] | 'all' };

const window: readonly StaffRole[] = ['village_clerk', 'township_officer', 'county_reviewer'];

export const parts: readonly Part[] = [
  { tab: 'queue', words: '待办', roles: [...window, 'county_approver', 'civil_affairs', 'fund_manager'] },
  { tab: 'rural', words: '认定名单', roles: ['rural_affairs'] },
  { tab: 'lane', words: '一起批', roles: ['county_approver'] },
  { tab: 'payments', words: '打款', roles: ['fund_manager'] },
  { tab: 'follow-ups', words: '回访', roles: window },
  { tab: 'mandates', words: '代办', roles: window },
  { tab: 'volunteers', words: '志愿者', roles: ['village_clerk', 'administrator'] },
  { tab: 'people', words: '人员', roles: ['administrator'] },
  { tab: 'audit', words: '查记录', roles: ['auditor'] },
  { tab: 'desk-me', words: '我的岗位', roles: 'all' },
];

/** Never empty: her own page is everybody's. */
export function partsOf(roles: readonly StaffRole[]): readonly Part[] {
  return parts.filter((part) => part.roles === 'all' || part.roles.some((role) => roles.includes(role)));
}
