/**
 * The invented staff of the demonstration: one for every post of 攀枝花东区, and as many more as an appeal needs, which
 * other people decide: a second officer of the township, and two of the city.
 */
import type { StaffRole } from '../../../shared/src/contract/index.ts';

export interface DemoStaff {
  login: string;
  name: string;
  roles: readonly StaffRole[];
  /** The division that she works for. */
  code: string;
  who: string;
}

/** The same for all of them: it guards nothing. */
export const demoPassword = 'mumian-hua-2026';

export const demoStaff: readonly DemoStaff[] = [
  {
    login: 'cun.zhou',
    name: '周小满',
    roles: ['village_clerk'],
    code: '510402901001',
    who: '桐湾社区 村社干部',
  },
  { login: 'jie.wu', name: '吴立春', roles: ['township_officer'], code: '510402901', who: '杏林街道 初审' },
  { login: 'shen.zheng', name: '郑谷雨', roles: ['county_reviewer'], code: '510402', who: '东区医保局 审核' },
  { login: 'pi.wang', name: '王白露', roles: ['county_approver'], code: '510402', who: '东区医保局 审批' },
  { login: 'min.feng', name: '冯秋分', roles: ['civil_affairs'], code: '510402', who: '东区民政局 核对' },
  { login: 'min.xu', name: '许寒露', roles: ['civil_affairs'], code: '510402', who: '东区民政局 认定' },
  { login: 'nong.chen', name: '陈芒种', roles: ['rural_affairs'], code: '510402', who: '东区农业农村局' },
  { login: 'ji.chu', name: '褚霜降', roles: ['fund_manager'], code: '510402', who: '东区医保局 基金' },
  { login: 'cha.wei', name: '卫大寒', roles: ['auditor'], code: '510402', who: '东区医保局 审计' },
  { login: 'guan.jiang', name: '蒋惊蛰', roles: ['administrator'], code: '510402', who: '东区医保局 管理员' },
  { login: 'shi.shen', name: '沈清明', roles: ['county_reviewer'], code: '5104', who: '攀枝花市医保局 审核' },
  { login: 'shi.han', name: '韩小雪', roles: ['county_approver'], code: '5104', who: '攀枝花市医保局 审批' },
  { login: 'jie.qin', name: '秦小暑', roles: ['township_officer'], code: '510402901', who: '杏林街道 初审' },
];
