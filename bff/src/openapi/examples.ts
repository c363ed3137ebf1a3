// One example of every body, with invented people. A test holds each against its schema.
import type { routes } from '@yijiutong/rules/contract';
import { type RouteName } from '@yijiutong/rules/contract';
import type { z } from 'zod';

import { claimWorkExamples } from './claim-work.examples.ts';
import { deskExamples } from './desk.examples.ts';

type Routes = typeof routes;
type RouteWithBody = {
  [Name in RouteName]: Routes[Name] extends { body: z.ZodType } ? Name : never;
}[RouteName];
type Examples = { [Name in RouteWithBody]: z.input<Routes[Name]['body']> };

const certno = '990101196503150026';

export const bodyExamples: Examples = {
  ...claimWorkExamples,
  ...deskExamples,
  sendSmsCode: { phone: '14200000001' },
  signInByWechat: { code: '0a1b2c3d4e5f', privacyPolicyVersion: '2026-11-21.1' },
  signInByPhone: { phone: '14200000001', code: '135790', privacyPolicyVersion: '2026-11-21.1' },
  grantConsent: { version: '2026-11-21.1' },
  bindPerson: { name: '王安', certno },
  signInStaff: { login: 'li.na', password: 'seven green boats', code: '135790' },
  enrolStaff: { enrolment: 'a'.repeat(43), code: '135790', newPassword: 'nine red lanterns' },
  changeStaffPassword: {
    password: 'seven green boats',
    code: '135790',
    newPassword: 'nine red lanterns',
  },
  addMember: {
    organisationId: 'q3Zr0Yw1S2mXb6TnVh8kAg',
    login: 'zhao.min',
    name: '赵敏',
    phone: '14200000009',
    certno,
    roles: ['township_officer'],
  },
  changeMember: {
    organisationId: 'q3Zr0Yw1S2mXb6TnVh8kAg',
    roles: ['township_officer'],
    state: 'disabled',
  },
  sayRuralWord: { listed: 'monitored', since: '2026-03-01', words: '三类户，突发严重困难' },
  inviteVolunteer: { organisationId: 'q3Zr0Yw1S2mXb6TnVh8kAg' },
  acceptInvitation: { code: '7K2M9-QX4TD' },
  addClient: {
    name: '王安',
    certno,
    phone: '14200000001',
    way: 'sms_code',
    relation: 'volunteer',
    scope: { by: 'kinds', kinds: ['reimbursement', 'recognition'] },
    village: '510402901001',
    signer: null,
  },
  askConsentAgain: { way: 'sms_reply', phone: null },
  confirmConsentCode: { code: '135790' },
  giveMandate: { version: '2026-11-22.1' },
  takeOverClaim: { volunteer: 'reads' },
  endMandateAtWindow: { reason: 'window' },
  receiveSmsReply: { mobile: '14200000001', text: '取消', time: 1_763_776_800 },
  closeAccount: { confirm: 'close my account' },
  startClaim: { bills: ['S202603050001'] },
  setClaimBills: {
    version: 1,
    bills: [
      { setlId: 'S202603050001', injury: false },
      {
        institution: '攀枝花示例中心医院',
        on: '2026-03-09',
        kind: 'inpatient',
        total: '1240.00',
        injury: false,
      },
    ],
  },
  setPayee: { version: 2, bank: '攀枝花农商银行', account: '6230 0000 0000 0000 015' },
  correctPayee: { version: 9, bank: '攀枝花农商银行', account: '6230 0000 0000 0000 015' },
  returnPayment: { paymentId: 'q3Zr0Yw1S2mXb6TnVh8kAg', failure: 'account_closed' as const },
  makePaymentBatch: { payments: ['q3Zr0Yw1S2mXb6TnVh8kAg'] },
  setExcuse: { version: 3, paper: 'cost_list', bill: 'S202603050001', reason: 'lost', words: null },
  submitClaim: { version: 4 },
  withdrawClaim: { version: 5 },
  askCorrection: {
    version: 5,
    words: '其他材料都齐了',
    papers: [{ paper: 'invoice', bill: 'S202603050001', reason: 'unclear', words: null }],
  },
  beginUpload: {
    paper: 'invoice',
    bill: 'S202603050001',
    length: 412_345,
    sha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  },
  receiveSettlement: {
    infno: '2304',
    msgid: 'H51040200001202603051021000001',
    fixmedins_code: 'H51040200001',
    mdtrtarea_admvs: '510400',
    insuplc_admdvs: '510402',
    refl_flag: '1',
    outfil_flag: '0',
    output: {
      setlinfo: {
        mdtrt_id: 'M202603050001',
        setl_id: 'S202603050001',
        psn_no: '51040200000000000001',
        psn_name: '王安',
        psn_cert_type: '01',
        certno,
        insutype: '390',
        psn_type: '1501',
        cvlserv_flag: '0',
        setl_time: '2026-03-05 10:21:00',
        med_type: '21',
        medfee_sumamt: '20000.00',
        fulamt_ownpay_amt: '500.00',
        overlmt_selfpay: '0.00',
        preselfpay_amt: '500.00',
        inscp_scp_amt: '19000.00',
        act_pay_dedc: '500.00',
        hifp_pay: '12950.00',
        cvlserv_pay: '0.00',
        hifes_pay: '0.00',
        hifmi_pay: '0.00',
        hifob_pay: '0.00',
        maf_pay: '4235.00',
        oth_pay: '0.00',
        fund_pay_sumamt: '17185.00',
        psn_part_amt: '2815.00',
        acct_pay: '0.00',
        psn_cash_pay: '2815.00',
        acct_mulaid_pay: '0.00',
        medins_setl_id: 'H51040200001202603051020590001',
      },
      setldetail: [
        {
          fund_pay_type: '390100',
          inscp_scp_amt: '19000.00',
          crt_payb_lmt_amt: '18500.00',
          fund_payamt: '12950.00',
        },
        {
          fund_pay_type: '610100',
          inscp_scp_amt: '6050.00',
          crt_payb_lmt_amt: '6050.00',
          fund_payamt: '4235.00',
        },
      ],
    },
  },
  reportSubscriptions: { answers: [{ templateId: 'sandbox-progress-0001', answer: 'accept' }] },
  receiveSmsReceipts: [
    {
      report_status: 'SUCCESS',
      errmsg: 'DELIVRD',
      description: '用户短信送达成功',
      sid: '2640:00000000000000000001',
      ext: 'q3Zr0Yw1S2mXb6TnVh8kAg',
    },
  ],
  takeFollowUp: { version: 1 },
  giveBackFollowUp: { version: 2 },
  closeFollowUp: { version: 2, outcome: 'reached' },
};
