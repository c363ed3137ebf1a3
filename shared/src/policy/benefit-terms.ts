/**
 * The benefits that stand apart from a bill, as a rule reads them: every figure an integer, or the reason why there is none.
 */
import type { Clause, Day, Fen, Figure, Missing, Ratio } from '../kernel/index.ts';
import type {
  Bracket,
  ClausesByClass,
  CoveredKind,
  Gate,
  Insurance,
  Payer,
  StatisticUse,
  TiltNeed,
} from './compiled.ts';
import type {
  AccountClosingTerms,
  AccountTerms,
  AccountUseTerms,
  CostControlTerms,
  FundAlertTerms,
  FundTask,
  GapTerms,
  PoolTerms,
} from './fund-terms.ts';

/** 资助参保. */
export type PremiumTerms = {
  readonly premium: Figure<Fen>;
  /** the statistics behind the amounts */
  readonly relies: readonly StatisticUse[];
  readonly insurance: readonly Insurance[];
  readonly grants: readonly {
    readonly categories: readonly string[];
    readonly share: Ratio;
    /** the subsidy is at least this much, and never more than the premium (reading PREM) */
    readonly floor: Fen | null;
    /** last day of the grant; null: no end */
    readonly until: Day | Missing | null;
    readonly clause: Clause;
  }[];
  /** 定额 towards an employee's own contribution, for the same people; null: residents only */
  readonly employee: {
    readonly amount: Figure<Fen>;
    /** the amount is at least what a resident of the same category is given */
    readonly atLeastResident: boolean;
    readonly clause: Clause;
  } | null;
  /** whoever is approved within the year pays no more from that day; null: the document does not say so */
  readonly newRecipients: Clause | null;
  readonly clause: Clause;
};

/** 预警. */
export type WarningTerms = {
  /** which self-pay is looked at (reading YC-A10) */
  readonly selfPay: 'in_scope' | 'out_of_pocket';
  readonly groups: readonly {
    /** null: everyone insured */
    readonly categories: readonly string[] | null;
    /** whoever is insured so, and in no class and no other group, is in this group too; null: nobody else */
    readonly orInsured: Insurance | null;
    readonly line: Figure<Fen>;
    readonly type: 'return_to_poverty' | 'fall_into_poverty' | null;
    readonly clause: Clause;
    readonly relies: readonly StatisticUse[];
  }[];
  /** who is told; null where the document does not say */
  readonly push: {
    readonly to: readonly string[];
    readonly every: 'month' | null;
    readonly clause: Clause;
  } | null;
  readonly clause: Clause;
};

/** 先诊疗后付费. */
export type DepositTerms = {
  readonly categories: readonly string[];
  /** all must be true */
  readonly gates: readonly Gate[];
  readonly payable: Figure<Fen>;
  readonly clause: Clause;
};

/** 追溯救助. */
export type RetroactiveTerms = {
  readonly onApplication: boolean;
  /** null: the calendar year under the ordinary terms; else the months before recognition under its own */
  readonly window: {
    readonly months: number;
    readonly deductible: Figure<Fen>;
    readonly ratioDecrease: Figure<Ratio>;
  } | null;
  readonly clause: Clause;
};

/** 因病致贫重病患者认定. */
export type RecognitionTerms = {
  readonly category: string;
  readonly line: Figure<Fen>;
  readonly notInClasses: readonly string[];
  readonly validityMonths: number;
  /** the statistics behind the line */
  readonly relies: readonly StatisticUse[];
  readonly clause: Clause;
};

/** The order of payers. */
export type PayerOrder = {
  readonly payers: readonly {
    readonly payer: Payer;
    /** null: for every kind of care */
    readonly kinds: readonly CoveredKind[] | null;
    readonly clause: Clause;
    /** the clause for ordinary outpatient care, where it is another: by class id, or `all` */
    readonly outpatient: ClausesByClass | null;
  }[];
  readonly clause: Clause;
};

/** 二次救助 of one class. */
export type SecondAssistanceClass = {
  readonly deductible: Figure<Fen>;
  /** absolute amounts of the year's total cost, in order of `from` */
  readonly brackets: readonly Bracket[] | Missing;
};

/** 二次救助. */
export type SecondAssistanceTerms = {
  readonly onApplication: boolean;
  /** by class id, or `all` */
  readonly byClass: Readonly<Record<string, SecondAssistanceClass>>;
  /** what assistance and second assistance come to together in a year; null: no limit */
  readonly cap: Figure<Fen> | null;
  /** the body whose decision alone lets the cap be passed; null: nobody's */
  readonly capBreach: { readonly decidedBy: string; readonly clause: Clause } | null;
  readonly clauses: { readonly brackets: Clause; readonly cap: Clause };
  readonly clause: Clause;
};

/** 一次性救助. */
export type OneOffTerms = {
  /** the recognition that opens it */
  readonly category: string;
  readonly enrolledThisYear: boolean;
  readonly onApplication: boolean;
  readonly amount: Figure<Fen>;
  readonly clause: Clause;
};

/** What 倾斜救助 asks of the care. */
export type TiltGateTerms = { readonly needs: readonly TiltNeed[]; readonly clause: Clause };

/** Whose standards apply to care in another place. */
export type PlaceTerms = {
  readonly standards: 'household_registration' | 'recognition';
  readonly paidByRecognition: boolean;
  readonly referral: Clause;
  readonly clause: Clause;
};

/** What a province fixes for its cities. */
export type FrameworkTerms = {
  /** by class id */
  readonly deductible: Readonly<Record<string, Figure<Fen>>>;
  readonly ratio: Missing;
};

/** Benefits that a document may leave open as a whole. */
export type OpenBenefit = 'premium' | 'recognition';

/** The benefits of a region on a day; null where no document in force gives one. */
export type Benefits = {
  readonly premium: PremiumTerms | null;
  readonly warning: WarningTerms | null;
  readonly deposit: DepositTerms | null;
  readonly retroactive: RetroactiveTerms | null;
  readonly recognition: RecognitionTerms | null;
  readonly payerOrder: PayerOrder | null;
  readonly secondAssistance: SecondAssistanceTerms | null;
  /** the clause by which the 大病 payment deducts what per-visit assistance paid too much */
  readonly aidOffset: Clause | null;
  readonly oneOff: OneOffTerms | null;
  readonly tiltGate: TiltGateTerms | null;
  readonly place: PlaceTerms | null;
  readonly outpatientPool: PoolTerms | null;
  readonly personalAccount: AccountTerms | null;
  readonly accountUses: AccountUseTerms | null;
  readonly accountClosing: AccountClosingTerms | null;
  readonly fundGap: GapTerms | null;
  readonly fundAlert: FundAlertTerms | null;
  /** empty where no document gives any */
  readonly fundTasks: readonly FundTask[];
  readonly costControl: CostControlTerms | null;
  readonly framework: FrameworkTerms | null;
  /** what a document gives without a figure, or leaves to another altogether */
  readonly open: Readonly<Partial<Record<OpenBenefit, Missing>>>;
};
