// What a claim can bring, with the way there: bill by bill, should be given − was given = can still be claimed. Pure.
import { sumClaimable } from '@yijiutong/rules/claim';
import type { ClaimEstimate, ClaimReply } from '@yijiutong/rules/contract';
import { fen, formatYuan, type Fen, type Step } from '@yijiutong/rules/kernel';

import { grantedOf, yuan } from '../benefit-year/year.figures.ts';
import { presentStep } from '../bill/bill.present.ts';
import { presentInstant } from '../storage/instant.ts';
import { claimableOf, dayOf, illustrativeOf, type BillOfClaim } from './claim.bills.ts';

type ExplanationStep = ClaimEstimate['explanation'][number];

/** Without the words of the clauses: they are quoted when it is shown. */
export type KeptEstimate = Omit<ClaimEstimate, 'clauses'>;

export interface Explained {
  bill: BillOfClaim;
  institution: string | null;
  /** Of the decision that stands. */
  explanation: Step | null;
  decidedAt: string | null;
}

export function sumBills(bills: readonly BillOfClaim[]): { claimable: Fen | null; unknownBills: number } {
  return sumClaimable(bills.map(claimableOf));
}

/**
 * @param retroactive what a recognition brings for the time before it
 * @param since when the claim was begun: how old an estimate is that rests on no decision
 */
export function estimateClaim(bills: readonly Explained[], retroactive: Fen, since: string): KeptEstimate {
  const { claimable: ofBills, unknownBills } = sumBills(bills.map(({ bill }) => bill));
  const claimable = ofBills === null ? null : fen(ofBills + retroactive);
  const moments = bills.map(({ decidedAt }) => decidedAt).filter((moment) => moment !== null);
  return {
    claimable: claimable === null ? null : formatYuan(claimable),
    unknownBills,
    explanation: claimable === null ? [] : [explainTotal(bills, retroactive, claimable)],
    illustrative: [...new Set(bills.flatMap(({ bill }) => illustrativeOf(bill)))],
    asOf: presentInstant(moments.sort().at(-1) ?? since),
  };
}

function explainTotal(bills: readonly Explained[], retroactive: Fen, total: Fen): ExplanationStep {
  const steps = [...bills.flatMap(explainBill), ...explainRetroactive(retroactive)];
  return {
    step: 'claim.total',
    label: '一共还能领',
    clause: null,
    inputs: [],
    operation: steps.length < 2 ? '' : steps.map(({ result }) => result).join(' + '),
    result: formatYuan(total),
    steps,
  };
}

function explainRetroactive(retroactive: Fen): ExplanationStep[] {
  if (retroactive === 0) return [];
  const result = formatYuan(retroactive);
  const step = { step: 'claim.retroactive', label: '认定以前的费用' } as const;
  return [{ ...step, clause: null, inputs: [], operation: '', result, steps: [] }];
}

/** Nothing for a bill that nobody can reckon. What was granted above the rules is not taken back, and counts as 0. */
function explainBill({ bill, institution, explanation }: Explained): ExplanationStep[] {
  const claimable = claimableOf(bill);
  const { settlement } = bill;
  if (claimable === null || settlement === null) return [];
  const should = yuan(settlement.state === 'granted' ? (settlement.calculated ?? 0) : 0);
  const was = yuan(grantedOf(settlement));
  return [
    {
      step: 'claim.bill',
      label: [dayOf(bill), institution].filter((part) => part !== null).join(' '),
      clause: null,
      inputs: [
        { label: '该给', value: should },
        { label: '已给', value: was },
      ],
      operation: claimable > 0 ? `${should} − ${was}` : '',
      result: yuan(claimable),
      steps: settlement.state === 'granted' && explanation !== null ? [presentStep(explanation)] : [],
    },
  ];
}

/** Every clause that an explanation cites, in the order in which it does. */
export function listCited(
  steps: ClaimReply['estimate']['explanation'],
): { document: string; article: string }[] {
  return steps.flatMap((step) => [...(step.clause === null ? [] : [step.clause]), ...listCited(step.steps)]);
}
