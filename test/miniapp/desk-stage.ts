// Somebody of the staff who is signed in on the phone that the tests hold, and what the desk shows her.
import type { Payment, PaymentBatch, StaffRole, StaffSessionReply } from '@yijiutong/rules/contract';

import { staffSession } from '../../miniapp/src/packages/staff/staff-session';
import { phone } from './taro-api';

/** An identifier of ours: 22 characters. */
export const idOf = (letter: string): string => letter.repeat(22);

export const organisation: StaffSessionReply['organisation'] = {
  organisationId: idOf('o'),
  name: '东区医疗保障局',
  level: 'county',
  kind: 'medical_security',
  code: '510402',
};

export function signInAtDesk(role: StaffRole, change: Partial<StaffSessionReply> = {}): void {
  phone.reset();
  staffSession.begin('s'.repeat(43));
  staffSession.know({
    staffId: idOf('s'),
    login: 'pi.wang',
    name: '王白露',
    roles: [role],
    organisation,
    expiresAt: '2026-11-22T12:00:00.000Z',
    endsAt: '2026-11-23T00:00:00.000Z',
    ...change,
  });
}

/** The places of her county. */
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
            { code: '510402901002', name: '柳湾社区' },
          ],
        },
      ],
    },
  ],
  illustrative: true,
};

export const payment = (change: Partial<Payment> = {}): Payment => ({
  paymentId: idOf('p'),
  claimId: idOf('c'),
  claimNumber: '20261120000000001',
  attempt: 1,
  state: 'due',
  amount: '1240.00',
  holder: '欧*娜',
  account: '**** **** **** 0015',
  bank: '攀枝花农商银行',
  orderedAt: '2026-11-20T03:00:00.000Z',
  settledAt: null,
  failure: null,
  obstacle: null,
  latest: true,
  ...change,
});

const none = { count: 0, total: '0.00' };
export const batch = (change: Partial<PaymentBatch> = {}): PaymentBatch => ({
  batchId: idOf('b'),
  madeAt: '2026-11-22T01:00:00.000Z',
  madeOn: '2026-11-22',
  count: 2,
  total: '2480.00',
  paid: none,
  failed: none,
  open: { count: 2, total: '2480.00' },
  fileHash: '0'.repeat(64),
  ...change,
});
