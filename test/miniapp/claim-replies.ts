// A claim as the server gives it, from its draft to the notice, for invented people.
import type { ClaimBill, ClaimEvent, ClaimReply, ClaimsReply, ClaimTask } from '@yijiutong/rules/contract';

import { bill, clauseText, summary } from './replies';

export const claimId = 'q3Zr0Yw1S2mXb6TnVh8kAg';
const at = '2026-11-20T01:02:03.000Z';

export const platformBill: ClaimBill = {
  ref: 'S-1',
  source: 'platform',
  institution: '攀枝花市中心医院',
  on: '2026-11-05',
  kind: 'inpatient',
  total: '10000.00',
  injury: false,
  state: 'granted',
  claimable: '800.00',
  illustrative: false,
};

export const paperBill: ClaimBill = {
  ...platformBill,
  ref: 'p-1',
  source: 'paper',
  institution: '米易县人民医院',
  on: '2026-03-05',
  kind: 'ordinary_outpatient',
  total: '1240.50',
  state: null,
  claimable: null,
};

const page = {
  pageId: 'aaaaaaaaaaaaaaaaaaaaaa',
  arrivedAt: at,
  mediaType: 'image/jpeg' as const,
  bytes: 250_000,
  pdfPages: 1,
  sha256: 'a'.repeat(64),
};

const task: ClaimTask = {
  paper: 'invoice',
  bill: 'S-1',
  title: '医疗收费票据',
  words: '看病交钱的发票。',
  source: '医院收费窗口。',
  state: 'missing',
  heldBecause: null,
  maxPages: 10,
  room: 10,
  mayExcuse: true,
  pages: [],
  excuse: null,
  correction: null,
};

export const tasks = {
  missing: task,
  identity: {
    ...task,
    paper: 'identity_card',
    bill: null,
    title: '居民身份证',
    state: 'given' as const,
    room: 8,
    pages: [page, { ...page, pageId: 'bbbbbbbbbbbbbbbbbbbbbb' }],
  },
  held: {
    ...task,
    paper: 'settlement_sheet',
    title: '结算单',
    state: 'held' as const,
    heldBecause: 'platform' as const,
  },
  excused: {
    ...task,
    paper: 'cost_list',
    title: '医疗费用清单',
    state: 'excused' as const,
    excuse: { reason: 'too_far' as const, words: null },
  },
  askedAgain: {
    ...task,
    state: 'asked_again' as const,
    pages: [page],
    correction: { reason: 'no_stamp' as const, words: '第二页没有公章' },
  },
};

const plain = { clause: null, operation: '', inputs: [] };
const total = {
  ...plain,
  step: 'claim.total',
  label: '一共还能领',
  result: '800.00',
  steps: [
    {
      ...plain,
      step: 'claim.bill',
      label: '2026-11-05 攀枝花市中心医院',
      operation: '1400.00 − 600.00',
      inputs: [
        { label: '该给', value: '1400.00' },
        { label: '已给', value: '600.00' },
      ],
      result: '800.00',
      steps: bill.explanation,
    },
  ],
};

const estimate = {
  claimable: '800.00',
  unknownBills: 0,
  explanation: [total],
  clauses: [clauseText],
  illustrative: [],
  asOf: at,
};

/** One entry of a history. */
export const told = (
  kind: ClaimEvent['kind'],
  when: string,
  by: ClaimEvent['by'],
  said: Partial<Pick<ClaimEvent, 'opinion' | 'reason' | 'words'>> = {},
): ClaimEvent => ({ kind, at: when, by, opinion: null, reason: null, words: null, ...said });

export const draft: ClaimReply = {
  claimId,
  number: null,
  kind: 'reimbursement',
  state: 'draft',
  version: 3,
  region: '510402',
  regionName: '四川省攀枝花市东区',
  createdAt: at,
  submittedAt: null,
  due: null,
  bills: [platformBill],
  tasks: [tasks.identity, tasks.missing, tasks.held],
  payee: null,
  open: [
    { what: 'paper', paper: 'invoice', bill: 'S-1' },
    { what: 'payee', paper: null, bill: null },
  ],
  estimate,
  filedBy: null,
  submittedEstimate: null,
  timeline: [told('started', at, 'resident')],
  correction: null,
  mayWithdraw: true,
  maySetHome: true,
  home: { code: '510402901001', village: '桐湾社区', township: '杏林街道', county: '东区' },
  household: { alone: null, members: [] },
  course: {
    overdue: false,
    daysLeft: null,
    publicity: null,
    recognisedOn: null,
    grant: null,
    refusal: null,
    paymentFailure: null,
    appealOf: null,
    appealWords: null,
    appeal: null,
    openedBy: null,
    opened: null,
  },
};

export const complete: ClaimReply = {
  ...draft,
  version: 7,
  tasks: [tasks.identity, { ...tasks.missing, state: 'given', pages: [page] }, tasks.excused, tasks.held],
  payee: { holder: '张*兰', bank: '农业银行', kind: 'card', account: '**** 8903' },
  open: [],
};

export const submitted: ClaimReply = {
  ...complete,
  version: 8,
  state: 'submitted',
  number: 'JZ202611210000017',
  submittedAt: '2026-11-21T03:00:00.000Z',
  due: { workingDays: 10, workingDaysProvisional: true, on: '2026-12-04', provisional: false },
  submittedEstimate: estimate,
  timeline: [...draft.timeline, told('submitted', '2026-11-21T03:00:00.000Z', 'resident')],
};

export const asked: ClaimReply = {
  ...submitted,
  version: 9,
  state: 'correction_asked',
  due: { workingDays: 10, workingDaysProvisional: true, on: null, provisional: false },
  tasks: [tasks.identity, tasks.askedAgain, tasks.held],
  open: [{ what: 'paper', paper: 'invoice', bill: 'S-1' }],
  correction: { askedAt: '2026-11-22T02:00:00.000Z', words: '其他的都好了' },
  timeline: [...submitted.timeline, told('correction_asked', '2026-11-22T02:00:00.000Z', 'county_reviewer')],
};

export const withdrawn: ClaimReply = {
  ...submitted,
  version: 9,
  state: 'withdrawn',
  due: null,
  mayWithdraw: false,
};

export const listed: ClaimsReply['claims'][number] = {
  claimId,
  number: null,
  kind: 'reimbursement',
  state: 'draft',
  createdAt: at,
  submittedAt: null,
  changedAt: at,
  due: null,
  bills: 1,
  institution: '攀枝花市中心医院',
  claimable: '800.00',
  illustrative: false,
  openPapers: 1,
  filedBy: null,
};

export const claims: ClaimsReply = { claims: [], claimable: [summary] };
