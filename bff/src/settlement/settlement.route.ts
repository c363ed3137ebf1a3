import type { Deps } from '../deps.ts';
import type { Feature } from '../middleware/context.ts';
import { receiveReversal, receiveSettlement } from './settlement.service.ts';

export function settlementFeature(deps: Deps): Feature {
  return {
    handlers: {
      receiveSettlement: ({ body }) =>
        'output' in body ? receiveSettlement(deps, body) : receiveReversal(deps, body),
    },
  };
}
