/**
 * Questions about the fund's own work and about personal accounts in use.
 *
 * `fund_alert`: `on`, `input.unit` city/county, `accumulatedSurplus` (may be negative), `monthlyExpenditure` (the average month).
 *   Expect `alert`, `payableMonths` (two decimals, cut; null: nothing is spent), `mayProposeChanges`.
 * `fund_deadlines`: `on`, `input.until` (default: `on`). Expect `deadlines[] {task, on}`: what is due on these days, in order.
 * `cost_control`: `on`, `input.total`, `outOfScope`. Expect `within`, `share` (percent, cut to two decimals; null: no cost).
 * `account_use`: `on`, `input.expense` (in_scope_self_pay, medical_self_pay, drugs_and_devices, resident_premium, public_health,
 *   fitness, wellness), `at` (medical_institution, pharmacy, null), `for` (self, spouse, parent, child). Expect `allowed`, `reason`.
 * `account_closing`: `on`, `input.event` (emigration, death, transfer), `balance`, `applied`. Expect `to`, `amount`.
 */
import {
  Trace,
  formatPercent,
  formatYuan,
  parseDay,
  parseSignedYuan,
  parseYuan,
} from '@yijiutong/rules/kernel';
import type { Law } from '@yijiutong/rules/policy';
import { ACCOUNT_EXPENSES, ACCOUNT_PLACES, ACCOUNT_RELATIONS } from '@yijiutong/rules/policy';
import {
  decideAccountClosing,
  decideAccountUse,
  decideCostShare,
  decideFundAlert,
  listFundDeadlines,
} from '@yijiutong/rules/rules';
import { z } from 'zod';

import { benefitsOf } from './answer-fund.ts';
import type { Answer } from './outcome.ts';
import { plain, reasonOf } from './outcome.ts';
import { getDay, getRegion, parseWith } from './worked-case.ts';
import type { WorkedCase } from './worked-case.ts';

const alertInput = z.looseObject({
  unit: z.enum(['city', 'county']),
  accumulatedSurplus: z.string(),
  monthlyExpenditure: z.string(),
});

export function answerFundAlert(law: Law, asked: WorkedCase, explain: boolean): Answer {
  const input = parseWith(alertInput, asked.input ?? {}, 'input');
  const terms = benefitsOf(law, asked, getDay(asked)).fundAlert;
  const none = { alert: null, payableMonths: null, mayProposeChanges: null };
  if (terms === null) return plain({ ...none, refused: 'not_in_force' });
  const trace = new Trace();
  const { alert, hundredthMonths, mayProposeChanges } = decideFundAlert(
    terms,
    input.unit,
    parseSignedYuan(input.accumulatedSurplus, 'input.accumulatedSurplus'),
    parseYuan(input.monthlyExpenditure, 'input.monthlyExpenditure'),
    explain ? trace : null,
  );
  const payableMonths = hundredthMonths === null ? null : writeHundredths(hundredthMonths);
  return { answer: { alert, payableMonths, mayProposeChanges }, explanations: trace.steps };
}

function writeHundredths(count: number): string {
  const rest = count % 100;
  return `${(count - rest) / 100}.${String(rest).padStart(2, '0')}`;
}

export function answerFundDeadlines(law: Law, asked: WorkedCase): Answer {
  const { until } = parseWith(z.looseObject({ until: z.string().optional() }), asked.input ?? {}, 'input');
  const from = getDay(asked);
  const to = until === undefined ? from : parseDay(until, 'input.until');
  const tasks = benefitsOf(law, asked, from).fundTasks;
  if (tasks.length === 0) return plain({ deadlines: null, refused: 'not_in_force' });
  const deadlines = listFundDeadlines(tasks, from, to).map(({ task, on }) => ({ task, on }));
  return plain({ deadlines });
}

export function answerCostControl(law: Law, asked: WorkedCase): Answer {
  const schema = z.looseObject({ total: z.string(), outOfScope: z.string() });
  const input = parseWith(schema, asked.input ?? {}, 'input');
  const terms = benefitsOf(law, asked, getDay(asked)).costControl;
  if (terms === null) return plain({ within: null, share: null, refused: 'not_in_force' });
  const total = parseYuan(input.total, 'input.total');
  const { within, share } = decideCostShare(terms, total, parseYuan(input.outOfScope, 'input.outOfScope'));
  return plain({ within, share: share === null ? null : formatPercent(share) });
}

const useInput = z.looseObject({
  expense: z.enum(ACCOUNT_EXPENSES),
  at: z.enum(ACCOUNT_PLACES).nullable().optional(),
  for: z.enum(ACCOUNT_RELATIONS),
});

export function answerAccountUse(law: Law, asked: WorkedCase): Answer {
  const input = parseWith(useInput, asked.input ?? {}, 'input');
  const terms = benefitsOf(law, asked, getDay(asked)).accountUses;
  if (terms === null) return plain({ allowed: null, reason: null, refused: 'not_in_force' });
  const { allowed, reason } = decideAccountUse(terms, {
    expense: input.expense,
    at: input.at ?? null,
    for: input.for,
  });
  return plain({ allowed, reason });
}

const closingInput = z.looseObject({
  event: z.enum(['emigration', 'death', 'transfer']),
  balance: z.string(),
  applied: z.boolean().nullable().optional(),
});

export function answerAccountClosing(law: Law, asked: WorkedCase): Answer {
  const input = parseWith(closingInput, asked.input ?? {}, 'input');
  const day = getDay(asked);
  const terms = benefitsOf(law, asked, day).accountClosing;
  const none = { to: null, amount: null };
  if (terms === null) return plain({ ...none, refused: 'not_in_force' });
  const where = { region: getRegion(law, asked.region), day };
  const outcome = decideAccountClosing(terms, where, {
    event: input.event,
    balance: parseYuan(input.balance, 'input.balance'),
    applied: input.applied ?? null,
  });
  if (outcome.status === 'refused') return plain({ to: null, amount: '0.00', ...reasonOf(outcome) });
  if (outcome.status === 'incomplete') return plain({ ...none, ...reasonOf(outcome) });
  return plain({ to: outcome.value.to, amount: formatYuan(outcome.value.amount) });
}
