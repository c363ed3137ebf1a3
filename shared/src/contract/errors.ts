/** The closed list of error codes. A code is stable: the phone looks its words up in `miniapp/src/text`. */
import { z } from 'zod';

export const errorCodes = [
  // The request itself
  'malformed_json',
  'unsupported_media_type',
  'payload_too_large',
  'invalid_request',
  'not_found',
  'method_not_allowed',
  'rate_limited',
  // Writes
  'idempotency_key_required',
  'idempotency_key_conflict',
  'idempotency_in_progress',
  // Who is asking
  'session_required',
  'session_expired',
  'forbidden',
  'consent_required',
  'binding_required',
  'signature_invalid',
  // Signing in and binding
  'wechat_code_invalid',
  'sms_code_invalid',
  'sms_code_expired',
  'sms_not_sent',
  'consent_text_outdated',
  'real_name_mismatch',
  'already_bound',
  'person_already_bound',
  'person_not_insured',
  // Staff and volunteers
  'staff_sign_in_refused',
  'staff_locked',
  'staff_enrolment_expired',
  'password_too_weak',
  'login_taken',
  'roles_not_together',
  'role_out_of_place',
  'own_membership',
  'certno_required',
  'certno_missing',
  'invitation_invalid',
  'already_volunteer',
  // Acting for somebody else
  'mandate_invalid',
  'mandate_ended',
  'mandate_for_herself',
  'client_known',
  'claim_unknown',
  'phone_not_hers',
  'sms_quiet_hours',
  'sms_ceiling',
  'guardian_needed',
  'consent_code_invalid',
  'consent_code_expired',
  'call_back_open',
  // Settlements
  'settlement_does_not_add_up',
  'settlement_conflict',
  'settlement_unknown',
  'region_unknown',
  'bill_kind_unknown',
  // Claims
  'claim_not_open',
  'claim_changed',
  'claim_incomplete',
  'bill_not_claimable',
  'paper_not_asked',
  'correction_not_possible',
  'act_not_possible',
  'same_hands',
  'draft_open',
  'appeal_too_late',
  'appeal_there',
  'appeal_not_needed',
  'appeal_not_possible',
  'home_missing',
  'payee_missing',
  'publicity_running',
  'amount_not_settled',
  'duplicate_open',
  'not_eligible',
  'village_unknown',
  'clause_unknown',
  // The officers' desk
  'claim_taken',
  'open_first',
  'colleague_unfit',
  'away_already',
  'not_away',
  // Calls and visits
  'follow_up_taken',
  'follow_up_changed',
  // Payments
  'payment_not_possible',
  'bank_file_wrong',
  'own_family',
  // Papers
  'upload_offset_mismatch',
  'upload_hash_mismatch',
  'paper_too_large',
  'paper_too_many_pages',
  'paper_full',
  'paper_type_unsupported',
  'paper_unreadable',
  'paper_not_safe',
  'paper_locked',
  'papers_busy',
  'link_expired',
  // Systems we do not own, and our own
  'upstream_unavailable',
  'upstream_invalid_reply',
  'storage_unavailable',
  'shutting_down',
  'internal_error',
] as const;

const errorCode = z.enum(errorCodes).meta({ id: 'ErrorCode' });
export type ErrorCode = z.infer<typeof errorCode>;

/** The one shape of a failure. `message` is for developers; people read the words the phone keeps for `code`. */
export const errorReply = z
  .object({
    error: z.object({
      code: errorCode,
      message: z.string(),
      requestId: z.string(),
      data: z.record(z.string(), z.unknown()).optional(),
    }),
  })
  .meta({ id: 'ErrorReply' });
export type ErrorReply = z.infer<typeof errorReply>;
