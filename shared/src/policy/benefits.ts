/**
 * The benefits that stand apart from a bill: compiled on their own, when somebody asks for them.
 */
import type { Clause, Day, Fen, Figure, Missing, Ratio } from '../kernel/index.ts';
import { isMissing, parseRatio, parseYuan, wholeShare } from '../kernel/index.ts';
import type { Insurance, StatisticUse } from './compiled.ts';
import { missing, readAmount, readRatio } from './figures.ts';
import { findSection, listInForce, readingOf } from './sections.ts';
import type { CompileOptions, Law, Section, SectionName } from './sections.ts';

/** 资助参保. */
export type PremiumTerms = {
  readonly premium: Figure<Fen>;
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
  readonly clause: Clause;
};

/** 预警. */
export type WarningTerms = {
  /** which self-pay is looked at (reading YC-A10) */
  readonly selfPay: 'in_scope' | 'out_of_pocket';
  readonly groups: readonly {
    /** null: everyone insured */
    readonly categories: readonly string[] | null;
    readonly line: Figure<Fen>;
    readonly type: 'return_to_poverty' | 'fall_into_poverty' | null;
    readonly clause: Clause;
    readonly relies: readonly StatisticUse[];
  }[];
};

/** 先诊疗后付费. */
export type DepositTerms = {
  readonly categories: readonly string[];
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
  readonly clause: Clause;
};

export type WorkStatus = 'employed' | 'retired';
export type HospitalLevel = 1 | 2 | 3;

/** 职工普通门诊统筹. */
export type PoolTerms = {
  readonly deductible: Readonly<Record<WorkStatus, Fen>>;
  readonly ratio: Readonly<Record<WorkStatus, Readonly<Record<HospitalLevel, Ratio>>>>;
  readonly primaryCareIncrease: Ratio;
  readonly cap: Readonly<Record<WorkStatus, Fen>>;
  readonly clause: Clause;
};

/** 个人账户. */
export type AccountTerms = { readonly shareOfBase: Ratio; readonly monthly: Fen; readonly clause: Clause };

/** 基金缺口分担. */
export type GapTerms = {
  readonly cityShare: Readonly<Record<'district' | 'county', Ratio>>;
  readonly clause: Clause;
};

/** What a province fixes for its cities. */
export type FrameworkTerms = {
  /** by class id */
  readonly deductible: Readonly<Record<string, Figure<Fen>>>;
  readonly ratio: Missing;
};

/** The benefits of a region on a day; null where no document in force gives one. */
export type Benefits = {
  readonly premium: PremiumTerms | null;
  readonly warning: WarningTerms | null;
  readonly deposit: DepositTerms | null;
  readonly retroactive: RetroactiveTerms | null;
  readonly recognition: RecognitionTerms | null;
  readonly outpatientPool: PoolTerms | null;
  readonly personalAccount: AccountTerms | null;
  readonly fundGap: GapTerms | null;
  readonly framework: FrameworkTerms | null;
};

type DayOptions = CompileOptions & { readonly on: Day };

/** Compiles the benefits of a region for a day. @throws InvalidInput `invalid_policy` on overlaps */
export function compileBenefits(law: Law, options: DayOptions): Benefits {
  const inForce = listInForce(law, options.region, options.on);
  const from = <N extends SectionName, T>(name: N, compile: (section: Section<N>) => T): T | null => {
    const section = findSection(inForce, name, options.on);
    return section === null ? null : compile(section);
  };
  return {
    premium: from('premium_subsidy', (section) => compilePremium(law, options, section)),
    warning: from('warning', (section) => compileWarning(law, options, section)),
    deposit: from('admission_deposit', (section) => compileDeposit(law, options, section)),
    retroactive: from('retroactive', (section) => compileRetroactive(law, options, section)),
    recognition: from('recognition', (section) => compileRecognition(law, options, section)),
    outpatientPool: from('outpatient_pool', compilePool),
    personalAccount: from('personal_account', compileAccount),
    fundGap: from('fund_gap', compileGap),
    framework: from('framework', (section) => compileFramework(law, options, section)),
  };
}

function cite(section: Section<SectionName>, article: string): Clause {
  return { document: section.file.document.id, article };
}

function compilePremium(law: Law, options: DayOptions, section: Section<'premium_subsidy'>): PremiumTerms {
  const reading = readingOf(law, options, section.file.document.id);
  const clause = cite(section, section.value.clause);
  const premium = reading.statistics.find('premium', reading.year);
  const end = reading.statistics.findTransitionEnd();
  return {
    premium: premium?.amount ?? { ...missing(reading, 'premium', clause), year: reading.year },
    insurance: section.value.insurance,
    grants: section.value.grants.map((grant) => ({
      categories: grant.categories,
      share: parseRatio(grant.share),
      floor: grant.floor === undefined ? null : parseYuan(grant.floor),
      until: grant.until === undefined ? null : (end?.day ?? missing(reading, 'transition.end', clause)),
      clause: cite(section, grant.clause),
    })),
    clause,
  };
}

function compileWarning(law: Law, options: DayOptions, section: Section<'warning'>): WarningTerms {
  const reading = readingOf(law, options, section.file.document.id);
  const groups = section.value.groups.map((group) => {
    const line = readAmount(reading, group.line, 'warning.line', group.clause, wholeShare);
    return {
      categories: group.categories === 'everyone' ? null : group.categories,
      line: line.value ?? missing(reading, 'warning.line', line.clause),
      type: group.type ?? null,
      clause: line.clause,
      relies: line.relies,
    };
  });
  return { selfPay: section.value.self_pay, groups };
}

function compileDeposit(law: Law, options: DayOptions, section: Section<'admission_deposit'>): DepositTerms {
  const reading = readingOf(law, options, section.file.document.id);
  const { categories, payable, clause } = section.value;
  const read = readAmount(reading, payable, 'admissionDeposit.payable', clause);
  return { categories, payable: read.value ?? (0 as Fen), clause: read.clause };
}

function compileRetroactive(
  law: Law,
  options: DayOptions,
  section: Section<'retroactive'>,
): RetroactiveTerms | null {
  const { value } = section;
  if ('deferred' in value) return null;
  const clause = cite(section, value.clause);
  if (value.window === 'calendar_year') return { onApplication: value.on_application, window: null, clause };
  if (!('deductible' in value)) return null;
  const reading = readingOf(law, options, section.file.document.id);
  const deductible = readAmount(reading, value.deductible, 'retroactive.deductible', value.clause);
  const ratioDecrease = readRatio(reading, value.ratio_decrease, 'retroactive.ratioDecrease', value.clause);
  return {
    onApplication: value.on_application,
    window: {
      months: Number(value.window.months),
      deductible: deductible.value ?? (0 as Fen),
      ratioDecrease: ratioDecrease.value,
    },
    clause,
  };
}

function compileRecognition(
  law: Law,
  options: DayOptions,
  section: Section<'recognition'>,
): RecognitionTerms {
  const reading = readingOf(law, options, section.file.document.id);
  const { category, validity, line, not_in_classes: notInClasses, clause } = section.value;
  const read = readAmount(reading, line, 'recognition.line', clause);
  return {
    category,
    line: read.value ?? missing(reading, 'recognition.line', read.clause),
    notInClasses,
    validityMonths: Number(validity.months),
    clause: read.clause,
  };
}

function compilePool(section: Section<'outpatient_pool'>): PoolTerms {
  const { deductible, ratio, cap, clause } = section.value;
  const levels = (texts: Readonly<Record<'1' | '2' | '3', string>>) => ({
    1: parseRatio(texts['1']),
    2: parseRatio(texts['2']),
    3: parseRatio(texts['3']),
  });
  const amounts = (texts: Readonly<Record<WorkStatus, string>>) => ({
    employed: parseYuan(texts.employed),
    retired: parseYuan(texts.retired),
  });
  return {
    deductible: amounts(deductible),
    ratio: { employed: levels(ratio.employed), retired: levels(ratio.retired) },
    primaryCareIncrease: parseRatio(ratio.primary_care_increase),
    cap: amounts(cap),
    clause: cite(section, clause),
  };
}

function compileAccount(section: Section<'personal_account'>): AccountTerms {
  const { employed, retired, clause } = section.value;
  return {
    shareOfBase: parseRatio(employed.share_of_base),
    monthly: parseYuan(retired.monthly),
    clause: cite(section, clause),
  };
}

function compileGap(section: Section<'fund_gap'>): GapTerms {
  const { district, county, clause } = section.value;
  return {
    cityShare: { district: parseRatio(district.city), county: parseRatio(county.city) },
    clause: cite(section, clause),
  };
}

function compileFramework(law: Law, options: DayOptions, section: Section<'framework'>): FrameworkTerms {
  const reading = readingOf(law, options, section.file.document.id);
  const { deductible, ratio, clause } = section.value;
  const read = Object.entries(deductible.by_class).map(([id, figure]) => {
    const { value } = readAmount(reading, figure, 'assistance.deductible', deductible.clause);
    return [id, value ?? (0 as Fen)] as const;
  });
  const left = readRatio(reading, ratio, 'assistance.ratio', clause).value;
  return {
    deductible: Object.fromEntries(read),
    ratio: isMissing(left) ? left : missing(reading, 'assistance.ratio', cite(section, clause)),
  };
}
