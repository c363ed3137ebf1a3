import type { Clause } from './clause.ts';
import type { StepId } from './step-id.ts';

/** One named figure of a step, as text: money in yuan (`"1240.00"`), ratios in percent (`"65%"`). */
export type StepInput = { readonly label: string; readonly value: string };

/** One line of a calculation and the lines under it. The same shape in rule, decision, API and screen. */
export type Step = {
  /** stable id, e.g. `assistance.deductible`; never shown */
  readonly step: StepId;
  /** the statutory Chinese name, e.g. 起付标准 */
  readonly label: string;
  readonly clause: Clause;
  readonly inputs: readonly StepInput[];
  /** the calculation in figures, e.g. `(24000.00 − 4000.00) × 50%`; empty for a plain fact */
  readonly operation: string;
  /** as text: an amount in yuan, a percentage or a word */
  readonly result: string;
  readonly steps: readonly Step[];
};

type Line = Omit<Step, 'steps' | 'inputs' | 'operation'> & {
  readonly inputs?: readonly StepInput[];
  readonly operation?: string;
};

/** A finished line, with the lines collected by `under` beneath it: as a root, or for a trace. */
export function toStep(line: Line, under?: Trace): Step {
  return {
    step: line.step,
    label: line.label,
    clause: line.clause,
    inputs: line.inputs ?? [],
    operation: line.operation ?? '',
    result: line.result,
    steps: under?.steps ?? [],
  };
}

/**
 * Collects the steps of one calculation. Rules take `Trace | null` and write `trace?.add({…})`: with `null` the
 * argument is never evaluated, so an explanation that nobody asked for costs nothing.
 */
export class Trace {
  private readonly lines: Step[] = [];

  /** Adds a finished line, with the lines collected by `under` (if any) beneath it. */
  add(line: Line, under?: Trace): void {
    this.lines.push(toStep(line, under));
  }

  /** Takes in a line that is finished already: another rule's explanation. */
  adopt(step: Step): void {
    this.lines.push(step);
  }

  get steps(): readonly Step[] {
    return this.lines;
  }
}
