/** What the three layers gave a person: her status, her years, her bills, and the settlements behind them. */
import { z } from 'zod';

import { billReply, billsQuery, billsReply } from './bill.ts';
import { recordConsents, type Route } from './route.ts';
import { intakeReply, intakeRequest } from './settlement.ts';
import { statusReply, yearReply } from './status.ts';
import { benefitYear, setlId } from './values.ts';

const bill = z.strictObject({ setlId });

export const recordRoutes = {
  getStatus: {
    method: 'GET',
    path: '/api/v1/status',
    summary: 'Who the person is to the three layers, and her present year',
    feature: 'status',
    audience: 'person',
    consents: recordConsents,
    owned: null,
    reply: statusReply,
    status: 200,
  },
  getBenefitYear: {
    method: 'GET',
    path: '/api/v1/benefit-years/:year',
    summary: 'One benefit year of the person',
    feature: 'benefit-year',
    audience: 'person',
    consents: recordConsents,
    owned: null,
    params: z.strictObject({ year: benefitYear }),
    reply: yearReply,
    status: 200,
  },
  listBills: {
    method: 'GET',
    path: '/api/v1/bills',
    summary: 'The bills of a year, newest first',
    feature: 'bill',
    audience: 'person',
    consents: recordConsents,
    owned: null,
    query: billsQuery,
    reply: billsReply,
    status: 200,
  },
  getBill: {
    method: 'GET',
    path: '/api/v1/bills/:setlId',
    summary: 'One bill, explained down to the clause',
    feature: 'bill',
    audience: 'person',
    consents: recordConsents,
    owned: 'bill',
    params: bill,
    reply: billReply,
    status: 200,
  },
  refreshBill: {
    method: 'POST',
    path: '/api/v1/bills/:setlId/refresh',
    summary: 'Read the bill again from the national platform (5203)',
    feature: 'bill',
    audience: 'person',
    consents: recordConsents,
    owned: 'bill',
    params: bill,
    reply: billReply,
    status: 200,
  },
  receiveSettlement: {
    method: 'POST',
    path: '/api/v1/settlements',
    summary: 'Receive a settlement (2304, 2207) or its reversal (2305, 2208)',
    feature: 'settlement',
    audience: 'sender',
    consents: [],
    owned: null,
    body: intakeRequest,
    reply: intakeReply,
    status: 200,
  },
} as const satisfies Record<string, Route>;
