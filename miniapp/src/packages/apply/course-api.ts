/** The routes of a claim's road. They come with this subpackage, not with the first load. */
import { ask, type Body } from '../../services/api';

const of = (claimId: string) => ({ params: { claimId } });

export const courseApi = {
  start: (kind: NonNullable<Body<'startClaim'>['kind']>) =>
    ask<'startClaim'>('POST /api/v1/claims', {}, { kind, bills: [] }),
  setHome: (claimId: string, version: number, village: string) =>
    ask<'setHome'>('PUT /api/v1/claims/:claimId/home', of(claimId), { version, village }),
  setHousehold: (claimId: string, body: Body<'setHousehold'>) =>
    ask<'setHousehold'>('PUT /api/v1/claims/:claimId/household', of(claimId), body),
  appeal: (claimId: string, body: Body<'appealClaim'>) =>
    ask<'appealClaim'>('POST /api/v1/claims/:claimId/appeal', of(claimId), body),
  correctPayee: (claimId: string, body: Body<'correctPayee'>) =>
    ask<'correctPayee'>('PUT /api/v1/claims/:claimId/payee-correction', of(claimId), body),
};
