// Replies as the server gives them, for invented people.
import type {
  BillReply,
  BillSummary,
  ConsentText,
  SessionReply,
  StatusReply,
} from '@yijiutong/rules/contract';

const clause = { document: 'panzhihua-2023', article: '第十二条（二）' };

export const clauseText = {
  ...clause,
  title: '攀枝花市健全重特大疾病医疗保险和救助制度实施细则',
  issuer: '攀枝花市人民政府办公室',
  text: '对低保对象按70%给予救助。',
};

export const summary: BillSummary = {
  setlId: 'S-1',
  on: '2026-11-05',
  kind: 'inpatient',
  institution: '攀枝花市中心医院',
  total: '10000.00',
  granted: '600.00',
  calculated: '1400.00',
  difference: '800.00',
  selfPaid: '2000.00',
  state: 'granted',
  illustrative: true,
};

export const bill: BillReply = {
  bill: summary,
  payers: {
    total: '10000.00',
    outOfScope: '600.00',
    basic: '6000.00',
    criticalIllness: '1400.00',
    supplement: '0.00',
    commercial: '0.00',
    assistance: '600.00',
    other: '0.00',
    personal: '2000.00',
  },
  assistanceBase: '2000.00',
  decision: {
    status: 'granted',
    classTitle: '低保对象',
    category: '低保对象',
    assistance: '1400.00',
    outpatient: '0.00',
    tilt: '0.00',
    granted: '1400.00',
  },
  personalAfter: '1200.00',
  explanation: [
    {
      step: 'assistance.share',
      label: '年度累计应救助',
      clause,
      operation: 'max(2000.00 − 0.00, 0) × 70%',
      inputs: [{ label: '年度累计政策范围内个人自付', value: '2000.00' }],
      result: '1400.00',
      steps: [],
    },
  ],
  clauses: [clauseText],
  illustrative: [],
  history: [],
  difference: null,
  asOf: '2026-11-21T03:20:00.000Z',
  stale: false,
};

export const session: SessionReply = {
  phone: '142****5678',
  channel: 'h5',
  expiresAt: '2026-12-21T00:00:00.000Z',
  person: { name: '张*兰', certno: '990***********1234', region: '510400', regionName: '四川省攀枝花市' },
  consents: [],
};

export const status: StatusReply = {
  region: { code: '510400', name: '四川省攀枝花市' },
  insurance: 'resident',
  identities: [],
  currentClass: { title: '低保对象', clause },
  document: null,
  year: {
    year: 2026,
    on: '2026-11-21',
    paid: [{ layer: 'basic', paid: '6000.00' }],
    selfPaidInScope: '2000.00',
    selfPaid: '2000.00',
    thresholds: [],
    topUps: [],
    calculated: '1400.00',
    granted: '600.00',
    claimable: '800.00',
    undecidedBills: 0,
    missing: [],
    illustrative: [],
    clauses: [clauseText],
    freshness: { asOf: '2026-11-21T03:20:00.000Z', stale: false },
  },
  latestBill: { setlId: 'S-1', on: '2026-11-05', calculated: '1400.00', granted: '600.00' },
  freshness: { asOf: '2026-11-21T03:20:00.000Z', stale: false },
};

export const consentTexts: ConsentText[] = [
  { kind: 'privacy_policy', version: 'p-1', title: '我们怎样保护您的隐私', body: ['只收办事要用的。'] },
  { kind: 'identity_verification', version: 'i-1', title: '核对我的身份', body: ['核对是不是您本人。'] },
  { kind: 'medical_records', version: 'm-1', title: '查询我的医保账单', body: ['给您讲清楚账单。'] },
];
