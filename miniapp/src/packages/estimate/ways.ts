/** How the ends of a range come about: what stands on the page, and what is taken along. */
import type { ExplanationStep } from '@yijiutong/rules/contract';
import type { Answers, End, Estimated } from '@yijiutong/rules/estimate';
import type { Step } from '@yijiutong/rules/kernel';

import { tellAssumed } from './assumed';
import { isExact } from './result-words';
import { tellWhyNothing, type Reckon } from './why-nothing';

/** What the page has told already, and the parts of a bill that a family was not asked about. */
const TOLD = ['bill.total', 'bill.basicPaid', 'bill.criticalIllnessPaid', 'bill.outOfScope', 'bill.base'];
/** A year in one bill has nothing before it: what its one visit is given, is told by the steps below. */
const OF_VISIT = ['assistance', 'tilt', 'outpatient'];
const BEFORE_IT = /\.(earlier|left)$/;

function stepsOf({ explanation }: End): ExplanationStep[] {
  const shown = ({ inputs, steps, ...step }: Step): ExplanationStep => ({
    ...step,
    inputs: [...inputs],
    steps: steps.filter(({ step: id }) => !TOLD.includes(id) && !BEFORE_IT.test(id)).map(shown),
  });
  if (explanation === null) return [];
  return shown(explanation).steps.flatMap((step) =>
    OF_VISIT.includes(step.step) && step.steps.length > 0 ? step.steps : [step],
  );
}

/** One end, told: what it takes for granted, and its steps; without steps the lead says all. */
export type Way = { id: string; title: string; lead: string | null; steps: readonly ExplanationStep[] };

/** Both ends, the most first; one where they are the same. */
export function listWays(of: Estimated, answers: Answers, reckon: Reckon): Way[] {
  const { least, most, total, widenings } = of;
  const open = widenings.map(({ question }) => question);
  const way = (id: string, title: string, end: End | null, lead: string | null): Way[] => {
    const steps = end === null ? [] : stepsOf(end);
    return steps.length === 0 ? [] : [{ id, title, lead, steps }];
  };
  const leadOf = (end: End | null) => (end === null ? null : tellAssumed(open, end));
  if (isExact(total)) return way('most', '这笔钱是怎么算的', most, null);
  const nothing = '最少的那个数，为什么是 0';
  return [
    ...way('most', '最多的那个数，是怎么算的', most, leadOf(most)),
    ...(total.low === 0
      ? [{ id: 'least', title: nothing, lead: tellWhyNothing(of, answers, reckon), steps: [] }]
      : way('least', '最少的那个数，是怎么算的', least, leadOf(least))),
  ];
}
