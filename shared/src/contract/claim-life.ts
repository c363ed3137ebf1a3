/** What a case can be, where it can stand, what can be done with it and for what reasons: closed lists. */
import { z } from 'zod';

import { staffRole } from './staff.ts';

/**
 * `reimbursement` 医疗救助零星报销 · `recognition` 依申请救助（因病致贫重病患者认定） · `retroactive` 追溯救助 · `tilt` 县里定的倾斜救助 ·
 * `appeal` 复核 of a refusal.
 */
export const claimKind = z
  .enum(['reimbursement', 'recognition', 'retroactive', 'tilt', 'appeal'])
  .meta({ id: 'ClaimKind' });
export type ClaimKind = z.infer<typeof claimKind>;

/**
 * `correction_asked`: 一次性告知补正, the person is to mend what the notice lists. `accepted`: waits for the township's first
 * review. From `household_visit` to `recognition`: the steps of 因病致贫 recognition. `paying`: the bank has the order.
 */
export const claimState = z
  .enum([
    'draft',
    'submitted',
    'correction_asked',
    'accepted',
    'household_visit',
    'means_check',
    'publicity',
    'recognition',
    'county_review',
    'county_approval',
    'payment_due',
    'paying',
    'payment_failed',
    'paid',
    'closed',
    'refused',
    'withdrawn',
  ])
  .meta({ id: 'ClaimState' });
export type ClaimState = z.infer<typeof claimState>;

/**
 * What is done with a case. `set_excuse`: saying why a paper cannot be had. `set_home`: in which village the family lives.
 * `set_household`: who belongs to it. `bring_payee`: another account, named at the window; the fund's manager orders it. `return_payment`: the bank has
 * sent money back that was paid (退汇).
 */
export const claimAct = z
  .enum([
    'set_bills',
    'set_payee',
    'set_excuse',
    'set_home',
    'set_household',
    'submit',
    'withdraw',
    'accept',
    'ask_correction',
    'first_review',
    'record_visit',
    'record_means',
    'start_publicity',
    'record_objection',
    'end_publicity',
    'recognise',
    'review',
    'approve',
    'refuse',
    'return',
    'order_payment',
    'send_payment',
    'confirm_payment',
    'fail_payment',
    'return_payment',
    'correct_payee',
    'bring_payee',
    'close',
    'reopen',
    'appeal',
  ])
  .meta({ id: 'ClaimAct' });
export type ClaimAct = z.infer<typeof claimAct>;

/** Who acts: the person, the volunteer who acts for her, one of the staff, or the service itself by the law. */
export const actorRole = z
  .enum(['resident', 'volunteer', 'system', ...staffRole.options])
  .meta({ id: 'ActorRole' });
export type ActorRole = z.infer<typeof actorRole>;

/** What the history of a case says of an act that the person is shown. */
export const claimEventKind = z
  .enum([
    'started',
    'opened_by_law',
    'submitted',
    'correction_asked',
    'resubmitted',
    'withdrawn',
    'accepted',
    'first_reviewed',
    'visited',
    'means_checked',
    'publicity_started',
    'objection_recorded',
    'publicity_ended',
    'recognised',
    'reviewed',
    'approved',
    'refused',
    'returned',
    'payment_ordered',
    'payment_sent',
    'paid',
    'payment_failed',
    'payment_returned',
    'payee_corrected',
    'payee_brought',
    'closed',
    'reopened',
    'appealed',
  ])
  .meta({ id: 'ClaimEventKind' });
export type ClaimEventKind = z.infer<typeof claimEventKind>;

/** Why nothing is granted. Each has its words and a next step on the phone. */
export const refusalReason = z
  .enum([
    'not_a_recipient',
    'spending_below_line',
    'means_beyond_limit',
    'out_of_scope',
    'not_referred',
    'paid_already',
    'nothing_due',
    'papers_do_not_prove',
    'papers_not_true',
    'too_late',
    'other_region',
  ])
  .meta({ id: 'RefusalReason' });
export type RefusalReason = z.infer<typeof refusalReason>;

/** Why a case goes a step back. */
export const returnReason = z
  .enum(['figures_to_check', 'papers_to_check', 'visit_to_repeat', 'objection_to_check', 'other'])
  .meta({ id: 'ReturnReason' });
export type ReturnReason = z.infer<typeof returnReason>;

/** Why a case that was over is taken up again. */
export const reopenReason = z
  .enum(['new_facts', 'mistake', 'audit', 'appeal_upheld'])
  .meta({ id: 'ReopenReason' });
export type ReopenReason = z.infer<typeof reopenReason>;

/** Why the bank could not pay. */
export const paymentFailure = z
  .enum(['account_unknown', 'name_differs', 'account_closed', 'bank_refused', 'other'])
  .meta({ id: 'PaymentFailure' });
export type PaymentFailure = z.infer<typeof paymentFailure>;

/** Why the service or an officer closes a case that nobody decided. */
export const closeReason = z.enum(['paid_out', 'not_mended']).meta({ id: 'CloseReason' });
export type CloseReason = z.infer<typeof closeReason>;

/** Whatever reason a history can name. */
export type ReasonCode = RefusalReason | ReturnReason | ReopenReason | PaymentFailure | CloseReason;
