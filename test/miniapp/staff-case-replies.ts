// A case as the desk's API gives it, for invented people.
import type { ClaimAct, DeskClaimReply, ProposalReply, StaffSessionReply } from '@yijiutong/rules/contract';

import { claimId, paperBill, platformBill, submitted, tasks } from './claim-replies';
import { bill, clauseText } from './replies';

export const me: StaffSessionReply = {
  staffId: 'm'.repeat(22),
  login: 'shen.zheng',
  name: '郑谷雨',
  roles: ['county_reviewer'],
  organisation: {
    organisationId: 'o'.repeat(22),
    level: 'county',
    kind: 'medical_security',
    code: '510402',
    name: '攀枝花市东区医疗保障局',
  },
  expiresAt: '2026-11-23T00:00:00.000Z',
  endsAt: '2026-11-23T00:00:00.000Z',
};

export const officer = { staffId: 'w'.repeat(22), name: '吴立春' };
const at = '2026-11-21T06:00:00.000Z';

const claim = {
  ...submitted,
  state: 'county_review',
  home: null,
  household: { alone: null, members: [] },
  maySetHome: false,
  course: { appealWords: null },
} as unknown as DeskClaimReply['claim'];

/** With these acts, each with these reasons. */
export const may = (
  ...acts: (ClaimAct | [ClaimAct, { code: string; resident: string }[]])[]
): DeskClaimReply['acts'] =>
  acts.map((act) => (typeof act === 'string' ? { act, reasons: [] } : { act: act[0], reasons: act[1] }));

export const desk: DeskClaimReply = {
  claim,
  person: { name: '张翠兰', certno: '990***********1234' },
  village: { code: '510402901001', name: '桐湾社区' },
  clock: {
    state: 'runs',
    stepDueOn: '2026-11-26',
    dueOn: '2026-12-04',
    daysLeft: 3,
    overdue: false,
    provisional: false,
  },
  bills: [
    {
      ref: 'S-1',
      bill,
      figures: null,
      officer: [
        {
          depth: 0,
          label: '年度累计应救助',
          rule: '（累计个人自付 − 起付标准）× 救助比例',
          figures: '2,000.00 × 70%',
          result: '1,400.00 元',
          article: '第十二条（二）',
        },
      ],
      resident: [{ title: '按比例帮', sentence: '您自己掏的 2,000.00 元，帮您 70%。', clause: null }],
      sinceSubmission: null,
      sinceReview: null,
    },
  ],
  estimate: { submitted: '800.00', now: '800.00', change: '0.00' },
  reviews: [
    {
      stage: 'township',
      verdict: 'agree',
      at,
      by: officer,
      reason: null,
      clause: null,
      quoted: null,
      words: '属实',
      amount: null,
    },
  ],
  findings: { visits: [], means: [], publicity: [], rural: [], objections: [] },
  appealOf: null,
  history: [
    {
      kind: 'first_reviewed',
      at,
      role: 'township_officer',
      by: officer,
      organisation: '杏林街道办事处',
      reason: null,
      words: '属实',
      policyOn: '2026-11-21',
    },
  ],
  assignee: null,
  assignable: true,
  assignments: [],
  twins: [],
  duplicates: [],
  acts: may('review', 'return'),
  sameHands: [],
  clauses: [clauseText, { ...clauseText, article: '第十一条', text: '住院和门诊慢特病费用纳入救助。' }],
  askable: [],
  mendUntil: null,
  lane: null,
  drawn: false,
};

export const deskWith = (change: Partial<DeskClaimReply>, of: Partial<DeskClaimReply['claim']> = {}) => ({
  ...desk,
  ...change,
  claim: { ...claim, ...of },
});

/** With a bill that only paper knows beside the platform's. */
export const deskOnPaper = deskWith(
  {
    bills: [
      ...desk.bills,
      {
        ref: 'p-1',
        bill: null,
        figures: null,
        officer: [],
        resident: [],
        sinceSubmission: null,
        sinceReview: null,
      },
    ],
  },
  { bills: [platformBill, paperBill], tasks: [tasks.identity, tasks.missing, tasks.excused] },
);

export const proposal: ProposalReply = {
  claimId,
  kind: 'reimbursement',
  bills: [
    { ref: 'S-1', source: 'platform', should: '1400.00', was: '600.00', pays: '800.00', explanation: [] },
  ],
  retroactive: '0.00',
  paidBefore: '0.00',
  amount: '800.00',
  unsettled: [],
  illustrative: [],
  asOf: at,
};

export { claimId };
