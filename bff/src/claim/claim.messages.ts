// Which steps of a claim the person is told of, and in which words: event → template of config/notice/messages.yaml.
import type { ClaimEventKind, MessageTemplate, ReasonCode } from '@yijiutong/rules/contract';
import { addDays, fen, formatYuan } from '@yijiutong/rules/kernel';

import type { Deps } from '../deps.ts';
import { queueMessage } from '../message/message.service.ts';
import type { Database } from '../storage/tables.ts';
import { listCorrectionPapers } from './claim-paper.store.ts';
import type { EventKind } from './claim.lifecycle.ts';
import type { ClaimRow } from './claim.store.ts';

type Ports = Pick<Deps, 'crypto' | 'clock' | 'messages' | 'claimData'>;
type Params = Record<string, string>;

interface Telling {
  /** Default: whyever it was done. */
  forReason?: ReasonCode;
  template: MessageTemplate | ((claim: ClaimRow) => MessageTemplate);
  params: (
    claim: ClaimRow,
    facts: { reason: string | null; papers: number; mendBy: string; days: string },
  ) => Params;
}

const number = ({ number: known }: ClaimRow): string => known ?? '';
/** Null: a period that was borrowed from elsewhere is not promised, nor a day of a year whose holidays nobody has named. */
export const promisedDay = (claim: ClaimRow): string | null =>
  claim.working_days_provisional === 1 || claim.due_provisional === 1 ? null : claim.due_on;
const money = (amount: number | null): string => formatYuan(fen(amount ?? 0));

/** What is not here is seen on the claim's page: nobody is written to about every step. */
const tellings: Partial<Record<ClaimEventKind, Telling>> = {
  submitted: {
    template: (claim) => (promisedDay(claim) === null ? 'claim_received' : 'claim_submitted'),
    params: (claim) => {
      const day = promisedDay(claim);
      return { number: number(claim), ...(day === null ? {} : { day }) };
    },
  },
  correction_asked: {
    template: 'correction_asked',
    params: (claim, { papers, mendBy }) => ({ number: number(claim), count: String(papers), day: mendBy }),
  },
  accepted: { template: 'claim_accepted', params: (claim) => ({ number: number(claim) }) },
  publicity_started: {
    template: 'publicity_started',
    params: (claim, { days }) => ({ number: number(claim), days }),
  },
  recognised: { template: 'recognition_made', params: (claim) => ({ day: claim.recognised_on ?? '' }) },
  approved: {
    template: 'claim_approved',
    params: (claim) => ({ number: number(claim), amount: money(claim.approved_amount) }),
  },
  refused: {
    template: 'claim_refused',
    params: (claim, { reason }) => ({
      number: number(claim),
      reason: refusalWords[reason ?? ''] ?? '见申请页',
    }),
  },
  // Of a case that was taken up again: what it has brought in all.
  paid: {
    template: 'payment_sent',
    params: (claim) => ({ number: number(claim), amount: money(claim.paid_amount) }),
  },
  payment_failed: { template: 'payment_failed', params: (claim) => ({ number: number(claim) }) },
  // It arrived and came back: she has the same to do.
  payment_returned: { template: 'payment_failed', params: (claim) => ({ number: number(claim) }) },
  withdrawn: { template: 'claim_withdrawn', params: (claim) => ({ number: number(claim) }) },
  // What was paid and is over says so itself.
  closed: {
    forReason: 'not_mended',
    template: 'claim_put_aside',
    params: (claim) => ({ number: number(claim) }),
  },
  reopened: { template: 'claim_reopened', params: (claim) => ({ number: number(claim) }) },
};

/** Short: a subscribe message takes few characters. */
const refusalWords: Readonly<Record<string, string>> = {
  not_a_recipient: '还不是救助对象',
  spending_below_line: '花的钱没到标准',
  means_beyond_limit: '家里收入超过标准',
  out_of_scope: '不在救助范围里',
  not_referred: '没有按规定转诊',
  paid_already: '已经救助过了',
  nothing_due: '算下来没有可给的',
  papers_do_not_prove: '材料证明不了',
  papers_not_true: '材料不真实',
  too_late: '过了申请时间',
  other_region: '要到别的地方办',
};

/** In the transaction of the change. A draft that was thrown away has no number, and nobody is told. */
export async function tellOfChange(
  deps: Ports,
  trx: Database,
  claim: ClaimRow,
  event: EventKind,
  reason: string | null,
): Promise<void> {
  const telling = (tellings as Partial<Record<EventKind, Telling>>)[event];
  if (telling === undefined || claim.number === null) return;
  if (telling.forReason !== undefined && telling.forReason !== reason) return;
  const today = deps.clock.today();
  const { publicity, mending } = deps.claimData.proceduresOf(claim.region, today);
  const named = event === 'correction_asked' ? await listCorrectionPapers(trx, [claim.claim_id]) : [];
  await queueMessage(trx, deps, {
    personId: claim.person_id,
    template: typeof telling.template === 'string' ? telling.template : telling.template(claim),
    params: telling.params(claim, {
      reason,
      papers: named.filter(({ submission }) => submission === claim.submissions).length,
      mendBy: addDays(today, mending.days),
      days: String(publicity.days),
    }),
    claimId: claim.claim_id,
    key: `claim:${claim.claim_id}:${claim.version}`,
  });
}
