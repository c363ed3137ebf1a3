/** What can be wrong with a value that enters the rules. Closed: the shell maps each code to a reply. */
export type InvalidCode =
  | 'invalid_money'
  | 'money_too_large'
  | 'negative_money'
  | 'invalid_ratio'
  | 'invalid_day'
  | 'invalid_bill'
  | 'invalid_identity'
  | 'invalid_policy'
  | 'unknown_region';

/**
 * A value that may not enter the rules: malformed, absurd or out of bounds.
 * It is misuse by the caller, never a decision: decisions are `Outcome` values.
 */
export class InvalidInput extends Error {
  readonly code: InvalidCode;
  /** Name of the offending field or file, e.g. `settlements[2].total`; empty when the value has no name. */
  readonly field: string;

  constructor(code: InvalidCode, message: string, field = '') {
    super(message);
    this.name = 'InvalidInput';
    this.code = code;
    this.field = field;
  }
}
