/** What each kind of case goes through in a region: how long each step may take, the days of publicity, its own papers. */

export const CASE_KINDS = ['reimbursement', 'recognition', 'retroactive', 'tilt', 'appeal'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** Steps on which somebody's clock runs. The names are the states of a case. */
export const CASE_STEPS = [
  'submitted',
  'accepted',
  'household_visit',
  'means_check',
  'publicity',
  'recognition',
  'county_review',
  'county_approval',
  'payment_due',
] as const;
export type CaseStep = (typeof CASE_STEPS)[number];

/** A period that somebody laid down, and whether this region did: `provisional` is not to be promised. */
export type Period = { readonly days: number; readonly provisional: boolean };

export type CaseProcedure = {
  /** statutory Chinese, e.g. 医疗救助零星报销 */
  readonly title: string;
  /** working days from complete papers to the decision, publicity and waiting for the person not counted */
  readonly workingDays: Period;
  /** the steps in their order, with the working days that each may take */
  readonly steps: ReadonlyMap<CaseStep, { readonly title: string; readonly workingDays: number }>;
  /** papers of the person herself that only this kind needs, by their codes in `config/papers` */
  readonly papers: readonly string[];
  /** what she does next, in simple words, when it was refused */
  readonly next: string;
};

/** What a region lays down on a day. Made by `compileProcedures`, so every kind is there. */
export type Procedures = {
  readonly kinds: Readonly<Record<CaseKind, CaseProcedure>>;
  /** natural days for which a recognition is made public (公示) */
  readonly publicity: Period;
  /** natural days after a refusal within which 复核 can be asked for */
  readonly appeal: Period;
  /** natural days that a person has to mend what a notice lists */
  readonly mending: Period;
};
