/** The routes of 代办. They come with this subpackage, not with the first load. */
import { ask, repeat, type Body } from '../../services/api';
import type { Client } from '../../services/behalf';

const one = (mandateId: string) => ({ params: { mandateId } });

export const proxyApi = {
  getVolunteering: () => ask<'getVolunteering'>('GET /api/v1/volunteer/membership'),
  join: (code: string) => ask<'acceptInvitation'>('POST /api/v1/volunteer/membership', {}, { code }),
  listMandates: () => ask<'listMandates'>('GET /api/v1/mandates'),
  give: (mandateId: string, version: string) =>
    ask<'giveMandate'>('PUT /api/v1/mandates/:mandateId/consent', one(mandateId), { version }),
  end: (mandateId: string) => ask<'endMandate'>('DELETE /api/v1/mandates/:mandateId', one(mandateId)),
  listClients: (after?: string) =>
    ask<'listClients'>('GET /api/v1/volunteer/clients', { query: after === undefined ? {} : { after } }),
  addClient: (body: Body<'addClient'>) => ask<'addClient'>('POST /api/v1/volunteer/clients', {}, body),
  getClient: (mandateId: string) =>
    ask<'getClient'>('GET /api/v1/volunteer/clients/:mandateId', one(mandateId)),
  askAgain: (mandateId: string, body: Body<'askConsentAgain'>) =>
    ask<'askConsentAgain'>('POST /api/v1/volunteer/clients/:mandateId/consent-asks', one(mandateId), body),
  confirmCode: (mandateId: string, code: string) =>
    ask<'confirmConsentCode'>('POST /api/v1/volunteer/clients/:mandateId/consent-code', one(mandateId), {
      code,
    }),
  sendSlip: (mandateId: string, sha256: string, bytes: ArrayBuffer) =>
    repeat<'sendSlip'>(
      'PUT /api/v1/volunteer/clients/:mandateId/slip',
      { ...one(mandateId), query: { sha256 } },
      { bytes },
    ),
  getPhone: (mandateId: string) =>
    ask<'getClientPhone'>('GET /api/v1/volunteer/clients/:mandateId/phone', one(mandateId)),
  getDaySheet: () => ask<'getDaySheet'>('GET /api/v1/volunteer/day-sheet'),
  startFor: (client: Client, kind: 'reimbursement' | 'recognition') =>
    ask<'startClaim'>('POST /api/v1/claims', { client }, { kind, bills: [] }),
};
