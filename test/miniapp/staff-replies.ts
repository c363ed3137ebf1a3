// What the desk is answered, for invented staff.
import type { ColleaguesReply, DeskCase, DeskQueueReply, StaffSessionReply } from '@yijiutong/rules/contract';

export const staffToken = 's'.repeat(43);

export const reviewer: StaffSessionReply = {
  staffId: 'r'.repeat(22),
  login: 'shen.zheng',
  name: '郑谷雨',
  roles: ['county_reviewer'],
  organisation: {
    organisationId: 'o'.repeat(22),
    name: '东区医疗保障局',
    level: 'county',
    kind: 'medical_security',
    code: '510402',
  },
  expiresAt: '2026-11-22T04:00:00.000Z',
  endsAt: '2026-11-22T12:00:00.000Z',
};

export const colleague = { staffId: 'k'.repeat(22), name: '李立夏' };

export const colleagues: ColleaguesReply = {
  colleagues: [
    {
      staffId: reviewer.staffId,
      name: reviewer.name,
      roles: ['county_reviewer'],
      organisation: reviewer.organisation.name,
      away: null,
      open: 1,
      herself: true,
    },
    {
      ...colleague,
      roles: ['county_reviewer'],
      organisation: reviewer.organisation.name,
      away: null,
      open: 3,
      herself: false,
    },
  ],
};

export const waitingCase: DeskCase = {
  claimId: 'c'.repeat(22),
  number: 'JZ202611200000174',
  kind: 'reimbursement',
  state: 'county_review',
  version: 4,
  person: '张*',
  village: { code: '510402901001', name: '桐湾社区' },
  submittedAt: '2026-11-10T02:00:00.000Z',
  amount: '1111.01',
  urgency: { harm: 5, ease: 4 },
  clock: {
    state: 'runs',
    stepDueOn: '2026-11-17',
    dueOn: '2026-12-20',
    daysLeft: -3,
    overdue: true,
    provisional: false,
  },
  assignee: null,
  acts: ['review'],
  sameHands: false,
};

export const queueReply = (cases: DeskCase[], nextCursor: string | null = null): DeskQueueReply => ({
  cases,
  nextCursor,
  counts: { all: cases.length, overdue: 1, mine: 0 },
});

export const places = {
  region: '510402',
  counties: [
    {
      code: '510402',
      name: '东区',
      townships: [
        {
          code: '510402901',
          name: '杏林街道',
          villages: [
            { code: '510402901001', name: '桐湾社区' },
            { code: '510402901002', name: '芦岭社区' },
          ],
        },
        { code: '510402902', name: '柏溪乡', villages: [{ code: '510402902001', name: '荷冲村' }] },
      ],
    },
  ],
  illustrative: true,
};
