import type { PaymentBatch } from '@yijiutong/rules/contract';

import type { Tone } from '../../text/claim';

/** Where a batch stands: whether the bank still owes an answer, and whether all was paid. */
export function batchStanding({ open, failed, count }: PaymentBatch): { words: string; tone: Tone } {
  if (open.count === count) return { words: '等银行结果', tone: 'warm' };
  if (open.count > 0) return { words: `还有 ${open.count} 笔没结果`, tone: 'warm' };
  return failed.count > 0
    ? { words: `${failed.count} 笔没付成`, tone: 'red' }
    : { words: '都付成了', tone: 'green' };
}
