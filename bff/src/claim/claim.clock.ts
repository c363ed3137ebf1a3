// The clock of the promised days: it runs while the office works, and stops while somebody else is to act. Pure.
import { CASE_STEPS, type CaseStep } from '@yijiutong/rules/claim';
import type { ClaimState } from '@yijiutong/rules/contract';
import { countWorkingDays, dueDay, type Day } from '@yijiutong/rules/kernel';

import type { Deps } from '../deps.ts';
import { clockOf } from './claim.lifecycle.ts';
import type { ClaimRow } from './claim.store.ts';

type Ports = Pick<Deps, 'clock' | 'claimData'>;
type ClockColumns = Partial<Pick<ClaimRow, 'due_on' | 'due_provisional' | 'days_left' | 'step_due_on'>>;

/** What becomes of the days when a claim goes from its state to another. */
export function clockColumns(ports: Ports, claim: ClaimRow, to: ClaimState): ClockColumns {
  if (to === claim.state) return {};
  const step = { step_due_on: stepDueOn(ports, claim, to) };
  switch (clockOf(to)) {
    case 'runs':
      return { ...step, ...resume(ports, claim) };
    case 'waits':
      return { ...step, ...stop(ports, claim) };
    case 'none':
    case 'over':
      return { due_on: null, due_provisional: 0, days_left: null, step_due_on: null };
  }
}

function stepDueOn({ clock, claimData }: Ports, { region, kind }: ClaimRow, to: ClaimState): string | null {
  const today = clock.today();
  const step = isStep(to) ? claimData.proceduresOf(region, today).kinds[kind].steps.get(to) : undefined;
  return step === undefined ? null : dueDay(claimData.calendar, today, step.workingDays).on;
}

function isStep(state: ClaimState): state is ClaimState & CaseStep {
  return (CASE_STEPS as readonly string[]).includes(state);
}

function stop({ clock, claimData }: Ports, claim: ClaimRow): ClockColumns {
  if (clockOf(claim.state) !== 'runs' || claim.due_on === null) return {};
  const left = countWorkingDays(claimData.calendar, clock.today(), claim.due_on as Day);
  return { days_left: left, due_on: null, due_provisional: 0 };
}

/** With the days that were left, one at least; a claim that is opened or taken up again has its whole period. */
function resume({ clock, claimData }: Ports, claim: ClaimRow): ClockColumns {
  if (clockOf(claim.state) === 'runs') return {};
  const days = Math.max(claim.days_left ?? claim.working_days ?? 1, 1);
  const { on, provisional } = dueDay(claimData.calendar, clock.today(), days);
  return { days_left: null, due_on: on, due_provisional: provisional ? 1 : 0 };
}

/** The whole period of a kind, from the day after its papers are complete. */
export function wholePeriod(
  { clock, claimData }: Ports,
  { region, kind }: Pick<ClaimRow, 'region' | 'kind'>,
) {
  const today = clock.today();
  const { workingDays } = claimData.proceduresOf(region, today).kinds[kind];
  const { on, provisional } = dueDay(claimData.calendar, today, workingDays.days);
  return {
    working_days: workingDays.days,
    working_days_provisional: workingDays.provisional ? (1 as const) : (0 as const),
    due_on: on,
    due_provisional: provisional ? (1 as const) : (0 as const),
    days_left: null,
  };
}
