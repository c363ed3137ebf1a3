import type { Fen } from '../kernel/index.ts';
import type { BillKind, Insurance } from '../policy/compiled.ts';

/** What a family says about its year. Null is 不清楚: nothing stands in for it, the range becomes wider. Amounts in fen. */
export type Answers = {
  /** categories of the region's document; empty: 都不是 */
  readonly categories: readonly string[] | null;
  /** every care of the year was after the family had been recognised; asked only where `asksRecognition` */
  readonly recognised: boolean | null;
  readonly insurance: Insurance | null;
  readonly kind: BillKind | null;
  /** 总费用 of this illness */
  readonly total: Fen | null;
  /** what basic insurance and 大病保险 paid of it */
  readonly insurancePaid: Fen | null;
  /** what was left to the family before assistance; used where the two above do not give it */
  readonly selfPaid: Fen | null;
  /** the part of it outside the insurance's scope */
  readonly outOfScope: Fen | null;
  readonly designated: boolean | null;
  readonly referred: boolean | null;
  readonly inProvince: boolean | null;
  /** what was left to the family of earlier care of this kind in the year; 0 when there was none */
  readonly earlierSelfPaid: Fen | null;
  readonly earlierOutOfScope: Fen | null;
  /** assistance of the year already received */
  readonly aidReceived: Fen | null;
};

/** The answers that may be unknown. `selfPaid` stands for the three amounts that it follows from. */
export type Question =
  | 'who'
  | 'recognised'
  | 'insurance'
  | 'kind'
  | 'designated'
  | 'referred'
  | 'inProvince'
  | 'selfPaid'
  | 'outOfScope'
  | 'earlierSelfPaid'
  | 'earlierOutOfScope'
  | 'aidReceived';

/** One way in which things may really be: every answer given. */
export type Facts = {
  readonly categories: readonly string[];
  /** false: all of it was before the family was recognised, in a document that leaves such care out (YC-A12) */
  readonly recognised: boolean;
  readonly insurance: Insurance;
  readonly kind: BillKind;
  readonly designated: boolean;
  readonly referred: boolean;
  readonly inProvince: boolean;
  readonly selfPaid: Fen;
  /** at most `selfPaid` */
  readonly outOfScope: Fen;
  readonly earlierSelfPaid: Fen;
  /** at most `earlierSelfPaid` */
  readonly earlierOutOfScope: Fen;
};
